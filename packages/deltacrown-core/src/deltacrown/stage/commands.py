"""What an organizer can ask of a stage."""

from attrs import frozen

from deltacrown.stage.slots import EntrantId


@frozen
class ArrangeMatch:
    """Play a match that nobody planned, such as a challenge; the stage's format says whether there is one.

    `entrants` are those who meet; where the format tells them apart, whoever asks comes first.
    """

    stage: str
    entrants: tuple[EntrantId, ...]


@frozen
class CloseStage:
    """End a stage that stays open until somebody says so, such as a ladder, once every match of it is decided."""

    stage: str


@frozen
class PairAgain:
    """Take back the newest pairing of a stage, none of whose matches has begun, and pair it as things stand now.

    For formats that keep their pairings: after a correction of what came before, or when somebody has left or joined
    since. `round` is the first one of that pairing. Where nothing is to be played any more, the stage ends instead.
    """

    stage: str
    round: int


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
