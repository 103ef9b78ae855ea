"""The outlook of a stage: who can still get where, what must happen, and how likely it is."""
