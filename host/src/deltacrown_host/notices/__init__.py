"""Notices by mail: what entrants and organizers are told without asking, each of it only to whoever wants it."""
