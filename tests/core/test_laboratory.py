"""The format laboratory: what comes out is what can be computed by hand, and what differs is not luck."""

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from statistics import stdev
from typing import Any

import pytest
from attrs import evolve
from deltacrown import (
    Director,
    Engine,
    Format,
    Match,
    NoOptions,
    Refused,
    Seed,
    Stage,
    StageSettings,
    TournamentSettings,
    elo,
    hookimpl,
    load,
    look_ahead,
)
from deltacrown.laboratory import (
    MEASURES,
    Experiment,
    Field,
    Report,
    alone,
    compare,
    comparison,
    differences,
    play_out,
)
from deltacrown.laboratory.course import Course
from hypothesis import given
from hypothesis import strategies as st

EQUALS = Field(dict.fromkeys("abcd", 1500.0))
CLEAR = 5_000.0


def clear(entrants: int) -> Field:
    """A field in which the better one always wins."""
    return Field({f"e{place:02}": -CLEAR * place for place in range(1, entrants + 1)})


def means(report: Report) -> dict[str, float]:
    return {key: figure.mean for key, figure in report.figures.items()}


def played(engine: Engine, format_: str, entrants: int, stations: int | None = None, **options: object) -> Report:
    return play_out(engine, alone(format_, options), Experiment(clear(entrants), 2, stations=stations, minutes=60))


def test_a_knockout_is_won_as_often_as_is_computed(engine: Engine, cup: Callable[..., Director]) -> None:
    """Everyone's share of first places lies within five standard errors of the exact odds of the bracket."""
    field = Field({chr(ord("a") + place): 1900.0 - 70 * place for place in range(8)})
    exact = look_ahead(engine, cup(8).tournament.stages[0], strengths=elo(field.strengths))
    report = play_out(engine, alone("single_elimination"), Experiment(field, runs=900))
    for entrant, chance in report.wins.items():
        truth = exact.prospects[entrant].chances[1]
        assert truth.exact
        assert abs(chance.probability - truth.probability) < 5 * math.sqrt(truth.probability / 900)
    assert report.figures["best_wins"].mean == report.wins["a"].probability
    low, high = report.figures["best_wins"].interval
    assert low < exact.prospects["a"].chances[1].probability < high


def test_equals_win_equally_often(engine: Engine) -> None:
    """Where nobody is stronger, everyone wins the same share, and no ranking agrees with strength."""
    report = play_out(engine, alone("round_robin"), Experiment(EQUALS, runs=400))
    assert sum(chance.probability for chance in report.wins.values()) == pytest.approx(1)
    assert all(abs(chance.probability - 1 / 4) < 5 * chance.error for chance in report.wins.values())
    assert "kendall_tau" not in report.figures


@pytest.mark.parametrize(
    ("format_", "entrants", "stations", "hours"),
    [
        # The first three quarter-finals; the fourth with the first semi-final; the other semi-final; the final.
        ("single_elimination", 8, 3, 4),
        ("single_elimination", 8, 1, 7),
        ("single_elimination", 8, None, 3),
        ("round_robin", 4, 1, 6),
        ("round_robin", 4, 2, 3),
        ("round_robin", 5, 2, 5),
        # The fourth match of a round of seven or eight waits, and the next round waits for it.
        ("swiss", 8, 3, 6),
        ("swiss", 8, 4, 3),
    ],
)
def test_hours_are_those_of_a_schedule_made_by_hand(
    engine: Engine, format_: str, entrants: int, stations: int | None, hours: int
) -> None:
    """With an hour a game: a match needs both sides and a station, and whoever is ready first is called first."""
    assert means(played(engine, format_, entrants, stations))["hours"] == hours


def test_a_longer_match_takes_longer(engine: Engine) -> None:
    """The better side needs two games of three, twice in a row."""
    report = played(engine, "single_elimination", 4, best_of=3)
    assert means(report)["hours"] == 4
    assert means(report)["rounds"] == 2


def test_a_knockout_of_six_is_measured_as_counted_by_hand(engine: Engine) -> None:
    """Two byes; the best seeds sit out a round; those who lose in one round are level."""
    found = means(played(engine, "single_elimination", 6))
    assert found.pop("dead") == found.pop("lots") == 0
    assert found == {
        "matches": 5,
        "fewest": 1,
        "each": pytest.approx(10 / 6),
        "most": 2,
        "rounds": 3,
        "hours": 3,
        "idle": pytest.approx(2 / 6),
        "wait": 1,
        "byes": 2,
        "rematches": 0,
        "best_wins": 1,
        "top_recall": pytest.approx((1 + 1 + 1 / 2) / 3),
        "rank_error": pytest.approx(4 * 0.5 / 6),
        "kendall_tau": pytest.approx(math.sqrt((15 - 2) / 15)),
    }


