"""Parking: a stage whose format is gone stays readable and takes results, and goes on when the format is back."""

from collections.abc import Callable
from typing import Any

import pytest
from deltacrown import (
    ContinueTournament,
    Director,
    Engine,
    Format,
    MatchesAdded,
    Ranking,
    Refused,
    Registry,
    ReportResult,
    Score,
    StageParked,
    StageResumed,
    load,
    verify,
)
from deltacrown.testing import Script, finish


@pytest.fixture
def with_it(registry_of: Callable[..., Registry], two_rounds: type[Format[Any]]) -> Registry:
    return registry_of(formats=[two_rounds()])


@pytest.fixture(params=["gone", "another revision"])
def without(request: pytest.FixtureRequest, registry_of: Callable[..., Registry], two_rounds: type[Any]) -> Registry:
    """A registry that cannot answer for the stage: the format is not there, or not as it was."""

    class Newer(two_rounds):  # type: ignore[misc]
        revision = 2

    return load() if request.param == "gone" else registry_of(formats=[Newer()])


@pytest.fixture
def parked(with_it: Registry, without: Registry, cup: Callable[..., Director]) -> Director:
    """A cup whose first round was played out after its format had gone."""
    started = cup(with_it, "two_rounds")
    director = Director(Engine(without), started.journal)
    for key in ("1-1", "1-3"):
        director.submit(ReportResult("main", key, Score((1, 0))))
    return director


def test_results_are_taken_and_no_pairings_are_made(parked: Director) -> None:
    """The round can be played to its end; then the stage says that it waits, and why."""
    (stage,) = parked.tournament.stages
    assert len(stage.decided) == len(stage.matches) == 2
    assert "format 'two_rounds' is" in stage.parked
    event = list(parked.journal.read())[-1].event
    assert event == StageParked("main", stage.parked)
    assert parked.tournament.phase == "live"


def test_a_parked_stage_can_be_read(parked: Director) -> None:
    """A table in which all are level, and a plain drawing, are better than none."""
    (stage,) = parked.tournament.stages
    assert parked.engine.ranking(stage) == Ranking.of(["abcd"])
    assert [column.matches for column in parked.engine.layout(stage).sections[0].columns] == [("1-1", "1-3")]


def test_it_cannot_continue_while_the_format_is_gone(parked: Director) -> None:
    """Continuing is refused with the reason, as often as it is tried, and nothing is written."""
    before = parked.tournament.version
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            parked.submit(ContinueTournament())
        assert caught.value.problems[0].code == "tournament.nothing_to_continue"
        assert caught.value.problems[0].message == parked.tournament.stages[0].parked
    assert parked.tournament.version == before


def test_it_goes_on_when_the_format_is_back(parked: Director, with_it: Registry) -> None:
    """The next round is paired as if nothing had been, and the tournament is played to its end."""
    director = Director(Engine(with_it), parked.journal)
    events = [entry.event for entry in director.submit(ContinueTournament())]
    assert events[0] == StageResumed("main")
    assert isinstance(events[1], MatchesAdded)
    assert not director.tournament.stages[0].parked
    assert finish(director, Script(4)).phase == "completed"


def test_nothing_parked_is_nothing_to_continue(with_it: Registry, cup: Callable[..., Director]) -> None:
    """Where all formats are there, the command has no meaning."""
    director = cup(with_it, "two_rounds")
    with pytest.raises(Refused, match="nothing waits for a plugin"):
        director.submit(ContinueTournament())


def test_the_journal_of_a_parked_stage_replays_without_the_format(parked: Director, without: Registry) -> None:
    """Replay asks no plugin; verification says who is missing, and replays all the same."""
    assert Director(Engine(without), parked.journal).tournament == parked.tournament
    replayed = verify(Engine(load()), parked.journal.read())
    assert replayed.findings == ()
    assert not replayed.holds
    assert "is not installed" in replayed.unchecked[0]
    assert replayed.tournament == parked.tournament


def test_a_journal_that_was_parked_and_went_on_verifies(parked: Director, with_it: Registry) -> None:
    """That the format was missing for a while is a fact of the journal, and no forgery, once it is there again."""
    again = Director(Engine(with_it), parked.journal)
    again.submit(ContinueTournament())
    assert verify(Engine(with_it), again.journal.read()).findings == ()
    assert finish(again, Script(4)).phase == "completed"
    assert verify(Engine(with_it), again.journal.read()).holds
