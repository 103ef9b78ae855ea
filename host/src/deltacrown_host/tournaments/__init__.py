"""Tournaments: create, start, cancel, look at."""
