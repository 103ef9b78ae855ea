"""Every law earns its place by something broken that fuzzing must catch."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import attrs
import pytest
from deltacrown import (
    Decision,
    Engine,
    Entry,
    FileJournal,
    Format,
    Match,
    MatchCompleted,
    Ranking,
    Refusal,
    Seed,
    Stage,
    Tournament,
    hookimpl,
    load,
)
from deltacrown import events as happened
from deltacrown import evolve as evolving
from deltacrown.commands import Envelope
from deltacrown.fuzzing import Failure, Plan, fuzz, shrunk
from deltacrown.replacing import replace
from deltacrown.stage.evolve import changed

ENGINE = Engine(load())
MOST = 40
Evolve = Callable[[Tournament, Any], Tournament]


def caught(engine: Engine, **plan: Any) -> Failure:
    """The first failure that some seed finds."""
    reports = (fuzz(engine, Plan(seed, **plan)) for seed in range(MOST))
    failure = next((report.failure for report in reports if report.failure), None)
    assert failure is not None
    return failure


def broken(monkeypatch: pytest.MonkeyPatch, event: type, slip: Callable[[Evolve, Tournament, Any], Tournament]) -> None:
    """Let evolve do something wrong at an event."""
    right = evolving._EVOLVE[event]  # noqa: SLF001 - the test breaks what nobody else may touch
    monkeypatch.setitem(evolving._EVOLVE, event, partial(slip, right))  # noqa: SLF001 - as above


def forgets_a_slot(right: Evolve, before: Tournament, event: MatchCompleted) -> Tournament:
    """The match is settled; whoever waits for it is not told."""
    after = right(before, event)
    old = before.stage(event.stage)
    assert old is not None

    def unfilled(stage: Stage) -> Stage:
        waiting = [key for key, _, _ in stage.feeds.get(event.match, ())]
        return replace(stage, matches=stage.matches.with_values((key, old.matches[key]) for key in waiting))

    return changed(after, event.stage, unfilled)


def counts_wrongly(right: Evolve, before: Tournament, event: MatchCompleted) -> Tournament:
    """The match stays among the undecided."""
    return changed(right(before, event), event.stage, lambda stage: replace(stage, undecided=stage.undecided + 1))


def loses_someone(right: Evolve, before: Tournament, event: Any) -> Tournament:
    """The final placements leave out the last."""
    after = right(before, event)
    assert after.ranking is not None
    return replace(after, ranking=Ranking(after.ranking.standings[:-1]))


def forgets_who_left(right: Evolve, before: Tournament, event: Any) -> Tournament:
    """A correction loses who has withdrawn."""
    after = right(before, event)
    return replace(after, stages=tuple(replace(stage, withdrawn=frozenset()) for stage in after.stages))


def forgets_the_field(right: Evolve, before: Tournament, event: Any) -> Tournament:
    """A correction leaves the entrants as they were."""
    return replace(right(before, event), entrants=before.entrants)


@pytest.mark.parametrize(
    ("event", "slip", "laws"),
    [
        (happened.MatchCompleted, forgets_a_slot, {"slots"}),
        (happened.MatchCompleted, counts_wrongly, {"counts"}),
        (happened.TournamentCompleted, loses_someone, {"placements"}),
        (happened.HistoryAmended, forgets_who_left, {"hindsight", "counts"}),
        (happened.HistoryAmended, forgets_the_field, {"hindsight", "counts"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_evolve_that_forgets_is_caught(
    monkeypatch: pytest.MonkeyPatch, event: type, slip: Callable[..., Tournament], laws: set[str]
) -> None:
    """What is indexed follows from what is there; a correction is what follows from the corrected past."""
    broken(monkeypatch, event, slip)
    assert caught(ENGINE).law in laws


class LosesTheLast(FileJournal):
    """Never writes the last event of a command to its file."""

    def _write(self, sealed: Sequence[tuple[Entry, str]]) -> None:
        if len(sealed) > 1:
            entry, line = sealed[-2]
            super()._write((*sealed[:-2], (entry, line.replace('"last":false', '"last":true'))))
        else:
            super()._write(sealed)


class WritesNothing(FileJournal):
    """Acknowledges and forgets."""

    def _write(self, sealed: Sequence[tuple[Entry, str]]) -> None:
        """Nothing reaches the file."""


class Forgetful(FileJournal):
    """Does not remember which commands were given."""

    def find(self, command_id: str) -> Sequence[Entry]:  # noqa: ARG002 - as in a journal
        """Nothing, ever."""
        return ()


@pytest.mark.parametrize("journal", [LosesTheLast, WritesNothing, Forgetful], ids=lambda journal: journal.__name__)
def test_a_journal_that_forgets_is_caught(journal: type[FileJournal]) -> None:
    """What was acknowledged is there after a crash, and a command given twice happens once."""
    assert caught(ENGINE, journal=journal)


class WritesAtRefusals(Engine):
    """Lets a refusal happen all the same."""

    def decide_checked(self, envelope: Envelope, tournament: Tournament, *history: Any) -> Decision | Refusal:
        """A refused withdrawal is taken for a freeze."""
        answer = super().decide_checked(envelope, tournament, *history)
        if isinstance(answer, Refusal) and tournament.version:
            decision = Decision(envelope, tournament, self.registry, tuple, self.decide_checked)
            decision.record(happened.TournamentFrozen("by mistake"))
            return decision
        return answer


def test_an_engine_that_lets_everything_happen_is_caught() -> None:
    """What must be told as an error is not accepted."""
    assert caught(WritesAtRefusals(ENGINE.registry))


class Whim(Format[Any]):
    """Pairs by how often it was asked: not a function of the stage."""

    name = "whim"
    asked = 0

    def pair(self, stage: Stage) -> Sequence[Match]:
        """One match, of the first two one time and of the last two the next."""
        self.asked += 1
        size = len(stage.entrants)
        seeds = (Seed(1), Seed(2)) if self.asked % 2 else (Seed(size), Seed(size - 1))
        return () if stage.matches or size < 2 else [Match("1", seeds)]


class Endless(Format[Any]):
    """Always finds one more match to play."""

    name = "endless"

    def pair(self, stage: Stage) -> Sequence[Match]:
        """One more."""
        number = len(stage.matches) + 1
        return [Match(str(number), (Seed(1), Seed(2)), number)] if len(stage.entrants) > 1 else ()


@attrs.define
class Bringing:
    """A plugin that brings one format."""

    format: Format[Any]

    @hookimpl
    def register_formats(self) -> list[Format[Any]]:
        """It."""
        return [self.format]


@pytest.mark.parametrize(
    ("format_", "laws"),
    [(Whim(), {"verify", "again", "hindsight", "there and back", "torn write"}), (Endless(), {"ending"})],
)
def test_a_format_that_is_not_pure_or_never_ends_is_caught(format_: Format[Any], laws: set[str]) -> None:
    """What verification asks again must come out the same, and whatever has started must end."""
    engine = Engine(load([Bringing(format_)]))
    assert caught(engine, formats=(format_.name,), moves=60).law in laws


def test_a_failure_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps that a failure does not need are left out, and the same law still breaks."""
    broken(monkeypatch, happened.MatchCompleted, counts_wrongly)
    failure = caught(ENGINE)
    plan, smaller = shrunk(ENGINE, Plan(failure.seed), failure)
    assert (smaller.law, smaller.seed) == (failure.law, failure.seed)
    assert plan.steps - len(plan.without) < failure.step
    assert fuzz(ENGINE, plan).failure == smaller