def test_everyone_twice_is_a_rematch_for_everyone(engine: Engine) -> None:
    """A round robin of two legs has as many rematches as pairs; favourites leave nothing to disagree about."""
    found = means(played(engine, "round_robin", 6, legs=2))
    assert (found["matches"], found["rematches"], found["fewest"], found["most"]) == (30, 15, 10, 10)
    assert (found["top_recall"], found["rank_error"], found["kendall_tau"]) == (1, 0, 1)


def test_a_whole_tournament_is_played_by_its_stages(
    engine: Engine, groups_then_final: tuple[StageSettings, ...]
) -> None:
    """Groups of four and a final: the final waits for all of them, and whoever does not reach it is behind."""
    settings = TournamentSettings("Cup", groups_then_final)
    report = play_out(engine, settings, Experiment(clear(8), 2, stations=2, minutes=60))
    found = means(report)
    assert report.name == "Cup"
    assert (found["matches"], found["rounds"], found["hours"]) == (13, 4, 7)
    assert (found["fewest"], found["most"], found["rematches"]) == (3, 4, 0)


def test_ties_for_a_later_stage_are_decided_by_lots(
    engine: Engine, groups_then_final: tuple[StageSettings, ...]
) -> None:
    """Where all is drawn, a lot in each group says who goes on, and everyone is as likely to."""
    field = Field(dict.fromkeys("abcdef", 1500.0), draw_rate=1)
    report = play_out(engine, TournamentSettings("Cup", groups_then_final), Experiment(field, 150))
    assert means(report)["lots"] == 2
    assert all(abs(chance.probability - 1 / 6) < 5 * chance.error for chance in report.wins.values())


def test_a_seed_repeats_everything(engine: Engine) -> None:
    """The same seed gives the same numbers, another one gives others; more runs begin with the same ones."""
    experiment = Experiment(Field.normal(8), 30)
    first = play_out(engine, alone("double_elimination"), experiment)
    assert first == play_out(engine, alone("double_elimination"), experiment)
    assert first.figures != play_out(engine, alone("double_elimination"), evolve(experiment, seed="1")).figures
    more = play_out(engine, alone("double_elimination"), evolve(experiment, runs=40))
    assert more.figures["matches"].samples[:30] == first.figures["matches"].samples


def test_the_same_two_have_the_same_luck_in_every_format(engine: Engine) -> None:
    """Between two, one match without draws is the same in any format; with a match for third place added, all else is."""
    two = Experiment(Field.normal(2), 100)
    cup, swiss = compare(engine, [alone("single_elimination"), alone("swiss", {"draws": False})], two)
    assert cup.figures["best_wins"] == swiss.figures["best_wins"]
    with_third = alone("single_elimination", {"third_place": True})
    _, apart = differences(compare(engine, [alone("single_elimination"), with_third], Experiment(Field.normal(8), 50)))
    assert apart["best_wins"].samples == (0,) * 50
    assert apart["matches"].samples == (1,) * 50


def test_common_luck_shows_smaller_differences(engine: Engine) -> None:
    """Between two formats, the difference run by run varies less than with luck of their own."""
    experiment = Experiment(Field.normal(8), 120)
    cup, double = compare(engine, [alone("single_elimination"), alone("double_elimination")], experiment)
    other = play_out(engine, alone("double_elimination"), evolve(experiment, seed="another"))
    common, apart = (one.figures["best_wins"].less(cup.figures["best_wins"]).samples for one in (double, other))
    assert stdev(common) < stdev(apart)


def test_seeding_is_the_organizers(engine: Engine) -> None:
    """By rating the two best meet in the final at the earliest; by a draw, anew in every run, they may meet at once."""
    experiment = Experiment(Field({"a": 2 * CLEAR, "b": CLEAR, **dict.fromkeys("cdefgh", 0.0)}), 60)
    by_rating, drawn = compare(
        engine, [alone("single_elimination", seeding=name) for name in ("rating", "random")], experiment
    )
    assert by_rating.figures["rank_error"].mean < drawn.figures["rank_error"].mean
    assert len(set(drawn.figures["rank_error"].samples)) > 1


