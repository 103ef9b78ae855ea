"""Teams: who plays together, and who acts for them."""
