"""King of the hill: known evenings, and who may end one."""

from collections.abc import Sequence
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    ForfeitMatch,
    OpenRegistration,
    Phase,
    Refused,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
)


def started(entrants: str, **options: Any) -> Director:
    """An evening of entrants named by letters; the first is king."""
    director = Director()
    stage = StageSettings("hill", "king_of_the_hill", options=options)
    for command in (CreateTournament("cup", TournamentSettings("Hill", (stage,))), OpenRegistration()):
        director.submit(command)
    for entrant in entrants:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return director


def on_the_hill(director: Director) -> str:
    """The king and the challenger of the match that is open; nobody where there is none."""
    matches = director.tournament.stages[0].matches.values()
    return "".join("".join(match.present) for match in matches if match.outcome is None)


def play(director: Director, winners: Sequence[str]) -> list[str]:
    """Let these win one after the other; answers who met."""
    met: list[str] = []
    for winner in winners:
        met.append(on_the_hill(director))
        key = list(director.tournament.stages[0].matches)[-1]
        points = (1, 0) if met[-1][0] == winner else (0, 1)
        director.submit(ReportResult("hill", key, Score(points)))
    return met


def placed(director: Director) -> list[str]:
    groups = director.engine.ranking(director.tournament.stages[0]).groups
    return ["".join(group) for group in groups]


def test_the_winner_stays_and_the_loser_queues() -> None:
    """Challengers come in the order of their seeds, then whoever lost first; the king at the end is first."""
    director = started("abcd", rounds=6)
    assert play(director, "accbbd") == ["ab", "ac", "cd", "cb", "ba", "bd"]
    assert director.tournament.phase is Phase.COMPLETED
    assert placed(director) == ["d", "b", "c", "a"]
    ranking = director.tournament.stages[0].ranking
    assert ranking is not None
    assert [line.reason for line in ranking.standings][1:3] == [
        "won 2 matches, the last one in match 5",
        "won 2 matches, the last one in match 3",
    ]


def test_more_matches_won_count_before_a_later_one() -> None:
    """Behind the king, a long reign at the beginning is worth more than a short one at the end."""
    director = started("abcd", rounds=6)
    assert play(director, "aadbcc") == ["ab", "ac", "ad", "db", "bc", "ca"]
    assert placed(director) == ["c", "a", "b", "d"]


def test_everyone_has_a_turn_unless_more_is_asked_for() -> None:
    """One match less than there are entrants; who never won is level."""
    director = started("abcd")
    assert play(director, "aaa") == ["ab", "ac", "ad"]
    assert director.tournament.phase is Phase.COMPLETED
    assert placed(director) == ["a", "bcd"]


def test_enough_defences_end_it_once_everyone_had_a_turn() -> None:
    """Taking the hill is no defence, and three in a row before the last one's turn are not the end."""
    director = started("abcde", rounds=20, defences=2)
    play(director, "aaa")
    assert director.tournament.phase is Phase.LIVE
    play(director, "ee")
    assert director.tournament.phase is Phase.LIVE
    play(director, "e")
    assert director.tournament.phase is Phase.COMPLETED


def test_a_king_who_leaves_makes_room() -> None:
    """In a match it goes to the challenger; between two matches whoever waits longest is king."""
    director = started("abcd", rounds=9)
    play(director, "a")
    director.submit(WithdrawEntrant("a"))
    assert on_the_hill(director) == "cd"
    play(director, "d")
    assert on_the_hill(director) == "db"


def test_where_nobody_wins_the_hill_is_free() -> None:
    """Both go to the end of the queue, and those who wait longest meet."""
    director = started("abcd", rounds=9)
    director.submit(ForfeitMatch("hill", "1", ("a", "b")))
    assert on_the_hill(director) == "cd"


def test_whoever_joins_has_the_next_turn() -> None:
    """Nobody waits longer than one who has not played yet."""
    director = started("abc", rounds=9)
    play(director, "ac")
    assert on_the_hill(director) == "cb"
    director.submit(RegisterEntrant("d"))
    play(director, "c")
    assert on_the_hill(director) == "cd"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"rounds": -1}, "king_of_the_hill.rounds"),
        ({"defences": -1}, "king_of_the_hill.defences"),
        ({"defences": 2}, "king_of_the_hill.rounds"),
        ({"rounds": 2}, "king_of_the_hill.rounds"),
        ({"best_of": 0}, "king_of_the_hill.best_of"),
    ],
)
def test_options_that_give_somebody_no_turn(options: dict[str, Any], code: str) -> None:
    """Too few matches, no end but by defences, or no winner: told at the creation or at the start."""
    with pytest.raises(Refused) as caught:
        started("abcd", **options)
    assert caught.value.problems[0].code == code
