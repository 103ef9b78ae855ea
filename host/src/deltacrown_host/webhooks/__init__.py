"""Webhooks: the events of a tournament, sent to addresses that its organizers name (Standard Webhooks)."""
