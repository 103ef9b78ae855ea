"""The economy of DeltaCrown, brought in through the same hooks as a stranger's plugin: payout rules."""
