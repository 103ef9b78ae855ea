"""Payout rules: how a prize pool is split over places."""
