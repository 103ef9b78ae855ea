"""Series and seasons: points across tournaments, and a table of them."""
