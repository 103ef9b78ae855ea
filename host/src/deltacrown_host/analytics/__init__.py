"""Numbers: of a tournament for whoever organizes it, of a person for that person."""
