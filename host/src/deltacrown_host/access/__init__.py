"""Who may do what: roles, permissions in a tournament, and the one table that says what everything needs."""