@given(st.data())
def test_kendalls_tau_is_that_of_all_pairs(data: st.DataObject) -> None:
    """The number agrees with the definition: every pair looked at, shared ranks and equal strengths left aside."""
    strengths = {str(i): float(s) for i, s in enumerate(data.draw(st.lists(st.integers(0, 4), min_size=2, max_size=9)))}
    place = {name: data.draw(st.integers(1, 5)) for name in strengths}
    groups = tuple(tuple(name for name in strengths if place[name] == rank) for rank in sorted(set(place.values())))
    course = Course(strengths, tuple(strengths), groups, 0, 0, {})
    pairs = [
        (_sign(strengths[one] - strengths[other]), _sign(place[other] - place[one]))
        for one, other in combinations(strengths, 2)
    ]
    surplus, by_strength, by_place = (
        sum(a * b for a, b in pairs),
        sum(a * a for a, _ in pairs),
        sum(b * b for _, b in pairs),
    )
    found = next(measure for measure in MEASURES if measure.key == "kendall_tau").of(course)
    if by_strength and by_place:
        assert found == pytest.approx(surplus / math.sqrt(by_strength * by_place))
    else:
        assert found is None


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def test_a_normal_field_has_its_spread() -> None:
    """As many names as entrants, the best first, level around 0, and a standard deviation that nears the spread."""
    field = Field.normal(400, spread=150)
    assert field.best_first == tuple(str(place) for place in range(1, 401))
    assert sum(field.strengths.values()) == pytest.approx(0, abs=1e-6)
    assert stdev(field.strengths.values()) == pytest.approx(150, rel=0.01)


class Endless(Format[NoOptions]):
    """One more round, for ever."""

    name = "endless"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        """Neighbours meet again."""
        number = 1 + len(stage.matches)
        pairs = range(1, len(stage.entrants), 2)
        return [Match(f"{number}-{seed}", (Seed(seed), Seed(seed + 1)), number) for seed in pairs]


class _Plugin:
    @hookimpl
    def register_formats(self) -> list[Format[Any]]:
        return [Endless()]


def codes(engine: Engine, settings: TournamentSettings, experiment: Experiment) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        play_out(engine, settings, experiment)
    assert all(problem.message for problem in caught.value.problems)
    return [(problem.code, problem.field) for problem in caught.value.problems]


def test_what_cannot_be_played_out_is_refused(engine: Engine) -> None:
    """With the problems that the start of a tournament has, and those of the experiment."""
    fine = Experiment(EQUALS, 2)
    assert codes(engine, alone("chess"), fine) == [("format.unknown", "settings.stages.0.format")]
    assert codes(engine, alone("round_robin", {"legs": 0}), fine) == [
        ("round_robin.legs", "settings.stages.0.options.legs")
    ]
    assert codes(engine, alone("round_robin", seeding="guess"), fine) == [("seeding.unknown", "settings.seeding")]
    assert codes(engine, alone("round_robin", {"groups": 3}), fine) == [
        ("round_robin.groups", "settings.stages.0.options.groups")
    ]
    alone_ = Experiment(Field({"a": 0}), 2)
    assert ("tournament.too_few_entrants", "") in codes(engine, alone("single_elimination"), alone_)
    broken = Experiment(Field({"": 0, "b": math.nan}, draw_rate=2), runs=0, stations=0, minutes=0)
    assert codes(engine, alone("round_robin"), broken) == [
        ("field.draw_rate", "field.draw_rate"),
        ("field.nameless", "field.strengths"),
        ("field.strength", "field.strengths"),
        ("experiment.runs", "runs"),
        ("experiment.stations", "stations"),
        ("experiment.minutes", "minutes"),
    ]


def test_a_format_without_an_end_is_refused() -> None:
    """Whatever has not ended after 20,000 matches is said not to end."""
    found = codes(Engine(load([_Plugin()])), alone("endless"), Experiment(Field.normal(400), 1))
    assert found == [("laboratory.endless", "settings.stages")]


def test_the_data_hold_every_number(engine: Engine) -> None:
    """What is common stands once; each report has its measures, its chances, and its differences from the first."""
    reports = compare(engine, [alone("single_elimination"), alone("round_robin")], Experiment(EQUALS, 10, stations=2))
    data = comparison(reports)
    assert (data["entrants"], data["runs"], data["stations"], data["minutes"]) == (4, 10, 2, 30)
    cup, league = data["reports"]
    assert (cup["name"], league["name"]) == ("single_elimination", "round_robin")
    assert cup["measures"]["matches"] == {"mean": 3, "interval": [3, 3], "min": 3, "max": 3}
    assert league["less_first"]["matches"] == {"mean": 3, "interval": [3, 3]}
    assert set(cup["wins"]) == set("abcd")
