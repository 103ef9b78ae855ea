"""Pages for those who take part: their place, their matches, the room of a match."""
