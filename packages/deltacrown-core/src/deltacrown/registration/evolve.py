"""How events change the entrants."""

from collections.abc import Callable
from typing import Any

from deltacrown.match.progress import Progress
from deltacrown.match.state import Match
from deltacrown.registration.events import (
    CheckInUndone,
    EntrantDisqualified,
    EntrantJoined,
    EntrantPromoted,
    EntrantRegistered,
    EntrantReplaced,
    EntrantsCheckedIn,
    EntrantWaitlisted,
    EntrantWithdrawn,
)
from deltacrown.registration.state import Entrant, Status
from deltacrown.replacing import replace
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.table import Table
from deltacrown.tournament.state import Tournament


def registered(tournament: Tournament, event: EntrantRegistered) -> Tournament:
    """One more entrant; one who had withdrawn is back, in the old place."""
    return _with(tournament, Entrant(event.entrant, event.rating, club=event.club, pot=event.pot))


def waitlisted(tournament: Tournament, event: EntrantWaitlisted) -> Tournament:
    """One more in the line. Whoever comes back goes to its end."""
    others = tournament.entrants
    if event.entrant in others:
        others = Table((name, entrant) for name, entrant in others.items() if name != event.entrant)
    entrant = Entrant(event.entrant, event.rating, Status.WAITING, club=event.club, pot=event.pot)
    return _with(replace(tournament, entrants=others), entrant)


def promoted(tournament: Tournament, event: EntrantPromoted) -> Tournament:
    """From the line into the field."""
    return _with_status(tournament, event.entrant, Status.TAKING_PART)


def joined(tournament: Tournament, event: EntrantJoined) -> Tournament:
    """The last seed, in the tournament and in the stage."""
    stages = tuple(
        replace(stage, entrants=(*stage.entrants, event.entrant)) if stage.key == event.stage else stage
        for stage in tournament.stages
    )
    return replace(tournament, seeds=(*tournament.seeds, event.entrant), stages=stages)


def withdrawn(tournament: Tournament, event: EntrantWithdrawn) -> Tournament:
    """Gone, in every stage that is not over."""
    gone = _with_status(tournament, event.entrant, Status.WITHDRAWN)
    return _in_stages(gone, event.entrant, lambda stage: replace(stage, withdrawn=stage.withdrawn | {event.entrant}))


def disqualified(tournament: Tournament, event: EntrantDisqualified) -> Tournament:
    """Gone, and out of every ranking that is not final."""
    gone = _with_status(tournament, event.entrant, Status.DISQUALIFIED)

    def put_out(stage: Stage) -> Stage:
        name = event.entrant
        return replace(stage, withdrawn=stage.withdrawn | {name}, disqualified=stage.disqualified | {name})

    return _in_stages(gone, event.entrant, put_out)


def replaced(tournament: Tournament, event: EntrantReplaced) -> Tournament:
    """The substitute has the place, the seed and the unplayed matches of the entrant."""
    old = tournament.entrants[event.entrant]
    entrants = {
        event.substitute if name == event.entrant else name: entrant
        for name, entrant in tournament.entrants.items()
        if name != event.substitute
    }
    entrants[event.substitute] = Entrant(event.substitute, event.rating, old.status, None, old.club, old.pot)
    entrants[event.entrant] = replace(old, status=Status.WITHDRAWN)

    def swap(names: tuple[EntrantId | None, ...]) -> tuple[Any, ...]:
        return tuple(event.substitute if name == event.entrant else name for name in names)

    def seat(stage: Stage) -> Stage:
        theirs = [match for match in stage.matches.values() if event.entrant in match.entrants]
        changed = stage.matches.with_values((match.key, _swapped(match, swap)) for match in theirs)
        return replace(stage, entrants=swap(stage.entrants), matches=changed)

    table, seeds, line = Table(entrants.items()), swap(tournament.seeds), swap(tournament.line)
    changed = replace(tournament, entrants=table, seeds=seeds, line=line)
    return _in_stages(changed, event.entrant, seat)


def _swapped(match: Match, swap: Callable[[tuple[EntrantId | None, ...]], tuple[Any, ...]]) -> Match:
    # None of these was played, but a bye or a walkover may have been given.
    outcome = match.outcome
    if outcome is not None:
        outcome = replace(outcome, ranking=tuple(swap(group) for group in outcome.ranking))
    # What the one before said and chose is not the substitute's: only time and place stay.
    progress = Progress(match.progress.scheduled_at, match.progress.station)
    return replace(match, entrants=swap(match.entrants), outcome=outcome, progress=progress)


def checked_in(tournament: Tournament, event: EntrantsCheckedIn) -> Tournament:
    """They are there."""
    entrants = tournament.entrants
    return replace(
        tournament,
        entrants=entrants.with_values((name, replace(entrants[name], checked_in=event.at)) for name in event.entrants),
    )


def check_in_undone(tournament: Tournament, event: CheckInUndone) -> Tournament:
    """Not there after all."""
    entrant = replace(tournament.entrants[event.entrant], checked_in=None)
    return replace(tournament, entrants=tournament.entrants.with_value(event.entrant, entrant))


def _with_status(tournament: Tournament, name: EntrantId, status: Status) -> Tournament:
    return _with(tournament, replace(tournament.entrants[name], status=status))


def _with(tournament: Tournament, entrant: Entrant) -> Tournament:
    """The tournament with the entrant as it stands now, counted where it belongs."""
    name, before, line = entrant.id, tournament.entrants.get(entrant.id), tournament.line
    took_part, waited = before and before.status is Status.TAKING_PART, before and before.status is Status.WAITING
    waits = entrant.status is Status.WAITING
    if waited and not waits:
        line = tuple(other for other in line if other != name)
    if waits and not waited:
        line = (*line, name)
    taken = tournament.taken + (entrant.status is Status.TAKING_PART) - bool(took_part)
    return replace(tournament, entrants=tournament.entrants.with_value(name, entrant), taken=taken, line=line)


def _in_stages(tournament: Tournament, entrant: EntrantId, change: Callable[[Stage], Stage]) -> Tournament:
    """The tournament with every open stage changed that the entrant plays."""
    stages = tuple(
        change(stage) if not stage.over and entrant in stage.entrants else stage for stage in tournament.stages
    )
    return replace(tournament, stages=stages)
