"""What a certificate claims, as a credential that anyone can check: Open Badges 3.0, which is W3C's VC 2.0."""
