"""Tournaments in the formats of others: out of a tournament, and into a new one."""
