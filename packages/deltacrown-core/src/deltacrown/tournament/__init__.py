"""The tournament: state, commands, events, decide and evolve."""
