"""Verification: whether every event of a journal is what its command and the rules yield.

Each command in the journal is decided again, with the plugins that are installed, on the tournament as it stood, and
the events are compared one by one. Facts from outside (a score, a decision by lots) are taken as they were given;
everything that follows from them (pairings, byes, walkovers, rankings, placements) must come out the same. That a
stage was parked, and for how long, is such a fact: its format was not installed then, and may be now.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from deltacrown.commands import Envelope
from deltacrown.engine import Engine
from deltacrown.errors import BrokenChain
from deltacrown.events import Event, SettingsChanged, StageOpened, StageParked, StageResumed, TournamentCreated
from deltacrown.evolve import evolve
from deltacrown.journal import Entry
from deltacrown.plugins.registry import Registry
from deltacrown.problems import Refusal
from deltacrown.ranking import HEAD_TO_HEAD, REAPPLY
from deltacrown.stage.state import StageSettings
from deltacrown.tournament.state import Tournament


@frozen
class Finding:
    """One event that is not what it should be."""

    seq: int
    event: str
    message: str

    def __str__(self) -> str:
        return f"event {self.seq}{f' ({self.event})' if self.event else ''}: {self.message}"


@frozen
class Verdict:
    """What a verification found. `digest` is the last entry's: two journals with the same one are the same.

    `unchecked` says what could not be decided again, because a plugin of the journal is not installed. Then only the
    chain was checked.
    """

    tournament: Tournament
    events: int
    digest: str
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every event is what the rules yield."""
        return not self.findings and not self.unchecked


def verify(engine: Engine, entries: Iterable[Entry]) -> Verdict:
    """Replay the entries and decide each command again. Never raises for what is in the journal: it is all findings.

    A broken chain ends the verification: nothing after it can be trusted.
    """
    tournament, digest, findings, before = Tournament(), "", list[Finding](), list[Entry]()
    unchecked, orders = list[str](), set[str]()
    try:
        for batch in _batches(entries):
            unchecked += [what for what in missing(engine, batch, tournament) if what not in unchecked]
            found, decided = ([], None) if unchecked else _checked(engine, tournament, batch, before.copy)
            findings += [*_order_findings(batch, orders), *found]
            before += batch
            # What was decided is what the events make, where they are the same: it need not be made a second time.
            tournament = decided or replayed(tournament, batch)
            digest = batch[-1].digest
    except BrokenChain as broken:
        findings.append(Finding(broken.seq, "", str(broken).split(": ", 1)[1]))
    except Exception as error:  # noqa: BLE001 - whatever a forged event breaks is a finding
        seq = tournament.version + 1
        findings.append(Finding(seq, "", f"cannot follow from the events before it ({type(error).__name__}: {error})"))
    if not tournament.version and not findings:
        findings.append(Finding(1, "", "the journal is empty"))
    return Verdict(tournament, tournament.version, digest, tuple(findings), tuple(unchecked))


def missing(engine: Engine, batch: Sequence[Entry], tournament: Tournament) -> Iterator[str]:
    """The plugins that these events were decided with and that are not installed as they were then."""
    for entry in batch:
        event, registry = entry.event, engine.registry
        if isinstance(event, TournamentCreated | SettingsChanged):
            settings = event.settings
            if settings.seeding not in registry.seedings:
                yield f"seeding {settings.seeding!r} is not installed"
            for stage in settings.stages:
                yield from _missing_of_stage(registry, stage)
        if isinstance(event, StageOpened):
            settings_of = {stage.key: stage for stage in tournament.settings.stages}
            installed = registry.formats.get(settings_of[event.stage].format)
            if installed and installed.revision != event.revision:
                yield f"format {installed.name!r} is installed in revision {installed.revision}, not {event.revision}"


