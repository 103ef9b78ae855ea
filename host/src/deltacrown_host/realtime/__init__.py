"""Rooms in which every event arrives as it happens."""
