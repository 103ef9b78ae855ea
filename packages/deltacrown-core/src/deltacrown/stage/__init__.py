"""The stage: state, commands, events, decide and evolve."""
