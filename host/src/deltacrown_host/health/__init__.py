"""Whether the host works."""
