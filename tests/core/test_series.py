"""Series: points for places over several tournaments."""

from fractions import Fraction

from deltacrown import Ranking, SeriesRules, series_table
from hypothesis import given
from hypothesis import strategies as st

RULES = SeriesRules(places=(10, 6, 4, 2), attendance=1)


def test_places_are_worth_points() -> None:
    """First, second, third by the table of points; below it everyone who took part gets the same."""
    table = series_table({"spring": Ranking.of([["a"], ["b"], ["c"], ["d"], ["e"]])}, RULES)
    assert [(name, table.points(name)) for name in "abcde"] == [("a", 10), ("b", 6), ("c", 4), ("d", 2), ("e", 1)]
    assert [line.entrant for line in table.ranking.standings] == list("abcde")


def test_level_entrants_share_the_places_they_span() -> None:
    """Two losers of semi-finals share the points of places 3 and 4, three on the last places those of 4, 5 and 6."""
    table = series_table({"spring": Ranking.of([["a"], ["b"], ["c", "d"]])}, RULES)
    assert table.points("c") == table.points("d") == 3
    odd = series_table({"spring": Ranking.of([["a"], ["b"], ["c"], ["d", "e", "f"]])}, RULES)
    assert odd.points("d") == Fraction(4, 3)


def test_only_the_best_results_count() -> None:
    """With the two best of three, the worst is kept in view and not counted; the earlier of two equal ones counts."""
    rankings = {
        "spring": Ranking.of([["a"], ["b"]]),
        "summer": Ranking.of([["b"], ["a"]]),
        "autumn": Ranking.of([["b"], ["a"]]),
    }
    table = series_table(rankings, SeriesRules((10, 6), best_of=2))
    assert [(one.tournament, one.points, one.counts) for one in table.results["a"]] == [
        ("spring", 10, True),
        ("summer", 6, True),
        ("autumn", 6, False),
    ]
    assert (table.points("a"), table.points("b")) == (16, 20)


def test_level_in_the_series_the_better_results_decide() -> None:
    """10 + 2 before 6 + 6: the best result counts first; whom nothing separates shares a rank."""
    rankings = {"spring": Ranking.of([["a"], ["b"], ["c"], ["d"]]), "summer": Ranking.of([["c"], ["b"], ["d"], ["a"]])}
    table = series_table(rankings, SeriesRules((10, 6, 4, 2)))
    assert [(line.rank, line.entrant, line.reason) for line in table.ranking.standings] == [
        (1, "c", ""),
        (2, "a", "points"),
        (3, "b", "result 1"),
        (4, "d", "points"),
    ]
    mirrored = {"spring": Ranking.of([["a"], ["b"]]), "summer": Ranking.of([["b"], ["a"]])}
    assert series_table(mirrored, RULES).ranking.groups == (("a", "b"),)


def test_rules_that_make_no_sense_are_named() -> None:
    """Rising places, more for coming than for placing, no results that count."""
    wrong = SeriesRules(places=(4, 6), attendance=7, best_of=0)
    assert [problem.code for problem in wrong.problems()] == [
        "series.places_rise",
        "series.attendance_too_high",
        "series.best_of",
    ]
    assert [problem.code for problem in SeriesRules(()).problems()] == ["series.no_places"]
    assert RULES.problems() == ()


@given(st.lists(st.permutations(list("abcdef")), min_size=1, max_size=4))
def test_all_points_are_handed_out(orders: list[list[str]]) -> None:
    """Every tournament hands out the points of its places, whoever gets them."""
    rankings = {str(place): Ranking.of([[name] for name in order]) for place, order in enumerate(orders)}
    table = series_table(rankings, RULES)
    assert sum(table.points(name) for name in "abcdef") == len(orders) * (10 + 6 + 4 + 2 + 1 + 1)


def test_a_series_without_tournaments_is_empty() -> None:
    """Nothing has been played, nobody is ranked."""
    assert series_table({}, RULES).ranking.standings == ()