def _missing_of_stage(registry: Registry, stage: StageSettings) -> Iterator[str]:
    if stage.format not in registry.formats:
        yield f"format {stage.format!r} is not installed"
    words = [word.removeprefix(HEAD_TO_HEAD) for word in stage.tie_breakers or () if word != REAPPLY]
    yield from (f"tie-breaker {word!r} is not installed" for word in words if word not in registry.tie_breakers)


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries of each command."""
    batch: list[Entry] = []
    for entry in entries:
        batch.append(entry)
        if entry.last:
            yield batch
            batch = []
    if batch:
        raise BrokenChain(batch[-1].seq, "the journal ends in the middle of a command")


def replayed(tournament: Tournament, batch: Sequence[Entry]) -> Tournament:
    """The tournament after these entries."""
    for entry in batch:
        tournament = evolve(tournament, entry.event)
    return tournament


def _order_findings(batch: Sequence[Entry], orders: set[str]) -> Iterator[Finding]:
    """What is wrong with the ids of a command, whatever it says."""
    first = batch[0]
    if not first.order or first.order in orders:
        yield _finding(first, "its command has no id of its own: it is empty, or was used before")
    orders.add(first.order)
    for entry in batch[1:]:
        if entry.command is not None:
            yield _finding(entry, "carries a second command, which nothing was decided by")


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(entry.seq, type(entry.event).__name__, message)


def _checked(
    engine: Engine, tournament: Tournament, batch: Sequence[Entry], history: Callable[[], Sequence[Entry]]
) -> tuple[list[Finding], Tournament | None]:
    """What is wrong with the events of one command; and the tournament after it, where nothing is."""
    first = batch[0]
    if first.command is None:
        return [_finding(first, "does not say which command it follows from")], None
    decision = engine.decide_checked(Envelope(first.order, first.at, first.actor, first.command), tournament, history)
    if isinstance(decision, Refusal):
        reasons = "; ".join(problem.message for problem in decision.problems)
        return [_finding(first, f"the rules refuse this command: {reasons}")], None
    found = list(_differences(batch, decision.events))
    same = not found and len(batch) == len(decision.events) and batch[-1].event == decision.events[-1]
    return found, decision.tournament if same else None


def _differences(batch: Sequence[Entry], expected: Sequence[Event]) -> Iterator[Finding]:
    first = batch[0]
    for entry, event in zip(batch, expected, strict=False):
        if (entry.order, entry.at, entry.actor) != (first.order, first.at, first.actor):
            yield _finding(entry, "does not belong to the command before it")
            return
        if isinstance(entry.event, StageParked) and entry.last:
            return
        if entry.event != event:
            yield _finding(entry, f"the rules yield {difference(entry.event, event)}")
            return
    waits = len(batch) < len(expected) and isinstance(expected[len(batch)], StageResumed)
    if len(batch) != len(expected) and not waits:
        more = len(expected) - len(batch)
        what = f"{more} events are missing here" if more > 0 else f"{-more} events more than the rules yield"
        yield Finding(first.seq + min(len(batch), len(expected)), "", what)


def difference(found: object, expected: object) -> str:
    """The first place where two events differ, in words."""
    if type(found) is not type(expected):
        return f"{type(expected).__name__} instead"
    path = ""
    while True:
        step = _first_difference(found, expected)
        if step is None:
            return f"{path.lstrip('.') or type(expected).__name__} = {expected!r} instead of {found!r}"
        name, found, expected = step
        path += f".{name}"


def _first_difference(found: object, expected: object) -> tuple[str, object, object] | None:
    if type(found) is not type(expected):
        return None
    if hasattr(found, "__attrs_attrs__"):
        names = [field.name for field in found.__attrs_attrs__ if field.eq]
        pairs = [(name, getattr(found, name), getattr(expected, name)) for name in names]
    elif isinstance(found, tuple) and isinstance(expected, tuple) and len(found) == len(expected):
        pairs = [(str(place), a, b) for place, (a, b) in enumerate(zip(found, expected, strict=True))]
    else:
        return None
    return next((pair for pair in pairs if pair[1] != pair[2]), None)
