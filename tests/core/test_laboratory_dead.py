"""Dead matches in the laboratory, against what is counted by hand."""

from typing import Any

from deltacrown import Engine, Source, StageSettings, TournamentSettings
from deltacrown.laboratory import Experiment, Field, alone, play_out

ENGINE = Engine()


def dead(settings: TournamentSettings, entrants: int) -> float:
    """The dead matches where the better one always wins."""
    field = Field({f"e{place:02}": -5_000.0 * place for place in range(entrants)})
    return play_out(ENGINE, settings, Experiment(field, 2)).figures["dead"].mean


def twice(key: str = "groups", groups: int = 1, **more: Any) -> StageSettings:
    """Everyone of a group meets everyone twice."""
    return StageSettings(key, "round_robin", options={"groups": groups, "legs": 2}, **more)


def going(places: int) -> TournamentSettings:
    """Two groups of four, and a knock-out of so many of each."""
    sources = tuple(Source("groups", rank, f"Group {name}") for rank in range(1, places + 1) for name in "AB")
    knock_out = StageSettings("ko", "single_elimination", sources=sources)
    return TournamentSettings("Cup", (twice(groups=2), knock_out))


def test_whoever_can_neither_be_caught_nor_catch_up_plays_dead_matches() -> None:
    """Of four who meet twice: 12, 9, 3 and 0 points after four rounds, 15, 9, 6 and 0 after five.

    Where the first place counts, 3 against 4 is dead in the fifth round, and both matches are in the sixth. Where two
    go on, the second and the third are open to the end, and one of them plays in every match.
    """
    assert dead(TournamentSettings("League", (twice(),)), 4) == 3
    assert dead(going(1), 8) == 6
    assert dead(going(2), 8) == 0


def test_a_line_is_where_places_lead_to_different_stages() -> None:
    """The first two go on to one final and the others to another: the line in the middle matters, as before."""
    finals = (
        StageSettings("gold", "single_elimination", sources=(Source("groups", 1), Source("groups", 2))),
        StageSettings("silver", "single_elimination", sources=(Source("groups", 3), Source("groups", 4))),
    )
    assert dead(TournamentSettings("Cup", (twice(), *finals)), 4) == 0


def test_nothing_is_dead_where_points_do_not_decide() -> None:
    """A match of a bracket always leads somewhere; the seasons of a league are no table by all its points."""
    assert dead(alone("single_elimination"), 8) == 0
    assert dead(alone("league", {"divisions": 2, "seasons": 2}), 8) == 0
