"""`deltacrown certificate`: certificates from the command line."""
