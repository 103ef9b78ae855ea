"""Formats, seedings and tie-breakers for DeltaCrown, brought in through the same hooks as a stranger's plugin."""
