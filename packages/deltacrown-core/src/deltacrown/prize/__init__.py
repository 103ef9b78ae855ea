"""The prize: the pool, who gets what share and why. No money moves here."""
