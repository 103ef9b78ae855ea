"""What can be asked of a prize."""

from attrs import frozen


@frozen
class AllotPrizes:
    """Split the prize of a completed tournament now, where its payout rule was not installed when it ended."""
