"""Feeds: what happens beside the journals, numbered, for a team or an account; in rows, and on sockets at once."""
