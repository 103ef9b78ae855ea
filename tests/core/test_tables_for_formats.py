"""Pairings that follow from tables: a format has the stage's own cascade at hand, and the outlook sees through it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from deltacrown import (
    Director,
    Engine,
    EntrantId,
    Envelope,
    Format,
    Match,
    NoOptions,
    Number,
    Points,
    Ranking,
    Refused,
    ReportResult,
    Results,
    Score,
    Seed,
    Stage,
    StageSettings,
    TieBreaker,
    Tournament,
    hookimpl,
    load,
    look_ahead,
)
from deltacrown.outlook.places import Places, places
from deltacrown.outlook.proofs import constant_ranking, plan_is_final

Start = Callable[..., Director]


class Decider(Format[NoOptions]):
    """Two meet twice; whoever is first in the table of the first match then meets the third, who is first if it wins."""

    name = "decider"
    tie_breakers = ("points", "goals_for")

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        if len(stage.matches) == 3:
            return ()
        if stage.matches:
            first, *_ = stage.separated(Ranking.of([stage.entrants[:2]]), stage.matches.values()).groups
            return (Match("3", (Seed(stage.seeds[first[0]]), Seed(3)), 3),)
        return tuple(Match(str(number), (Seed(1), Seed(2)), number, draws=True) for number in (1, 2))

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        last = stage.matches["3"].outcome if "3" in stage.matches else None
        ahead = last.ranking if last else ()
        rest = [entrant for entrant in stage.entrants if not any(entrant in group for group in ahead)]
        return Ranking.of([*ahead, rest])


class Broken(TieBreaker):
    """Cannot measure anything."""

    name = "broken"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:  # noqa: ARG002 - a contract
        raise ZeroDivisionError


class Stranger:
    @hookimpl
    def register_formats(self) -> Sequence[Format]:
        return [Decider()]


class Other:
    @hookimpl
    def register_tie_breakers(self) -> Sequence[TieBreaker]:
        return [Broken()]


ENGINE = Engine(load([Stranger(), Other()]))
SCORES = ((1, 0), (0, 0), (0, 1), (4, 0), (0, 4))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return ENGINE


def report(director: Director, key: str, score: tuple[int, int]) -> None:
    director.submit(ReportResult("main", key, Score(score)))


@pytest.mark.parametrize(
    ("settings", "first"),
    [
        ({}, "b"),
        ({"tie_breakers": ("away_goals",)}, "b"),
        ({"tie_breakers": ("wins",)}, "a"),
        ({"tie_breakers": ()}, "a"),
    ],
)
def test_the_cascade_is_the_stages_own(cup: Start, settings: Mapping[str, Any], first: str) -> None:
    """The format's unless the settings say otherwise; whom it does not separate the format may put in any order."""
    director = cup(3, StageSettings("main", "decider", **settings))
    report(director, "1", (1, 0))
    report(director, "2", (1, 3))
    assert director.tournament.stages[0].matches["3"].entrants == (first, "c")


@pytest.mark.parametrize(("points", "first"), [(Points(3, 1, 0), "b"), (Points(0, 1, 2), "a")])
def test_the_points_are_the_stages_own(cup: Start, points: Points, first: str) -> None:
    """Where a defeat is worth more than a win, the loser leads the table."""
    director = cup(3, StageSettings("main", "decider", points=points))
    report(director, "1", (0, 1))
    report(director, "2", (0, 0))
    assert director.tournament.stages[0].matches["3"].entrants == (first, "c")


def test_a_tie_breaker_that_fails_in_a_table_is_the_one_named(cup: Start) -> None:
    """Not the format that asked for the table."""
    director = cup(3, StageSettings("main", "decider", tie_breakers=("broken",)))
    report(director, "1", (1, 0))
    with pytest.raises(Refused, match="'broken' raised ZeroDivisionError"):
        report(director, "2", (1, 0))


def test_only_a_format_has_tables(cup: Start) -> None:
    """A stage as it is kept holds no criteria that were installed when it was made."""
    stage = cup(3, StageSettings("main", "decider")).tournament.stages[0]
    with pytest.raises(RuntimeError, match="while a format is asked"):
        stage.separated(Ranking.of([stage.entrants]), [])


def test_a_table_of_results_that_are_open_proves_nothing(cup: Start) -> None:
    """Whoever asks for the table has looked at the results."""
    director = cup(3, StageSettings("main", "decider"))
    assert not plan_is_final(ENGINE.registry, director.tournament.stages[0])
    report(director, "1", (1, 0))
    report(director, "2", (1, 0))
    assert plan_is_final(ENGINE.registry, director.tournament.stages[0])
    assert constant_ranking(ENGINE.registry, director.tournament.stages[0]) is None


def ends(tournament: Tournament) -> Iterator[dict[str, Places]]:
    """Everyone's places at every end that these scores lead to."""
    stage = tournament.stages[0]
    match = next((match for match in stage.matches.values() if match.ready), None)
    if match is None:
        assert stage.ranking is not None
        yield places(stage.ranking)
        return
    for score in SCORES:
        if match.draws or score[0] != score[1]:
            command = Envelope("x", datetime(2026, 1, 1, tzinfo=UTC), "", ReportResult("main", match.key, Score(score)))
            yield from ends(ENGINE.decide(command, tournament).tournament)  # type: ignore[union-attr]


@pytest.mark.parametrize("scores", [(), ((1, 0),), ((0, 1),), ((0, 0),), ((1, 0), (0, 1)), ((2, 0), (0, 1))])
def test_no_end_is_outside_of_what_the_outlook_calls_possible(cup: Start, scores: Sequence[tuple[int, int]]) -> None:
    """Also where goals decide who is paired, though every other result can be enumerated without them."""
    director = cup(3, StageSettings("main", "decider"))
    for number, score in enumerate(scores, 1):
        report(director, str(number), score)
    view = look_ahead(ENGINE, director.tournament.stages[0], ranks=(1, 2, 3), samples=0)
    for end in ends(director.tournament):
        for entrant, (first, last) in end.items():
            prospect = view.prospects[entrant]
            assert prospect.best <= first <= last <= prospect.worst
