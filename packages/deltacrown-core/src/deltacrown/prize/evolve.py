"""How events change the prizes."""

from attrs import evolve

from deltacrown.prize.events import PrizesAllotted
from deltacrown.tournament.state import Tournament


def allotted(tournament: Tournament, event: PrizesAllotted) -> Tournament:
    """It is settled who gets what."""
    return evolve(tournament, prizes=event.prizes)
