"""The rule linter: what an organizer would rather hear before the start. One check a file, each shown by an example."""
