"""Hindsight: a correction gives the tournament as if it had been right the first time."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from deltacrown.commands import Amend, Command, Envelope
from deltacrown.correction.events import HistoryAmended
from deltacrown.correction.replaying import look_back, replay_amended
from deltacrown.deciding import Decision
from deltacrown.engine import Engine
from deltacrown.fuzzing.invariants import same
from deltacrown.fuzzing.report import hold
from deltacrown.journal import Entry
from deltacrown.problems import Refusal
from deltacrown.tournament.state import Phase, Tournament


def check_amendment(engine: Engine, before: Tournament, past: Sequence[Entry], new: Sequence[Entry]) -> None:
    """What the correction in the new entries made is what follows from the corrected past, decided from the start.

    Holds where the same plugins were there all the time: a correction asks those that are there now.
    """
    event = new[0].event
    if not isinstance(event, HistoryAmended) or not isinstance(new[0].command, Amend):
        return
    envelope = Envelope(new[0].order, new[0].at, new[0].actor, new[0].command)
    after = engine.apply(before, [event])
    decision = engine.decide_checked(envelope, before, lambda: past)
    assert isinstance(decision, Decision)
    known = look_back(decision, event.order)
    right = replay_amended(evolve(known, before=None), event.instead, decision).tournament
    hold("hindsight", same(evolve(right, version=after.version), after), _apart(right, after))
    if event.instead is not None:
        _there_and_back(engine, before, (*past, *new), envelope)


def _there_and_back(engine: Engine, before: Tournament, entries: Sequence[Entry], there: Envelope) -> None:
    """Correcting the correction gives the tournament as it was, but for the journal."""
    assert isinstance(there.command, Amend)
    original = _said(entries[:-1], there.command.order)
    if original is None or original == there.command.instead:
        return
    now = engine.apply(Tournament(), (entry.event for entry in entries))
    if now.frozen or now.phase in {Phase.CANCELLED, Phase.ARCHIVED}:
        return
    back = Envelope("back", there.at, there.actor, Amend(there.command.order, original, "back"))
    answer = engine.decide(back, now, lambda: entries)
    hold("there and back", not isinstance(answer, Refusal), answer)
    assert isinstance(answer, Decision)
    again = evolve(answer.tournament, version=before.version)
    hold("there and back", same(again, before), _apart(before, again))


def _said(entries: Iterable[Entry], order: str) -> Command | None:
    """What the command says, the corrections so far worked in; None where it has not counted at times."""
    said: Command | None = None
    for entry in entries:
        if isinstance(entry.event, HistoryAmended):
            if order in entry.event.dropped or entry.order == order:
                return None
            said = entry.event.instead if entry.event.order == order else said
        elif entry.order == order and entry.command is not None:
            said = entry.command
    return said


def _apart(expected: Tournament, found: Tournament) -> str:
    names = [field.name for field in Tournament.__attrs_attrs__ if field.name != "version"]
    return ", ".join(name for name in names if getattr(expected, name) != getattr(found, name)) or "the order differs"
