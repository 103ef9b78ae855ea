"""The outlook: what it calls possible is what brute force finds, and what it rules out never happens."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    DisqualifyEntrant,
    Engine,
    Envelope,
    Fate,
    OpenRegistration,
    Points,
    RegisterEntrant,
    ReportResult,
    Score,
    Stage,
    StageSettings,
    StartTournament,
    Tournament,
    TournamentSettings,
    WithdrawEntrant,
    load,
    look_ahead,
)
from deltacrown.outlook import findings
from deltacrown.outlook.chances import dice
from deltacrown.outlook.enumeration import endings
from deltacrown.outlook.places import Places, places, union
from deltacrown.outlook.playing import Stepwise
from deltacrown.outlook.strengths import even
from hypothesis import given
from hypothesis import strategies as st

ENGINE = Engine(load())
AT = datetime(2026, 1, 1, tzinfo=UTC)
VERDICTS = ((1, 0), (0, 0), (0, 1))
MANY_SCORES = (*VERDICTS, (5, 0), (0, 5), (4, 4))


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)


def started(entrants: int, settings: StageSettings) -> Director:
    director = Director(ENGINE)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (settings,))))
    director.submit(OpenRegistration())
    for place in range(entrants):
        director.submit(RegisterEntrant(f"e{place}"))
    director.submit(StartTournament())
    return director


def play(director: Director, luck: random.Random, matches: int) -> Stage:
    """Play some matches, in any order that is possible."""
    for _ in range(matches):
        ready = [match for match in director.tournament.stages[0].matches.values() if match.ready]
        if not ready:
            break
        match = luck.choice(ready)
        points = luck.choice(VERDICTS if match.draws else ((1, 0), (0, 1)))
        director.submit(ReportResult(match_stage(director), match.key, Score(points)))
    return director.tournament.stages[0]


def someone_goes(director: Director, luck: random.Random) -> Stage:
    """One entrant leaves, or is put out, more often than not."""
    entrant = luck.choice(director.tournament.stages[0].entrants)
    if not director.tournament.stages[0].over:
        command = luck.choice([WithdrawEntrant(entrant), DisqualifyEntrant(entrant, "cheated"), None])
        if command is not None:
            director.submit(command)
    return director.tournament.stages[0]


def match_stage(director: Director) -> str:
    return director.tournament.stages[0].key


def left_to_play(stage: Stage) -> int:
    return sum(match.outcome is None for match in stage.matches.values())


def brute_force(tournament: Tournament, scores: Sequence[tuple[int, int]] = VERDICTS) -> Iterator[dict[str, Places]]:
    """Everyone's places at the end, by reporting every score of every match through the engine's front door."""
    stage = tournament.stages[0]
    match = next((match for match in stage.matches.values() if match.ready), None)
    if match is None:
        assert stage.ranking is not None
        yield places(stage.ranking)
        return
    for points in scores:
        if match.draws or points[0] != points[1]:
            report = Envelope("x", AT, "", ReportResult(stage.key, match.key, Score(points)))
            decision = ENGINE.decide(report, tournament)
            yield from brute_force(decision.tournament, scores)  # type: ignore[union-attr]


def reach(all_places: Iterator[dict[str, Places]]) -> dict[str, Places]:
    found: dict[str, Places] = {}
    for one in all_places:
        union(found, one)
    return found


@given(entrants=st.integers(2, 8), third=st.booleans(), seed=st.integers(0, 10_000), leaves=st.booleans())
def test_single_elimination_is_what_brute_force_finds(entrants: int, third: bool, seed: int, leaves: bool) -> None:  # noqa: FBT001
    """At any moment of a bracket, best and worst are exactly those over all ways to play it on."""
    luck = dice_of(seed)
    director = started(entrants, StageSettings("main", "single_elimination", options={"third_place": third}))
    play(director, luck, luck.randint(0, entrants))
    stage = someone_goes(director, luck) if leaves else director.tournament.stages[0]
    view = look_ahead(ENGINE, stage, ranks=(1, 2, 3))
    assert view.exact
    assert view.method == ("final" if stage.over else "bracket")
    assert {name: (one.best, one.worst) for name, one in view.prospects.items()} == reach(
        brute_force(director.tournament)
    )


@given(entrants=st.integers(2, 8), third=st.booleans(), seed=st.integers(0, 10_000), leaves=st.booleans())
def test_a_bracket_read_backwards_says_what_all_its_endings_say(
    entrants: int,
    third: bool,  # noqa: FBT001
    seed: int,
    leaves: bool,  # noqa: FBT001
) -> None:
    """Places, dead matches, stakes and odds of a bracket are those of the enumeration of its endings."""
    luck = dice_of(seed)
    director = started(entrants, StageSettings("main", "single_elimination", options={"third_place": third}))
    stage = play(director, luck, luck.randint(0, entrants - 2))
    if leaves:
        stage = someone_goes(director, luck)
    if stage.over:
        return
    ranks = (1, 2, 3, 4)
    strengths = {f"e{place}": luck.uniform(-300, 300) for place in range(entrants)}
    view = look_ahead(
        ENGINE, stage, ranks=ranks, strengths=lambda a, b: 1 / (1 + 10 ** ((strengths[b] - strengths[a]) / 400))
    )
    left = tuple(match for match in stage.matches.values() if match.outcome is None)
    way = Stepwise(ENGINE, stage, left, fixed=True)
    thrown = dice(stage, lambda a, b: 1 / (1 + 10 ** ((strengths[b] - strengths[a]) / 400)), 0)
    every = endings(way, (), 1_000, thrown.likelihood)
    assert every is not None
    found = findings.of_endings(every, way, (), (), ranks)
    assert {name: (one.best, one.worst) for name, one in view.prospects.items()} == found.bounds
    assert {key: one.dead for key, one in view.fixtures.items()} == {
        key: one.dead for key, one in found.fixtures.items()
    }
    assert {key: set(one.stakes) for key, one in view.fixtures.items()} == {
        key: set(one.stakes) for key, one in found.fixtures.items()
    }
    for name, one in view.prospects.items():
        for rank, chance in one.chances.items():
            weighed = sum(
                ending.likelihood * min(1, max(0, (rank - first + 1) / (last - first + 1)))
                for ending in every
                for first, last in [ending.places[name]]
            )
            assert chance.exact
            assert chance.probability == pytest.approx(weighed)


POINTS = st.sampled_from([Points(3, 1, 0), Points(2, 1, 0), Points(1, 0, 0), Points(3, 2, 1)])
WITHOUT_SCORES = st.sampled_from([("points",), ("points", "wins"), ("points", "h2h_points", "h2h_reapply", "wins")])


@given(
    entrants=st.integers(2, 5), left=st.integers(1, 6), worth=POINTS, words=WITHOUT_SCORES, seed=st.integers(0, 10_000)
)
def test_a_table_without_scores_is_what_brute_force_finds(
    entrants: int, left: int, worth: Points, words: tuple[str, ...], seed: int
) -> None:
    """Where the cascade reads who won and not by how much, enumeration is exact and needs no odds by chance."""
    director = started(entrants, StageSettings("main", "round_robin", points=worth, tie_breakers=words))
    luck = dice_of(seed)
    play(director, luck, entrants * (entrants - 1) // 2 - left)
    stage = someone_goes(director, luck)
    view = look_ahead(ENGINE, stage, ranks=(1, 2))
    assert (view.method, view.exact, view.samples) == ("final" if stage.over else "enumeration", True, 0)
    truth = reach(brute_force(director.tournament))
    assert {name: (one.best, one.worst) for name, one in view.prospects.items()} == truth
    assert sum(one.chances[2].probability for one in view.prospects.values()) == pytest.approx(2)


@given(left=st.integers(1, 3), seed=st.integers(0, 10_000))
def test_goals_never_break_what_is_said_about_a_table(left: int, seed: int) -> None:
    """With goal difference in the cascade, every score keeps within the bounds; what is called exact can happen."""
    director = started(4, StageSettings("main", "round_robin"))
    stage = play(director, dice_of(seed), 6 - left)
    view = look_ahead(ENGINE, stage, samples=50)
    for name, (first, last) in reach(brute_force(director.tournament, MANY_SCORES)).items():
        prospect = view.prospects[name]
        assert prospect.best <= first
        assert prospect.worst >= last
        # Brute force knows few scores: what it reaches is less than what can happen, never more.


@given(entrants=st.integers(3, 5), left=st.integers(1, 6), worth=POINTS, seed=st.integers(0, 10_000))
def test_bounds_by_points_hold(entrants: int, left: int, worth: Points, seed: int) -> None:
    """Bounds contain everything that can happen, and what they call settled, dead or needed is so."""
    director = started(entrants, StageSettings("main", "round_robin", points=worth, tie_breakers=("points",)))
    luck = dice_of(seed)
    play(director, luck, entrants * (entrants - 1) // 2 - left)
    stage = someone_goes(director, luck)
    truth = look_ahead(ENGINE, stage, ranks=(1, 2, 3), samples=0)
    bounds = look_ahead(ENGINE, stage, ranks=(1, 2, 3), samples=0, limit=0)
    assert bounds.method == ("final" if stage.over else "bounds")
    for name, prospect in bounds.prospects.items():
        real = truth.prospects[name]
        assert prospect.best <= real.best <= real.worst <= prospect.worst
        if prospect.exact:
            assert (prospect.best, prospect.worst) == (real.best, real.worst)
        if worth.win + worth.loss == 2 * worth.draw:
            assert prospect.eliminated(1) == real.eliminated(1), "flow answers the first place exactly"
        assert prospect.clinched(1) == real.clinched(1)
    for key, fixture in bounds.fixtures.items():
        assert set(fixture.dead) <= set(truth.fixtures[key].dead)
        known = {(stake.entrant, stake.rank): stake for stake in truth.fixtures[key].stakes}
        for stake in fixture.stakes:
            real_stake = known.get((stake.entrant, stake.rank))
            if real_stake is None:
                continue
            for said, is_so in zip(
                (stake.win, stake.draw, stake.loss), (real_stake.win, real_stake.draw, real_stake.loss), strict=True
            ):
                assert said in {Fate.OPEN, is_so}


@given(entrants=st.integers(6, 12), played=st.floats(0.3, 0.95), seed=st.integers(0, 10_000))
def test_nobody_is_overtaken_who_has_clinched(entrants: int, played: float, seed: int) -> None:
    """In leagues too large to enumerate, no continuation leaves the bounds, and what is settled stays settled."""
    luck = dice_of(seed)
    director = started(entrants, StageSettings("main", "round_robin"))
    stage = play(director, luck, int(played * entrants * (entrants - 1) / 2))
    view = look_ahead(ENGINE, stage, samples=0, limit=100)
    stage = play(director, luck, 200)
    assert stage.ranking is not None
    for name, (first, last) in places(stage.ranking).items():
        assert view.prospects[name].best <= first <= last <= view.prospects[name].worst


def test_products_of_verdicts_are_all_there() -> None:
    """Three undecided matches that may be drawn have 27 endings."""
    stage = play(started(3, StageSettings("main", "round_robin", tie_breakers=("points",))), dice_of(0), 0)
    left = tuple(stage.matches.values())
    every = endings(Stepwise(ENGINE, stage, left, fixed=True), ("points",), 27, dice(stage, even, 0.25).likelihood)
    assert every is not None
    assert len({tuple(sorted(ending.results.items())) for ending in every}) == len(list(product(range(3), repeat=3)))
    assert sum(ending.likelihood for ending in every) == pytest.approx(1)
