"""The revisions of the tables in a host."""
