"""Commands of this package for the `deltacrown` command line. Only the hook imports them: they need click."""
