"""Odds: computed where they can be, else sampled with their error, and repeated by their seed."""

import math
from collections.abc import Callable

import pytest
from attrs import evolve
from deltacrown import (
    Chance,
    Director,
    Engine,
    ReportResult,
    Score,
    Stage,
    StageSettings,
    elo,
    even,
    glicko2,
    look_ahead,
)
from deltacrown.outlook.bracket import bracket
from deltacrown.outlook.chances import dice
from deltacrown.outlook.odds import by_bracket, of_bracket, sampled

Start = Callable[..., Director]
RATINGS = {chr(ord("a") + place): 1500.0 + 60 * place * (-1) ** place for place in range(16)}


@pytest.fixture
def cup16(cup: Start) -> Stage:
    return cup(16, third_place=True).tournament.stages[0]


@pytest.fixture
def league(cup: Start) -> Stage:
    director = cup(8, StageSettings("main", "round_robin"))
    for key in ("1", "2", "3"):
        director.submit(ReportResult("main", key, Score((2, 1))))
    return director.tournament.stages[0]


def test_sampling_a_bracket_agrees_with_its_exact_odds(engine: Engine, cup16: Stage) -> None:
    """What is sampled lies within five standard errors of what is computed, for every entrant and rank."""
    whole = bracket(engine, cup16)
    assert whole is not None
    thrown = dice(cup16, elo(RATINGS), 0)
    exact = of_bracket(whole, thrown, (1, 3), 10_000)
    assert exact is not None
    _, odds = sampled(by_bracket(whole, thrown, 3), cup16.entrants, "seed", 4_000, (1, 3))
    for entrant in cup16.entrants:
        for rank in (1, 3):
            chance, truth = odds[entrant][rank], exact[entrant][rank].probability
            assert abs(chance.probability - truth) < 5 * math.sqrt(truth * (1 - truth) / 4_000) + 1e-9
            assert exact[entrant][rank].exact


def test_places_are_shared_out_completely(engine: Engine, cup16: Stage, league: Stage) -> None:
    """Over all entrants, the chances of ending at rank k or better add up to k."""
    for stage in (cup16, league):
        view = look_ahead(engine, stage, ranks=(1, 3, 7), samples=200, strengths=even)
        for rank in view.ranks:
            assert sum(one.chances[rank].probability for one in view.prospects.values()) == pytest.approx(rank)


def test_a_seed_repeats_the_odds(engine: Engine, league: Stage) -> None:
    """The same stage with the same seed has the same odds; with another seed it has others, within the error."""
    first = look_ahead(engine, league, samples=300, seed="one")
    again = look_ahead(engine, league, samples=300, seed="one")
    other = look_ahead(engine, league, samples=300, seed="two")
    assert first == again
    assert (first.samples, first.seed) == (300, "one")
    assert first.prospects != other.prospects
    for entrant, prospect in first.prospects.items():
        one, two = prospect.chances[1], other.prospects[entrant].chances[1]
        assert abs(one.probability - two.probability) < 5 * math.hypot(one.error, two.error) + 0.02


def test_too_large_for_exact_odds_is_sampled_and_says_so(engine: Engine, cup16: Stage) -> None:
    """Where the limit leaves no time to compute, a bracket's places stay exact and its odds say how many samples."""
    view = look_ahead(engine, cup16, limit=1, samples=50)
    assert view.exact
    assert 0 < view.samples <= 50
    assert all(chance.samples == view.samples for one in view.prospects.values() for chance in one.chances.values())


def test_what_is_settled_has_no_error(engine: Engine, cup: Start) -> None:
    """Whoever is in or out has an exact chance of 1 or 0 even where the other odds are sampled."""
    director = cup(4, StageSettings("main", "round_robin"))
    results = {"1": (9, 0), "2": (0, 0), "3": (0, 9), "4": (0, 0)}
    for key, points in results.items():
        director.submit(ReportResult("main", key, Score(points)))
    view = look_ahead(engine, director.tournament.stages[0], ranks=(1, 2, 3), samples=100)
    for one in view.prospects.values():
        for rank, chance in one.chances.items():
            assert chance.exact == (one.clinched(rank) or one.eliminated(rank))


def test_the_interval_is_honest_at_the_ends() -> None:
    """None of a hundred samples is no proof: the interval still reaches up to almost four percent (Wilson 1927)."""
    low, high = Chance(0.0, 100).interval
    assert low == 0.0
    assert high == pytest.approx(0.0370, abs=1e-4)
    assert Chance(0.5, 100).error == pytest.approx(0.05)
    assert Chance(0.25).interval == (0.25, 0.25)


def test_scores_are_drawn_from_those_of_the_stage(league: Stage) -> None:
    """Sampled scores are ones that the stage has seen with such a result; bare ones where it has seen none."""
    thrown = dice(league, even, 0.25)
    assert set(thrown.wins) == {(2, 1)}
    assert thrown.draws == ((0, 0),)


def test_draws_keep_what_strengths_expect(engine: Engine, league: Stage) -> None:
    """However often matches end level, wins and half the draws add up to the expected score."""
    thrown = dice(league, elo({**RATINGS, "a": 2400.0}), 0.4)
    for one, other in (("a", "b"), ("b", "a"), ("c", "d")):
        win, level = thrown.of_duel(one, other, draws=True)
        assert win + level / 2 == pytest.approx(elo({**RATINGS, "a": 2400.0})(one, other))
        assert 0 <= win <= win + level <= 1
    assert thrown.of_duel("a", "b", draws=False)[1] == 0


def test_elo_is_the_handbooks_scale() -> None:
    """400 points more score ten times as much; nobody's scale overflows; both sides add up to one."""
    expected = elo({"a": 1900, "b": 1500, "weak": 0, "strong": 900_000})
    assert expected("a", "b") == pytest.approx(10 / 11)
    assert expected("a", "b") + expected("b", "a") == pytest.approx(1)
    assert expected("weak", "strong") == 0


def test_glicko_2_expects_what_its_papers_example_says() -> None:
    """Glickman's example: 1500 against (1400, 30), (1550, 100) and (1700, 300) expects 0.639, 0.432 and 0.303."""
    ratings = {"us": (1500.0, 0.0), "1": (1400.0, 30.0), "2": (1550.0, 100.0), "3": (1700.0, 300.0)}
    expected = glicko2(ratings)
    assert [round(expected("us", other), 3) for other in ("1", "2", "3")] == [0.639, 0.432, 0.303]
    doubtful = glicko2({**ratings, "us": (1500.0, 350.0)})
    assert 0.5 < doubtful("us", "1") < expected("us", "1"), "an uncertain rating says less"


def test_a_slot_that_can_come_from_both_sides_is_not_computed(engine: Engine, cup16: Stage) -> None:
    """Two sides that are not independent are left to sampling."""
    whole = bracket(engine, cup16)
    assert whole is not None
    again = [
        evolve(match, slots=(match.slots[0], match.slots[0])) if match.key == "final" else match
        for match in whole.order
    ]
    assert of_bracket(evolve(whole, order=tuple(again)), dice(cup16, even, 0), (1,), 10_000) is None
