"""Moderation: sanctions, what is hidden, what people report, and the stop of the whole host."""
