"""What can happen to a prize."""

from attrs import frozen

from deltacrown.prize.state import Allotment


@frozen
class PrizesAllotted:
    """It is settled who gets what of the pool. No money has moved."""

    prizes: Allotment
