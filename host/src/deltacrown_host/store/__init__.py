"""The journal and the rows in SQL."""
