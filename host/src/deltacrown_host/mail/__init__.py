"""Mail: what is written to people, kept until it is sent, and how it is carried."""
