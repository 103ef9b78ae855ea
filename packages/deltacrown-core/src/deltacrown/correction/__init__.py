"""Corrections: changing what was said in the past, with everything that followed from it."""
