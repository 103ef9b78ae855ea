"""Who takes part, and under which name."""
