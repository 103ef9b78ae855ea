"""What decides when nothing that was played does: when matches ended, and lots from the recorded seed."""

import math
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from hashlib import sha256

import pytest
from attrs import evolve
from deltacrown import (
    Amend,
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Results,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
    look_ahead,
    verify,
    why_rank,
)
from deltacrown_brackets.tie_breakers.last_resorts import DrawnLots, EarliestFinish

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEED = "a seed that was committed to"


class Clock:
    """Time that passes as the tests say."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def started(cascade: tuple[str, ...], entrants: str = "abcd", seed: str = SEED, key: str = "cup") -> Director:
    director = Director(Engine(), clock=Clock())
    stage = StageSettings(key, "single_elimination", tie_breakers=cascade)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,))))
    director.submit(OpenRegistration())
    for entrant in entrants:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament(seed))
    return director


def report(director: Director, match: str, *points: int, minute: int) -> None:
    stage = director.tournament.stages[0].key
    director.submit(ReportResult(stage, match, Score(points)), command_id=match, at=NOON + timedelta(minutes=minute))


def semi_finals(director: Director, first: tuple[int, int] = (1, 0)) -> None:
    """Let a beat d late, and b beat c earlier."""
    report(director, "R1-1", *first, minute=50)
    report(director, "R1-2", 1, 0, minute=30)
    report(director, "final", 1, 0, minute=90)


def groups(director: Director) -> tuple[tuple[str, ...], ...]:
    assert director.tournament.ranking
    return director.tournament.ranking.groups


def test_whoever_finished_first_is_ahead() -> None:
    """Two lost their semi-finals: c at half past, d at ten to; the numbers are the seconds between."""
    director = started(("earliest_finish",))
    semi_finals(director)
    assert groups(director) == (("a",), ("b",), ("c",), ("d",))
    ranking = director.tournament.stages[0].ranking
    assert ranking
    assert "c 0, d 1200 → c ahead of d" in str(why_rank(ranking, "d")).replace("d 1200, c 0", "c 0, d 1200")
    assert verify(director.engine, director.journal.read()).holds


def test_the_cascade_of_eliminations() -> None:
    """Head to head, then the difference, then the seed; the time decides only what these leave."""
    cascade = ("h2h_points", "goal_difference", "earliest_finish")
    narrow, clear = started(cascade), started(cascade)
    semi_finals(narrow)
    semi_finals(clear, (4, 1))
    assert groups(narrow)[2:] == (("c",), ("d",))
    assert groups(clear)[2:] == (("c",), ("d",))
    seeded = started(("h2h_points", "goal_difference", "seed", "earliest_finish"), entrants="abdc")
    semi_finals(seeded)
    assert groups(seeded)[2:] == (("d",), ("c",))


def test_a_correction_keeps_the_time_of_the_result_that_it_corrects() -> None:
    """The match ended when it ended, whenever somebody sees that its score was misread."""
    director = started(("earliest_finish",))
    semi_finals(director)
    right = ReportResult("cup", "R1-2", Score((2, 0)))
    director.submit(Amend("R1-2", right, "misread"), at=NOON + timedelta(days=1))
    assert director.tournament.stages[0].matches["R1-2"].ended_at == NOON + timedelta(minutes=30)
    assert groups(director)[2:] == (("c",), ("d",))


def test_what_is_not_known_to_have_ended_comes_last() -> None:
    """Files have no times: there it separates nobody."""
    director = started(("earliest_finish",))
    report(director, "R1-2", 1, 0, minute=30)
    results = director.tournament.stages[0].results
    assert EarliestFinish().measure(results) == {"a": math.inf, "b": 0, "c": 0, "d": math.inf}
    untimed = evolve(results, matches=tuple(evolve(match, ended_at=None) for match in results.matches))
    assert set(EarliestFinish().measure(untimed).values()) == {math.inf}


def test_times_are_exact() -> None:
    """A microsecond is a millionth of a second, and never a rounded number."""
    director = started(("earliest_finish",))
    director.submit(ReportResult("cup", "R1-1", Score((1, 0))), at=NOON)
    director.submit(ReportResult("cup", "R1-2", Score((1, 0))), at=NOON + timedelta(microseconds=1))
    assert EarliestFinish().measure(director.tournament.stages[0].results)["c"] == Fraction(1, 10**6)


def test_what_is_still_to_be_played_ends_later() -> None:
    """When matches will end is not proved, so the outlook promises no more than it may; its odds know that it is later."""
    director = started(("earliest_finish",))
    report(director, "R1-2", 1, 0, minute=30)
    beaten = look_ahead(director.engine, director.tournament.stages[0], ranks=(3,), samples=50).prospects["c"]
    assert (beaten.best, beaten.worst, beaten.exact) == (3, 4, False)
    assert beaten.chances[3].probability == 1


def test_lots_come_from_the_recorded_seed() -> None:
    """Anyone can draw them again: the SHA-256 of the seed, the stage's key and the id, the smallest first."""
    director = started(("lots",))
    semi_finals(director)
    drawn = sorted("cd", key=lambda entrant: sha256(f"{SEED}/cup/lots/{entrant}".encode()).hexdigest())
    assert groups(director)[2:] == tuple((entrant,) for entrant in drawn)
    assert verify(director.engine, director.journal.read()).holds


def test_another_seed_or_stage_draws_other_lots() -> None:
    """Each order comes up about as often as any other, and knowing one stage's lots says nothing of the next one's."""
    results = Results(("a", "b", "c"), ())
    orders = [tuple(DrawnLots().measure(evolve(results, draw=f"{n}/cup")).items()) for n in range(600)]
    assert {orders.count(order) for order in set(orders)} <= set(range(70, 131))
    assert len(set(orders)) == 6
    stages = [tuple(DrawnLots().measure(evolve(results, draw=f"1/{n}")).items()) for n in range(600)]
    assert len(set(stages)) == 6


def test_lots_do_not_depend_on_who_else_is_drawn() -> None:
    """Among fewer entrants they come in the same order."""
    everyone = Results(tuple("abcdefgh"), (), draw="1/cup")
    order = sorted("abcdefgh", key=DrawnLots().measure(everyone).__getitem__)
    few = DrawnLots().measure(everyone.among(("h", "c", "e")))
    assert sorted("hce", key=few.__getitem__) == [entrant for entrant in order if entrant in "hce"]


@pytest.mark.parametrize("cascade", [("lots",), ()])
def test_without_a_seed_nothing_is_drawn(cascade: tuple[str, ...]) -> None:
    """Lots that nobody recorded a seed for would be no lots: the tie stays, to be decided outside."""
    director = started(cascade, seed="")
    semi_finals(director)
    assert groups(director)[2:] == (("d", "c"),) or groups(director)[2:] == (("c", "d"),)
