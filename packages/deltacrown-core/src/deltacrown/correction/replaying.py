"""Replaying an amended past: the commands that count, each decided again where it still fits."""

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, frozen

from deltacrown.commands import Amend, Command, Envelope, ResolveDispute
from deltacrown.deciding import Decision
from deltacrown.events import HistoryAmended
from deltacrown.evolve import evolve as apply
from deltacrown.journal import Entry
from deltacrown.problems import Refusal
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import Tournament


@frozen
class Deed:
    """A command that counts, and, where it is about a match, who sat there when it was given."""

    envelope: Envelope
    seated: tuple[EntrantId | None, ...] | None = None


@frozen
class Past:
    """The commands that count, every correction so far worked in; and where the one in question stands among them.

    `before` is the tournament just before it, None where a later correction has changed what came before.
    """

    deeds: tuple[Deed, ...]
    place: int | None
    before: Tournament | None

    @property
    def target(self) -> Envelope | None:
        """The command in question."""
        return None if self.place is None else self.deeds[self.place].envelope


@frozen
class Replay:
    """The tournament after some deeds, and the ids of those that did not fit."""

    tournament: Tournament
    dropped: tuple[str, ...] = ()


def look_back(decision: Decision, order: str) -> Past:
    """The past as it counts, with an eye on the command with this id."""
    return decision.once(f"past of {order}", lambda: _past(decision.history(), order))


def _past(history: Iterable[Entry], order: str) -> Past:
    counting: list[Deed] = []
    tournament, before = Tournament(), None
    for entry in history:
        if isinstance(entry.event, HistoryAmended):
            counting, before = amended(counting, entry.event.order, entry.event.instead), None
        if entry.command is not None and not isinstance(entry.command, Amend):
            command = entry.command
            if isinstance(command, ResolveDispute) and isinstance(entry.event, HistoryAmended):
                command = evolve(command, applied=True)
            envelope = Envelope(entry.order, entry.at, entry.actor, command)
            counting.append(Deed(envelope, seated(command, tournament)))
            before = tournament if entry.order == order else before
        tournament = apply(tournament, entry.event)
    places = (place for place, deed in enumerate(counting) if deed.envelope.id == order)
    return Past(tuple(counting), next(places, None), before)


def seated(command: Command, tournament: Tournament) -> tuple[EntrantId | None, ...] | None:
    """Who sits in the match that the command is about; None where it is about none."""
    stage = tournament.stage(getattr(command, "stage", ""))
    match = stage.matches.get(getattr(command, "match", "")) if stage else None
    return match.entrants if match else None


def amended(counting: Sequence[Deed], order: str, instead: Command | None) -> list[Deed]:
    """The deeds with one of them replaced, or taken out where nothing stands in its place."""
    changed: list[Deed] = []
    for deed in counting:
        if deed.envelope.id != order:
            changed.append(deed)
        elif instead is not None:
            same_match = getattr(instead, "match", None) == getattr(deed.envelope.command, "match", None)
            changed.append(Deed(evolve(deed.envelope, command=instead), deed.seated if same_match else None))
    return changed


Decide = Callable[[Envelope, Tournament], Decision | Refusal]


def replay(counting: Iterable[Deed], decide: Decide, start: Tournament) -> Replay:
    """Decide every deed again, from where the tournament starts, and drop those that no longer fit."""
    tournament, dropped = start, list[str]()
    for deed in counting:
        decision = decide(deed.envelope, tournament) if _fits(deed, tournament) else None
        if isinstance(decision, Decision):
            tournament = decision.tournament
        else:
            dropped.append(deed.envelope.id)
    return Replay(tournament, tuple(dropped))


def replay_before(past: Past, decide: Decide) -> Replay:
    """The tournament just before the command in question."""
    return Replay(past.before) if past.before else replay(past.deeds[: past.place], decide, Tournament())


def replay_amended(past: Past, instead: Command | None, decide: Decide) -> Replay:
    """The tournament as it is with the command in question replaced, or taken out."""
    assert past.place is not None
    before = replay_before(past, decide)
    later = past.deeds[past.place :]
    after = replay(amended(later, later[0].envelope.id, instead), decide, before.tournament)
    return Replay(after.tournament, before.dropped + after.dropped)


def _fits(deed: Deed, tournament: Tournament) -> bool:
    """Whether a command about a match is still one about the same entrants in the same places."""
    return deed.seated is None or deed.seated == seated(deed.envelope.command, tournament)
