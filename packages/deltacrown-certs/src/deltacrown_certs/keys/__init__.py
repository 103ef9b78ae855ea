"""Keys that sign certificates, and how they are published."""
