"""Formats, seedings and tie-breakers for DeltaCrown. Everything here comes in through the same hooks as a stranger's plugin."""
