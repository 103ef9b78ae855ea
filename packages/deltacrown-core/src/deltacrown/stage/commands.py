"""What an organizer can ask of a stage."""

from attrs import frozen

from deltacrown.stage.slots import EntrantId


@frozen
class DecideTie:
    """Settle a tie that the rules leave open, by a decision made outside (lots, a play-off).

    During play it is the tie that the next stage waits for; after the end any tie of a stage, and the placements and
    prizes are made again.

    `order` names exactly the tied entrants, best first; `method` is how it was decided, kept as the reason.
    """

    stage: str
    order: tuple[EntrantId, ...]
    method: str
