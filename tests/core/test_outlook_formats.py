"""The outlook of formats it has never seen: it proves what it can, and believes nobody who breaks a promise."""

from collections.abc import Callable, Mapping, Sequence

import pytest
from attrs import evolve
from deltacrown import (
    Director,
    Engine,
    EntrantId,
    Format,
    LoserOf,
    Match,
    NoOptions,
    Number,
    PluginFault,
    Ranking,
    ReportResult,
    Results,
    Score,
    Seed,
    Stage,
    StageSettings,
    TieBreaker,
    WinnerOf,
    hookimpl,
    load,
    look_ahead,
)
from deltacrown.outlook.proofs import constant_ranking, plan_is_final, words_without_scores

Start = Callable[..., Director]


class Reset(Format[NoOptions]):
    """Two play; if the second seed wins, one more match decides."""

    name = "reset"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        if not stage.matches:
            return (Match("1", (Seed(1), Seed(2))),)
        first = stage.matches["1"].outcome
        again = len(stage.matches) == 1 and first is not None and first.winner == stage.entrants[1]
        return (Match("2", (WinnerOf("1"), LoserOf("1")), 2),) if again else ()

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        last = stage.decided[-1].outcome if stage.decided else None
        return Ranking.of(last.ranking if last else [stage.entrants])


class Lobby(Format[NoOptions]):
    """All in one match; the order there is the ranking."""

    name = "lobby"
    sides = None

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        return () if stage.matches else (Match("1", tuple(Seed(place + 1) for place in range(len(stage.entrants)))),)

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        outcome = stage.matches["1"].outcome if stage.matches else None
        return Ranking.of(outcome.ranking if outcome else [stage.entrants])


class Liar(Format[NoOptions]):
    """Promises that a place follows from the way, and ranks the beaten by the champion's seed."""

    name = "liar"
    ranks_by_path = True

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        if stage.matches:
            return ()
        return (
            Match("1", (Seed(1), Seed(2))),
            Match("2", (Seed(3), Seed(4))),
            Match("3", (WinnerOf("1"), WinnerOf("2"))),
        )

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        winners = [match.outcome.winner for match in stage.decided if match.outcome]
        first, second = winners[:2] if len(winners) > 1 else stage.entrants[:2]
        others = [entrant for entrant in stage.entrants if entrant not in winners]
        order = others if winners and winners[-1] == first else list(reversed(others))
        return Ranking.of([[entrant] for entrant in (first, second, *order) if entrant][: len(stage.entrants)])


class Peeking(Format[NoOptions]):
    """Looks at results where nobody sees it, and swallows what it is told."""

    name = "peeking"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        if not stage.matches:
            return (Match("1", (Seed(1), Seed(2))),)
        try:
            more = len(stage.matches) == 1 and stage.matches["1"].outcome.winner == stage.entrants[1]  # type: ignore[union-attr]
        except Exception:  # noqa: BLE001 - that is the slip
            more = False
        return (Match("2", (Seed(1), Seed(2)), 2),) if more else ()


class ByGoals(Format[NoOptions]):
    """Ranks by the goals of one match."""

    name = "by_goals"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        return () if stage.matches else (Match("1", (Seed(1), Seed(2))),)

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        outcome = stage.matches["1"].outcome if stage.matches else None
        runaway = outcome is not None and outcome.score is not None and max(outcome.score.points) > 3
        return Ranking.of([[entrant] for entrant in stage.entrants] if runaway else [stage.entrants])


class Breaking(Reset):
    """Cannot rank once the second seed has won."""

    name = "breaking"

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        if len(stage.decided) > 1:
            raise ZeroDivisionError
        return super().rank(stage)


class SumOfOpponents(TieBreaker):
    """The points of everyone met: what others do among themselves counts."""

    name = "opponents"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        points = {entrant: record.points for entrant, record in results.records().items()}
        met = {
            entrant: [other for match in results.matches if entrant in match.present for other in match.present]
            for entrant in points
        }
        return {
            entrant: sum((points[other] for other in others if other != entrant), start=0)
            for entrant, others in met.items()
        }


class Guests:
    @hookimpl
    def register_tie_breakers(self) -> Sequence[TieBreaker]:
        return [SumOfOpponents()]

    @hookimpl
    def register_formats(self) -> Sequence[Format]:
        return [Reset(), Lobby(), Liar(), Peeking(), ByGoals(), Breaking()]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load([Guests()]))


@pytest.fixture
def stage(cup: Start, engine: Engine) -> Callable[..., Stage]:
    return lambda format_, entrants=2: cup(entrants, StageSettings("main", format_)).tournament.stages[0]


