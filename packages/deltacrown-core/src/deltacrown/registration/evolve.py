"""How events change the entrants."""

from attrs import evolve

from deltacrown.registration.events import EntrantRegistered, EntrantWithdrawn
from deltacrown.registration.state import Entrant
from deltacrown.tournament.state import Tournament


def registered(tournament: Tournament, event: EntrantRegistered) -> Tournament:
    """One more entrant; one who had withdrawn is back, in the old place."""
    entrant = Entrant(event.entrant, event.rating)
    return evolve(tournament, entrants=tournament.entrants.with_value(event.entrant, entrant))


def withdrawn(tournament: Tournament, event: EntrantWithdrawn) -> Tournament:
    """The entrant is marked as gone, in every stage that is not over."""
    entrant = evolve(tournament.entrants[event.entrant], withdrawn=True)
    stages = tuple(
        evolve(stage, withdrawn=stage.withdrawn | {event.entrant})
        if not stage.over and event.entrant in stage.entrants
        else stage
        for stage in tournament.stages
    )
    return evolve(tournament, entrants=tournament.entrants.with_value(event.entrant, entrant), stages=stages)
