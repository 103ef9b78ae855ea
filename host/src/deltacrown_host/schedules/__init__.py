"""Schedules of whole tournaments: planned, put in force, planned again, and read."""
