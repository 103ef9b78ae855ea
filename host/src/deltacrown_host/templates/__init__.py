"""Templates: settings to make tournaments from."""
