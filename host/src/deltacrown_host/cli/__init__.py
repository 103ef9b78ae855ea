"""Commands for the `deltacrown` command line."""
