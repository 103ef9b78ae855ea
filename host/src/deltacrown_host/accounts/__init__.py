"""Accounts: who somebody is, and how they show it."""
