"""Pages about accounts: sign in, join, and what is one's own."""
