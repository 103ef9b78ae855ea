"""Bringing committed events to notifiers."""
