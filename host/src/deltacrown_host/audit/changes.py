"""How what a command changed stood before and after it: found by replaying the journal, once for a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve
from deltacrown import Engine, Event, Match, Tournament, TournamentSettings, wire
from sqlalchemy import Connection

from deltacrown_host.audit.lines import Line
from deltacrown_host.store.journal import SqlJournal

Stand = Mapping[str, Any]


def with_changes(connection: Connection, engine: Engine, tournament: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those of commands with what changed in the tournament in place of the command's fields."""
    commands = {line.version: line for line in lines if line.version is not None}
    if not commands:
        return tuple(lines)
    changed: dict[int | None, Line] = {}
    standing, waiting, last = Tournament(), list[Event](), max(commands)
    before: Stand = {}
    at: Line | None = None
    for entry in SqlJournal(connection, tournament).read():
        if entry.command is not None and entry.seq > last:
            break
        if entry.seq in commands:
            at = commands[entry.seq]
            standing, waiting = engine.apply(standing, waiting), []
            before = stand(standing, at.after or {})
        waiting.append(entry.event)
        if at and entry.last:
            standing, waiting = engine.apply(standing, waiting), []
            changed[at.version] = evolve(at, before=before, after=stand(standing, at.after or {}))
            at = None
    return tuple(changed.get(line.version, line) for line in lines)


def stand(tournament: Tournament, fields: Stand) -> Stand:
    """What of the tournament a command with these fields is about."""
    match fields:
        case {"type": "ChangeSettings" | "CreateTournament"}:
            settings: Stand = wire.unstructure(tournament.settings, TournamentSettings)
            return settings
        case {"stage": stage, "match": key}:
            found = tournament.stage(stage)
            return _of_match(found.matches.get(key) if found else None)
        case {"entrant": str(entrant)}:
            return _of_entrants(tournament, [entrant])
        case {"entrants": [*entrants]}:
            return _of_entrants(tournament, entrants)
    return {"phase": tournament.phase.value, "frozen": tournament.frozen}


def _of_match(found: Match | None) -> Stand:
    if found is None:
        return {}
    progress, dispute = found.progress, found.progress.dispute
    return {
        "state": found.state.value,
        "outcome": wire.unstructure(found.outcome),
        "scheduled_at": wire.unstructure(progress.scheduled_at),
        "station": progress.station,
        "games": wire.unstructure(progress.games),
        "claims": wire.unstructure(progress.claims),
        "dispute": dispute.state.value if dispute else None,
    }


def _of_entrants(tournament: Tournament, names: Sequence[str]) -> Stand:
    known = [tournament.entrants[name] for name in names if name in tournament.entrants]
    return {
        entrant.id: {"status": entrant.status.value, "checked_in": wire.unstructure(entrant.checked_in)}
        for entrant in known
    }
