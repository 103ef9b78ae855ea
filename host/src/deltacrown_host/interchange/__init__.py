"""Tournaments in the formats of others, over HTTP."""