def test_a_plan_that_grows_is_followed(engine: Engine, stage: Callable[..., Stage]) -> None:
    """Matches that a format adds only after some results are part of the endings, and of the odds."""
    view = look_ahead(engine, stage("reset"))
    assert (view.method, view.exact) == ("enumeration", True)
    assert view.prospects["a"].chances[1].probability == 0.75
    (stake,) = [stake for stake in view.fixtures["1"].stakes if stake.entrant == "a"]
    assert stake.win_is_enough
    assert not stake.must_win
    assert view.fixtures["1"].dead == ()


def test_a_lobby_has_every_order(engine: Engine, stage: Callable[..., Stage]) -> None:
    """In a match of four anyone can take any place, each as likely as the other where nobody is stronger."""
    view = look_ahead(engine, stage("lobby", 4))
    assert {(one.best, one.worst) for one in view.prospects.values()} == {(1, 4)}
    assert [one.chances[1].probability for one in view.prospects.values()] == pytest.approx([0.25] * 4)


def test_a_large_lobby_is_sampled(engine: Engine, stage: Callable[..., Stage]) -> None:
    """Twelve in a lobby have too many orders: nothing is ruled out, and the odds say that they are sampled."""
    view = look_ahead(engine, stage("lobby", 12), samples=200)
    assert view.method == "sampled"
    assert {(one.best, one.worst) for one in view.prospects.values()} == {(1, 12)}
    assert sum(one.chances[1].probability for one in view.prospects.values()) == pytest.approx(1)


def test_a_promise_that_is_broken_is_not_relied_on(engine: Engine, stage: Callable[..., Stage]) -> None:
    """Where two continuations contradict the promise, every ending is played instead."""
    assert look_ahead(engine, stage("liar", 4)).method == "enumeration"


def test_whoever_peeks_is_noticed(engine: Engine, stage: Callable[..., Stage]) -> None:
    """A format that swallows the refusal to show a result has looked at it all the same."""
    assert not plan_is_final(engine.registry, stage("peeking"))
    assert plan_is_final(engine.registry, stage("lobby"))


def test_scores_that_decide_are_not_enumerated(engine: Engine, stage: Callable[..., Stage]) -> None:
    """Where the format itself ranks by the score, no list of wins and defeats is complete, and no bound is known."""
    view = look_ahead(engine, stage("by_goals"), samples=0)
    assert (view.method, view.exact) == ("sampled", False)


def test_a_plugin_that_fails_is_named(engine: Engine, stage: Callable[..., Stage]) -> None:
    """An outlook that runs into a plugin's fault says whose it is."""
    with pytest.raises(PluginFault, match="breaking"):
        look_ahead(engine, stage("breaking"))


def test_only_words_before_the_first_score_count(engine: Engine, cup: Start) -> None:
    """The cascade of a table is followed as far as it reads no score."""
    words = ("points", "h2h_points", "wins", "goals_for", "drawing_of_lots")
    league = cup(4, StageSettings("main", "round_robin", tie_breakers=words)).tournament.stages[0]
    assert words_without_scores(engine.registry, league) == words[:3]
    assert constant_ranking(engine.registry, league) == Ranking.of([league.entrants])
    again = ("h2h_points", "h2h_goals_for", "h2h_reapply")
    league = evolve(league, settings=evolve(league.settings, tie_breakers=again))
    assert words_without_scores(engine.registry, league) == ("h2h_points",)


def test_tables_are_looked_at_one_by_one_where_they_can_be(
    engine: Engine, cup: Start, stage: Callable[..., Stage]
) -> None:
    """A group has an outlook of its own; a table that does not exist, or cannot stand alone, is refused."""
    groups = cup(8, StageSettings("main", "round_robin", options={"groups": 2}))
    groups.submit(ReportResult("main", "A-1", Score((1, 0))))
    view = look_ahead(engine, groups.tournament.stages[0], table="Group A", ranks=(1, 2))
    assert len(view.prospects) == 4
    assert all(key.startswith("A-") for key in view.fixtures)
    with pytest.raises(KeyError):
        look_ahead(engine, groups.tournament.stages[0], table="Group X")
    with pytest.raises(KeyError):
        look_ahead(engine, stage("reset"), table="Group A")


def test_a_criterion_that_looks_at_opponents_keeps_matches_alive(engine: Engine, cup: Start) -> None:
    """Where the level are separated by their opponents' points, a match of two who are out can decide the title."""
    for words, dead in ((("points", "goal_difference"), True), (("points", "opponents"), False)):
        league = cup(4, StageSettings("main", "round_robin", tie_breakers=words))
        for match in league.tournament.stages[0].matches.values():
            strong = [entrant for entrant in match.present if entrant in {"a", "b"}]
            if len(strong) == 1:
                points = (1, 0) if match.entrants[0] == strong[0] else (0, 1)
                league.submit(ReportResult("main", match.key, Score(points)))
        view = look_ahead(engine, league.tournament.stages[0], limit=0, samples=0)
        (behind,) = [key for key, fixture in view.fixtures.items() if not fixture.stakes]
        assert (view.fixtures[behind].dead == (1,)) == dead
