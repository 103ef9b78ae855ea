"""The tie-breakers."""
