"""Disputes over a match: state, commands, events, decide and evolve."""
