"""A PDF signed as Acrobat and its like understand it (PAdES), by pyHanko: the extra `sign`."""
