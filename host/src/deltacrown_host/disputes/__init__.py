"""Disputes: what was said and laid before whoever decides. The journal holds ids, the texts and files are here."""
