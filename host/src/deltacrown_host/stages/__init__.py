"""Stages and their standings."""
