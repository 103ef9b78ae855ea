"""Pages for administrators: health, moderation, the audit trail, people, plugins, settings."""
