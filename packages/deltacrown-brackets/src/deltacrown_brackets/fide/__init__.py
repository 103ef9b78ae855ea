"""FIDE's rules for Swiss tournaments: histories, files (TRF 16 and 26), pairing by the Dutch system."""
