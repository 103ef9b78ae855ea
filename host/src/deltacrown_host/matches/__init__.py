"""Matches and their results."""
