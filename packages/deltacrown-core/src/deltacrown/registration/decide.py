"""Whether an entrant may register, leave or be replaced, and what follows."""

from collections.abc import Iterable

from deltacrown.deciding import Decision
from deltacrown.problems import Problem
from deltacrown.registration.commands import DisqualifyEntrant, RegisterEntrant, ReplaceEntrant, WithdrawEntrant
from deltacrown.registration.events import (
    EntrantDisqualified,
    EntrantJoined,
    EntrantPromoted,
    EntrantRegistered,
    EntrantReplaced,
    EntrantWaitlisted,
    EntrantWithdrawn,
)
from deltacrown.registration.state import Status
from deltacrown.stage.progression import proceed
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Phase, Tournament

ID_LENGTH = 64


def register_problems(command: RegisterEntrant, decision: Decision) -> Iterable[Problem]:
    """Why the entrant cannot take part."""
    tournament = decision.tournament
    yield from _id_problems(command.entrant, "entrant", tournament)
    if tournament.phase is Phase.LIVE:
        if _late_stage(decision) is None:
            yield Problem("registration.no_late_entry", "what is being played takes no late entries")
    elif not command.override:
        yield from _window_problems(decision)
    if _full(tournament) and not tournament.settings.waitlist and not command.override:
        yield Problem("registration.full", f"all {tournament.settings.capacity} places are taken")


def register(command: RegisterEntrant, decision: Decision) -> None:
    """One more entrant, or one more on the waiting list."""
    queue = _full(decision.tournament) or bool(decision.tournament.line)
    if queue and not command.override:
        decision.record(EntrantWaitlisted(command.entrant, command.rating, command.club, command.pot))
        return
    stage = _late_stage(decision) if decision.tournament.phase is Phase.LIVE else None
    decision.record(EntrantRegistered(command.entrant, command.rating, command.club, command.pot))
    if stage is not None:
        decision.record(EntrantJoined(command.entrant, stage.key))


def _id_problems(entrant: EntrantId, field: str, tournament: Tournament) -> Iterable[Problem]:
    if not 0 < len(entrant) <= ID_LENGTH or not entrant.isprintable():
        yield Problem("entrant.id_invalid", f"an entrant's id has 1 to {ID_LENGTH} printable characters", field)
    known = tournament.entrants.get(entrant)
    if known and known.status is Status.DISQUALIFIED:
        yield Problem("entrant.disqualified", f"{entrant!r} was disqualified", field)
    elif known and not known.withdrawn:
        yield Problem("entrant.registered_already", f"{entrant!r} takes part already", field)
    elif known and tournament.phase is Phase.LIVE:
        yield Problem("entrant.withdrawn_already", f"{entrant!r} has left during play", field)


def _window_problems(decision: Decision) -> Iterable[Problem]:
    window, now = decision.tournament.settings.registration, decision.envelope.at
    if window.opens is not None and now < window.opens:
        yield Problem("registration.too_early", f"registration opens at {window.opens.isoformat()}")
    if window.closes is not None and now >= window.closes:
        yield Problem("registration.too_late", f"registration closed at {window.closes.isoformat()}")


def _full(tournament: Tournament) -> bool:
    capacity = tournament.settings.capacity
    return capacity is not None and tournament.taken >= capacity


def _late_stage(decision: Decision) -> Stage | None:
    """The first stage, if it is being played and its format takes late entries."""
    stage = decision.tournament.stages[0]
    installed = decision.registry.formats.get(stage.settings.format)
    return stage if not stage.over and installed and installed.late_entry else None


def promote(decision: Decision) -> None:
    """Whoever waits gets the free places, in the order of the waiting list."""
    line, capacity = decision.tournament.line, decision.tournament.settings.capacity
    free = len(line) if capacity is None else max(0, capacity - decision.tournament.taken)
    for entrant in line[:free]:
        decision.record(EntrantPromoted(entrant))


def known_problems(entrant: EntrantId, decision: Decision) -> Iterable[Problem]:
    """Why nothing can be done with the entrant: unknown, or gone already."""
    known = decision.tournament.entrants.get(entrant)
    if known is None:
        yield Problem("entrant.unknown", f"{entrant!r} does not take part", "entrant")
    elif known.withdrawn:
        yield Problem("entrant.withdrawn_already", f"{entrant!r} has left already", "entrant")


def withdraw_problems(command: WithdrawEntrant, decision: Decision) -> Iterable[Problem]:
    """Why the entrant cannot leave."""
    yield from known_problems(command.entrant, decision)


def withdraw(command: WithdrawEntrant, decision: Decision) -> None:
    """The entrant leaves; matches that can no longer be played are settled, free places are filled."""
    decision.record(EntrantWithdrawn(command.entrant))
    _after_leaving(command.entrant, decision)


def disqualify_problems(command: DisqualifyEntrant, decision: Decision) -> Iterable[Problem]:
    """Why the entrant cannot be put out."""
    known = decision.tournament.entrants.get(command.entrant)
    if known is None:
        yield Problem("entrant.unknown", f"{command.entrant!r} does not take part", "entrant")
    elif known.status is Status.DISQUALIFIED:
        yield Problem("entrant.disqualified", f"{command.entrant!r} was disqualified already", "entrant")
    if not command.reason.strip():
        yield Problem("disqualification.reason_empty", "say why the entrant is put out", "reason")


def disqualify(command: DisqualifyEntrant, decision: Decision) -> None:
    """The entrant is put out, with the same consequences as leaving."""
    decision.record(EntrantDisqualified(command.entrant, command.reason))
    _after_leaving(command.entrant, decision)


def _after_leaving(entrant: EntrantId, decision: Decision) -> None:
    if decision.tournament.phase is not Phase.LIVE:
        promote(decision)
        return
    theirs = [(stage.key, _unplayed(stage, entrant)) for stage in decision.tournament.stages]
    proceed(decision, theirs)


def _unplayed(stage: Stage, entrant: EntrantId) -> list[str]:
    return [match.key for match in stage.matches.values() if match.outcome is None and entrant in match.entrants]


def replace_problems(command: ReplaceEntrant, decision: Decision) -> Iterable[Problem]:
    """Why the substitute cannot take the place."""
    yield from _id_problems(command.substitute, "substitute", decision.tournament)
    yield from known_problems(command.entrant, decision)
    if any(_has_played(stage, command.entrant) for stage in decision.tournament.stages):
        yield Problem("substitute.too_late", f"{command.entrant!r} has played already", "entrant")


def _has_played(stage: Stage, entrant: EntrantId) -> bool:
    """Whether the entrant has played in the stage, or has a final rank in it by walkovers alone."""
    if stage.over:
        return entrant in stage.entrants
    return any(match.played and entrant in match.entrants for match in stage.matches.values())


def replace(command: ReplaceEntrant, decision: Decision) -> None:
    """The substitute sits where the entrant sat; a stage goes on that waited only for the entrant's dispute."""
    decision.record(EntrantReplaced(command.entrant, command.substitute, command.rating))
    if decision.tournament.phase is Phase.LIVE:
        proceed(decision, [])
