"""Slots: who sits where in a match, known already or once another match is decided."""

from typing import TypeAlias

from attrs import frozen

EntrantId: TypeAlias = str
"""The id of a player or team within a tournament. Never personal data: names are looked up beside the journal."""

NOBODY: EntrantId = ""
"""What a slot holds when it is settled that nobody will come: a bye, or the winner of a match that nobody won."""


@frozen
class Seed:
    """The entrant with this seed in the stage; 1 is the best."""

    seed: int


@frozen
class WinnerOf:
    """Whoever comes first in another match of the stage."""

    match: str


@frozen
class LoserOf:
    """Whoever comes second in another match of the stage."""

    match: str


@frozen
class PlacedIn:
    """Whoever takes a rank in another match of the stage; for lobbies from which several advance."""

    match: str
    rank: int


@frozen
class Bye:
    """Nobody: the other side moves on without playing."""


Slot: TypeAlias = Seed | WinnerOf | LoserOf | PlacedIn | Bye
Link: TypeAlias = WinnerOf | LoserOf | PlacedIn
LINKS = (WinnerOf, LoserOf, PlacedIn)


def linked_rank(link: Link) -> int:
    """Which rank of the other match the link takes: 1 for the winner, 2 for the loser."""
    return link.rank if isinstance(link, PlacedIn) else 1 if isinstance(link, WinnerOf) else 2
