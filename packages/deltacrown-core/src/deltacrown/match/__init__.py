"""The match: state, commands, events, decide and evolve."""
