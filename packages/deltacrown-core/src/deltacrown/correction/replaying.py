"""Replaying an amended past: the commands that count, each decided again where it still fits."""

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, frozen

from deltacrown.commands import Command, Envelope, ReportResult
from deltacrown.deciding import Decision
from deltacrown.events import HistoryAmended, MatchCompleted
from deltacrown.journal import Entry
from deltacrown.problems import Refusal
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import Tournament


@frozen
class Deed:
    """A command that counts, and, for a result, who sat in the match when it was reported."""

    envelope: Envelope
    seated: tuple[EntrantId, ...] | None = None


@frozen
class Replay:
    """The tournament after some deeds, and the ids of those that did not fit."""

    tournament: Tournament
    dropped: tuple[str, ...]


def deeds(history: Iterable[Entry]) -> list[Deed]:
    """The commands of a journal that count, in order, with every correction so far worked in."""
    counting: list[Deed] = []
    for entry in history:
        if isinstance(entry.event, HistoryAmended):
            counting = amended(counting, entry.event.order, entry.event.instead)
        elif entry.command is not None:
            envelope = Envelope(entry.order, entry.at, entry.actor, entry.command)
            seated = entry.event.entrants if isinstance(entry.event, MatchCompleted) else None
            counting.append(Deed(envelope, seated if isinstance(entry.command, ReportResult) else None))
    return counting


def amended(counting: Sequence[Deed], order: str, instead: Command | None) -> list[Deed]:
    """The deeds with one of them replaced, or taken out where nothing stands in its place."""
    changed: list[Deed] = []
    for deed in counting:
        if deed.envelope.id != order:
            changed.append(deed)
        elif instead is not None:
            same_match = isinstance(instead, ReportResult)
            changed.append(Deed(evolve(deed.envelope, command=instead), deed.seated if same_match else None))
    return changed


Decide = Callable[[Envelope, Tournament], Decision | Refusal]


def replay(counting: Iterable[Deed], decide: Decide) -> Replay:
    """Decide every deed again, and drop those that no longer fit."""
    tournament, dropped = Tournament(), list[str]()
    for deed in counting:
        decision = decide(deed.envelope, tournament) if _fits(deed, tournament) else None
        if isinstance(decision, Decision):
            tournament = decision.tournament
        else:
            dropped.append(deed.envelope.id)
    return Replay(tournament, tuple(dropped))


def _fits(deed: Deed, tournament: Tournament) -> bool:
    """Whether a result is still one between the same entrants in the same places."""
    command = deed.envelope.command
    if deed.seated is None or not isinstance(command, ReportResult):
        return True
    stage = tournament.stage(command.stage)
    match = stage.matches.get(command.match) if stage else None
    return match is not None and match.entrants == deed.seated
