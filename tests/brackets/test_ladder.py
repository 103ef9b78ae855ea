"""The ladder: who may challenge whom, and what a win is worth."""

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from deltacrown import (
    ArrangeMatch,
    CreateTournament,
    Director,
    OpenRegistration,
    Refused,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
    why_rank,
)
from deltacrown.testing import Playground, Script
from deltacrown_brackets.formats.ladder import Ladder
from hypothesis import given
from hypothesis import strategies as st


def started(entrants: str, **options: Any) -> Director:
    """A ladder of entrants named by letters, the first on top."""
    director = Director()
    stage = StageSettings("ladder", "ladder", options=options)
    for command in (CreateTournament("cup", TournamentSettings("Ladder", (stage,))), OpenRegistration()):
        director.submit(command)
    for entrant in entrants:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return director


def challenge(director: Director, challenger: str, challenged: str, *points: int) -> None:
    director.submit(ArrangeMatch("ladder", (challenger, challenged)))
    if points:
        report(director, challenger, challenged, *points)


def report(director: Director, challenger: str, challenged: str, *points: int) -> None:
    matches = director.tournament.stages[0].matches.values()
    (match,) = [match for match in matches if match.entrants == (challenger, challenged) and match.outcome is None]
    director.submit(ReportResult("ladder", match.key, Score(points)))


def against(director: Director, *entrants: str) -> list[str]:
    """The codes with which a challenge is refused."""
    with pytest.raises(Refused) as caught:
        director.submit(ArrangeMatch("ladder", entrants))
    return [problem.code for problem in caught.value.problems]


def order(director: Director) -> str:
    return "".join(line.entrant for line in director.engine.ranking(director.tournament.stages[0]).standings)


def test_a_win_swaps_the_two() -> None:
    """Those between stay where they are; a challenger who loses changes nothing."""
    director = started("abcdef")
    challenge(director, "d", "a", 1, 0)
    assert order(director) == "dbcaef"
    challenge(director, "f", "c", 0, 1)
    assert order(director) == "dbcaef"


def test_a_win_can_move_those_between_down() -> None:
    """The challenger comes in above the one who was beaten."""
    director = started("abcdef", win="insert")
    challenge(director, "d", "a", 1, 0)
    assert order(director) == "dabcef"


def test_a_challenge_goes_upwards_and_not_too_far() -> None:
    """Within reach, nobody busy, one against one: otherwise every reason is told."""
    director = started("abcdef", reach=2)
    assert against(director, "a", "b") == ["ladder.not_above"]
    assert against(director, "d", "a") == ["ladder.out_of_reach"]
    assert against(director, "d", "b", "c") == ["ladder.duel"]
    challenge(director, "d", "b")
    assert against(director, "f", "b") == ["ladder.busy", "ladder.out_of_reach"]
    assert against(director, "d", "b") == ["ladder.busy", "ladder.busy"]
    challenge(started("abcdef", reach=0), "f", "a")


def test_a_rematch_waits() -> None:
    """Only a challenger's matches against others count, and only for the same challenge."""
    director = started("abcd", rematch_after=1)
    challenge(director, "c", "b", 0, 1)
    assert against(director, "c", "b") == ["ladder.rematch"]
    challenge(director, "d", "c", 0, 1)
    challenge(director, "c", "b", 1, 0)
    challenge(director, "b", "c", 1, 0)


def test_the_order_says_why() -> None:
    """Everyone's place has what brought them there last."""
    director = started("abcdef", win="insert")
    challenge(director, "d", "a", 1, 0)
    ranking = director.engine.ranking(director.tournament.stages[0])
    assert [line.reason for line in ranking.standings] == [
        "",
        "lost a challenge",
        "made room for a challenger",
        "made room for a challenger",
        "started as number 5",
        "started as number 6",
    ]
    assert why_rank(ranking, "a").data == "lost a challenge"


@given(luck=st.integers(0, 10_000), win=st.sampled_from(["swap", "insert"]))
def test_the_order_is_what_playing_by_hand_gives(luck: int, win: str) -> None:
    """Moved by hand in the order in which results come in, the ladder is the same, whoever's challenge came first."""
    chance, hand = Random(luck), list("abcdefgh")
    director = started("abcdefgh", win=win, reach=0)
    open_: list[tuple[str, str]] = []
    for _ in range(12):
        busy = {entrant for pair in open_ for entrant in pair}
        free = [entrant for entrant in hand if entrant not in busy]
        if len(free) > 1 and (not open_ or chance.random() < 0.6):
            above, below = sorted(chance.sample(range(len(free)), 2))
            open_.append((free[below], free[above]))
            challenge(director, free[below], free[above])
            continue
        challenger, challenged = open_.pop(chance.randrange(len(open_)))
        won = chance.random() < 0.7
        report(director, challenger, challenged, int(won), int(not won))
        if won:
            _moved(hand, challenger, challenged, win)
        assert order(director) == "".join(hand)


def _moved(hand: list[str], challenger: str, challenged: str, win: str) -> None:
    above, below = hand.index(challenged), hand.index(challenger)
    if win == "swap":
        hand[above], hand[below] = challenger, challenged
    else:
        hand.insert(above, hand.pop(below))


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"reach": -1}, "reach"),
        ({"rematch_after": -1}, "rematch_after"),
        ({"best_of": 2}, "best_of"),
        ({"win": "x"}, "win"),
    ],
)
def test_options_that_make_no_ladder(options: dict[str, Any], field: str) -> None:
    """What is wrong is told by its field."""
    with pytest.raises(Refused) as caught:
        started("ab", **options)
    assert field in caught.value.problems[0].field


def test_it_is_drawn_as_a_table_from_the_first_moment() -> None:
    """The standings are there before anyone has challenged, and the challenges in one column."""
    director = started("abc")
    (section,) = director.engine.layout(director.tournament.stages[0]).sections
    assert (section.kind, section.columns) == ("table", ())
    challenge(director, "c", "a", 1, 0)
    (section,) = director.engine.layout(director.tournament.stages[0]).sections
    assert [column.matches for column in section.columns] == [("3-1",)]


def challenges(play: Any) -> Sequence[Any]:
    return [answer for answer in play.answers if answer.question == "arrange" and answer.matches]


def test_a_play_by_luck_climbs() -> None:
    """The kit's own challenges are accepted and won, so that its laws see a ladder that moves."""
    play = Playground(Ladder()).play(Script(16, luck=1), looking=False)
    assert len(challenges(play)) > 16
    assert [group[0] for group in play.placed()] != list(range(1, 17))
