"""Swiss pairing for games: who meets whom in the next round, as a minimum-weight perfect matching."""
