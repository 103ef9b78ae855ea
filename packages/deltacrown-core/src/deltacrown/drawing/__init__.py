"""Drawing a stage as its layout says: for a terminal, and as a picture that needs no browser to be made."""
