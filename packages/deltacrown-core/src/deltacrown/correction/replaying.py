"""Replaying an amended past: the commands that count, each decided again where it still fits."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import evolve, frozen

from deltacrown.commands import Amend, Command, Envelope, ResolveDispute
from deltacrown.deciding import Decision
from deltacrown.errors import PluginFault
from deltacrown.events import HistoryAmended, MatchesAdded, PairingTakenBack
from deltacrown.evolve import evolve as apply
from deltacrown.journal import Entry
from deltacrown.match.state import Match
from deltacrown.plugins.registry import Registry
from deltacrown.problems import Refusal
from deltacrown.stage.keeping import Kept, keeps_pairings, place_of
from deltacrown.stage.progression import plan_again
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament

_PLUGGABLE = frozenset({"format", "seeding", "tie_breaker", "payout_rule"})
"""What settings name, and a plugin brings."""


@frozen
class Deed:
    """A command that counts, and, where it is about a match, who sat there when it was given.

    `ruled` are the deeds that a ruling has replaced or taken back, as they were before. One that was taken back keeps
    its place with `void`, because a ruling that is itself taken back restores it. `places` is where pairings that are
    kept were made before the next command came.
    """

    envelope: Envelope
    seated: tuple[EntrantId | None, ...] | None = None
    ruled: tuple["Deed", ...] = ()
    void: bool = False
    places: tuple[str, ...] = ()


@frozen
class Past:
    """The commands that count, every correction so far worked in; and where the one in question stands among them.

    `before` is the tournament just before it, None where a later correction has changed what came before, or where it
    is a ruling that did so itself. `paired` is what formats that keep their pairings have paired, by its place; `loose`
    is what a correction has paired and no command has been about yet: the next correction asks again, so that one that
    is corrected back leaves nothing behind.
    """

    deeds: tuple[Deed, ...]
    place: int | None
    before: Tournament | None
    paired: Mapping[str, tuple[Match, ...]]
    loose: Mapping[str, tuple[Match, ...]]

    @property
    def target(self) -> Deed | None:
        """The command in question; void where it was taken back."""
        return None if self.place is None else self.deeds[self.place]


@frozen
class Replay:
    """The tournament after some deeds, with all pairings known by then, and the ids of those that did not fit."""

    tournament: Tournament
    kept: Kept
    dropped: tuple[str, ...] = ()


def look_back(decision: Decision, order: str) -> Past:
    """The past as it counts, with an eye on the command with this id."""
    return decision.once(f"past of {order}", lambda: _past(decision.history(), order, decision.registry))


def _past(history: Iterable[Entry], order: str, registry: Registry) -> Past:
    counting: list[Deed] = []
    paired: dict[str, tuple[Match, ...]] = {}
    loose: dict[str, tuple[Match, ...]] = {}
    tournament, before = Tournament(), None
    for entry in history:
        ruled: tuple[Deed, ...] = ()
        if isinstance(entry.event, HistoryAmended):
            changed = (entry.event.order, *entry.event.void)
            ruled = tuple(deed for deed in counting if deed.envelope.id in changed)
            counting, before = amended(counting, entry.event.order, entry.event.instead, entry.event.void), None
            loose |= {new.place: new.matches for new in entry.event.paired}
        if entry.command is not None and not isinstance(entry.command, Amend):
            command = entry.command
            if isinstance(command, ResolveDispute) and _decided_already(command, tournament):
                command = evolve(command, applied=True)  # It ruled on a result, and made none that would come back.
            for place in _relied_on(command, tournament, loose):
                _keep(place, loose.pop(place), paired, counting)
            envelope = Envelope(entry.order, entry.at, entry.actor, command)
            counting.append(Deed(envelope, seated(command, tournament), ruled))
            before = tournament if entry.order == order and not ruled else before
        if isinstance(entry.event, MatchesAdded) and (at := _place(entry.event.stage, tournament, registry)):
            _keep(at, entry.event.matches, paired, counting)
        tournament = apply(tournament, entry.event)
        if isinstance(entry.event, PairingTakenBack) and (at := _place(entry.event.stage, tournament, registry)):
            paired[at] = ()
            loose.pop(at, None)
    places = (place for place, deed in enumerate(counting) if deed.envelope.id == order)
    return Past(tuple(counting), next(places, None), before, paired, loose)


def _keep(place: str, matches: tuple[Match, ...], paired: dict[str, tuple[Match, ...]], counting: list[Deed]) -> None:
    """These matches stay paired at the place; they are there before the next command comes."""
    paired[place] = matches
    counting[-1] = evolve(counting[-1], places=(*counting[-1].places, place))


def _place(key: str, tournament: Tournament, registry: Registry) -> str:
    """Where the stage stands, if its pairings are kept; else empty."""
    stage = tournament.stage(key)
    return place_of(stage) if stage and keeps_pairings(registry, stage) else ""


def _relied_on(command: Command, tournament: Tournament, loose: Mapping[str, tuple[Match, ...]]) -> list[str]:
    """The places of loose pairings that stand in a stage, once the command is about one of their matches."""
    stage, about = tournament.stage(getattr(command, "stage", "")), _match(command, tournament)
    if stage is None or about is None:
        return []
    standing = {place: batch for place, batch in loose.items() if _stands(batch, stage)}
    return list(standing) if any(about.key == match.key for batch in standing.values() for match in batch) else []


def _stands(pairing: Iterable[Match], stage: Stage) -> bool:
    there = [(stage.matches.get(match.key), match) for match in pairing]
    return all(found is not None and found.slots == match.slots for found, match in there)


def seated(command: Command, tournament: Tournament) -> tuple[EntrantId | None, ...] | None:
    """Who sits in the match that the command is about; None where it is about none."""
    match = _match(command, tournament)
    return match.entrants if match else None


def _decided_already(command: Command, tournament: Tournament) -> bool:
    match = _match(command, tournament)
    return match is not None and match.outcome is not None


def _match(command: Command, tournament: Tournament) -> Match | None:
    stage = tournament.stage(getattr(command, "stage", ""))
    return stage.matches.get(getattr(command, "match", "")) if stage else None


def amended(counting: Sequence[Deed], order: str, instead: Command | None, void: Collection[str] = ()) -> list[Deed]:
    """The deeds with one of them replaced, or void where nothing stands in its place; what it had ruled is restored.

    The deeds with the ids `void` are void as well.
    """
    target = next((deed for deed in counting if deed.envelope.id == order), None)
    restored = {deed.envelope.id: deed for deed in target.ruled} if target else {}
    changed: list[Deed] = []
    for deed in counting:
        name = deed.envelope.id
        if name == order or name in void:
            changed.append(_instead(deed, instead if name == order else None))
        elif name in restored:
            changed.append(evolve(restored[name], places=deed.places))
        else:
            # What it had ruled and was corrected after it is not restored.
            changed.append(evolve(deed, ruled=tuple(old for old in deed.ruled if old.envelope.id != order)))
    return changed


def _instead(deed: Deed, command: Command | None) -> Deed:
    if command is None:
        return evolve(deed, ruled=(), void=True)
    same_match = getattr(command, "match", None) == getattr(deed.envelope.command, "match", None)
    seated_there = deed.seated if same_match else None
    return Deed(evolve(deed.envelope, command=command), seated_there, places=deed.places)


def replay(counting: Iterable[Deed], amending: Decision, start: Tournament, kept: Kept) -> Replay:
    """Decide every deed again, from where the tournament starts, and drop those that no longer fit.

    Raises PluginFault where one cannot be decided because a plugin fails or is not installed: that is no misfit.
    """
    tournament, dropped = start, list[str]()
    for deed in counting:
        fits = not deed.void and _fits(deed, tournament)
        decision = amending.decide_again(deed.envelope, tournament, kept) if fits else None
        if isinstance(decision, Decision):
            tournament = decision.tournament
        elif not deed.void:
            _need_no_plugin(decision)
            dropped.append(deed.envelope.id)
        standing = evolve(amending, envelope=deed.envelope, tournament=tournament, kept=kept, events=[], found={})
        plan_again(standing, deed.places)
        tournament = standing.tournament
    return Replay(tournament, kept, tuple(dropped))


def _need_no_plugin(refusal: Refusal | None) -> None:
    for problem in refusal.problems if refusal else ():
        kind, _, reason = problem.code.partition(".")
        if kind in _PLUGGABLE and reason == "unknown":
            raise PluginFault(kind, problem.message)


def replay_before(past: Past, amending: Decision) -> Replay:
    """The tournament just before the command in question."""
    kept = Kept(dict(past.paired))
    if past.before is not None:
        return Replay(past.before, kept)
    return replay(past.deeds[: past.place], amending, Tournament(), kept)


def replay_amended(past: Past, instead: Command | None, amending: Decision, void: Collection[str] = ()) -> Replay:
    """The tournament as it is with the command in question replaced, or taken out, and these others void."""
    assert past.place is not None
    order, kept = past.deeds[past.place].envelope.id, Kept(dict(past.paired))
    if past.before is None:
        return replay(amended(past.deeds, order, instead, void), amending, Tournament(), kept)
    return replay(amended(past.deeds[past.place :], order, instead, void), amending, past.before, kept)


def _fits(deed: Deed, tournament: Tournament) -> bool:
    """Whether a command about a match is still one about the same entrants in the same places."""
    return deed.seated is None or deed.seated == seated(deed.envelope.command, tournament)
