"""The registration: state, commands, events, decide and evolve."""
