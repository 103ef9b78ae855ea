"""Lobbies and streams of matches: where sides meet, and where others watch."""
