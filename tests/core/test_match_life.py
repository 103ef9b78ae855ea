"""The life of a match: schedule, maps, games, claims, confirmation, forfeits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from deltacrown import (
    CheckInToMatch,
    ClaimResult,
    Command,
    ConfirmOverdue,
    ConfirmResult,
    CreateTournament,
    Director,
    Engine,
    ForfeitMatch,
    Game,
    How,
    Match,
    MatchState,
    OpenRegistration,
    Phase,
    Refused,
    RegisterEntrant,
    ReportGame,
    ReportResult,
    ScheduleMatch,
    Score,
    SetBestOf,
    StageSettings,
    StartMatch,
    StartTournament,
    TournamentSettings,
    VetoMap,
    verify,
)

NOON = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
MAPS = ("ancient", "dust", "inferno", "mirage", "nuke")


class Clock:
    """The time that the tests set."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(engine: Engine, clock: Clock) -> Callable[..., Director]:
    def start(entrants: int = 4, format_: str = "single_elimination", **settings: object) -> Director:
        stage = StageSettings("main", format_, maps=MAPS, vetoes=("ban", "ban", "pick", "pick"))
        director = Director(engine, clock=clock)
        director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,), **settings)))
        director.submit(OpenRegistration())
        for place in range(entrants):
            director.submit(RegisterEntrant("abcdefgh"[place]))
        director.submit(StartTournament())
        return director

    return start


def match(director: Director, key: str) -> Match:
    return director.tournament.stages[0].matches[key]


def codes(director: Director, command: Command) -> list[str]:
    before = director.tournament
    with pytest.raises(Refused) as refused:
        director.submit(command)
    assert director.tournament is before
    return [problem.code for problem in refused.value.problems]


def test_a_match_goes_through_its_states(make: Callable[..., Director]) -> None:
    """Ready, checked in, live, pending, completed: and the next match from scheduled to ready."""
    cup = make()
    assert (match(cup, "R1-1").state, match(cup, "final").state) == (MatchState.READY, MatchState.SCHEDULED)
    cup.submit(ScheduleMatch("main", "final", NOON + timedelta(hours=3), "court 1"))
    assert match(cup, "final").progress.scheduled_at == NOON + timedelta(hours=3)
    cup.submit(CheckInToMatch("main", "R1-1", "a"))
    assert match(cup, "R1-1").state is MatchState.CHECK_IN
    assert cup.submit(CheckInToMatch("main", "R1-1", "a")) == ()
    cup.submit(StartMatch("main", "R1-1"))
    assert match(cup, "R1-1").state is MatchState.LIVE
    cup.submit(ClaimResult("main", "R1-1", "a", Score((2, 1))))
    assert match(cup, "R1-1").state is MatchState.PENDING_RESULT
    cup.submit(ConfirmResult("main", "R1-1", "d"))
    assert match(cup, "R1-1").state is MatchState.COMPLETED
    cup.submit(ReportResult("main", "R1-2", Score((2, 1))))
    assert match(cup, "final").state is MatchState.READY


def test_the_same_score_from_both_sides_decides(make: Callable[..., Director]) -> None:
    """Two claims that agree are a result, without anybody else."""
    cup = make()
    cup.submit(ClaimResult("main", "R1-1", "d", Score((2, 1))))
    cup.submit(ClaimResult("main", "R1-1", "a", Score((2, 1))))
    assert match(cup, "R1-1").outcome.winner == "a"


def test_different_scores_open_a_dispute(make: Callable[..., Director]) -> None:
    """Two claims that contradict each other decide nothing: the match is disputed, and nothing else is accepted."""
    cup = make()
    cup.submit(ClaimResult("main", "R1-1", "a", Score((2, 1))))
    cup.submit(ClaimResult("main", "R1-1", "a", Score((3, 1))))
    cup.submit(ClaimResult("main", "R1-1", "d", Score((1, 2))))
    assert match(cup, "R1-1").state is MatchState.DISPUTED
    assert [claim.score.points for claim in match(cup, "R1-1").progress.claims] == [(3, 1), (1, 2)]
    assert codes(cup, ReportResult("main", "R1-1", Score((1, 0)))) == ["match.disputed"]
    assert codes(cup, ConfirmResult("main", "R1-1", "a")) == ["match.disputed"]


def test_a_claim_is_confirmed_by_the_other_side_only(make: Callable[..., Director]) -> None:
    """Nobody confirms what they claimed themselves, and nobody speaks for others."""
    cup = make()
    assert codes(cup, ConfirmResult("main", "R1-1", "d")) == ["result.nothing_claimed"]
    assert codes(cup, ClaimResult("main", "R1-1", "b", Score((2, 1)))) == ["match.not_a_side"]
    cup.submit(ClaimResult("main", "R1-1", "a", Score((2, 1))))
    assert codes(cup, ConfirmResult("main", "R1-1", "a")) == ["result.nothing_claimed"]
    assert codes(cup, ConfirmResult("main", "R1-1", "b")) == ["match.not_a_side"]


def test_a_claim_that_nobody_answers_stands_after_a_while(make: Callable[..., Director], clock: Clock) -> None:
    """After the time that the settings give, and not before; never where they give none."""
    cup = make(confirm_within_s=600)
    assert codes(cup, ConfirmOverdue("main", "R1-1")) == ["result.nothing_claimed"]
    cup.submit(ClaimResult("main", "R1-1", "d", Score((1, 2))))
    clock.now = NOON + timedelta(seconds=599)
    assert codes(cup, ConfirmOverdue("main", "R1-1")) == ["result.not_overdue"]
    clock.now = NOON + timedelta(seconds=600)
    cup.submit(ConfirmOverdue("main", "R1-1"))
    assert match(cup, "R1-1").outcome.winner == "d"
    patient = make()
    patient.submit(ClaimResult("main", "R1-1", "d", Score((1, 2))))
    assert codes(patient, ConfirmOverdue("main", "R1-1")) == ["result.no_time_limit"]


def test_a_best_of_three_is_decided_by_two_games(make: Callable[..., Director]) -> None:
    """Game by game the match is decided with the game that decides it; the score is the games won."""
    cup = make()
    cup.submit(SetBestOf("main", 1, 3))
    for points in ((13, 7), (9, 13)):
        cup.submit(ReportGame("main", "R1-1", Game(points, "dust")))
    assert match(cup, "R1-1").state is MatchState.LIVE
    assert codes(cup, ReportGame("main", "R1-1", Game((13, 13)))) == ["score.draw_not_allowed"]
    assert codes(cup, ReportGame("main", "R1-1", Game((13, 7), "moon"))) == ["map.unknown"]
    cup.submit(ReportGame("main", "R1-1", Game((16, 14))))
    assert match(cup, "R1-1").outcome.score == Score(
        (2, 1), games=(Game((13, 7), "dust"), Game((9, 13), "dust"), Game((16, 14)))
    )
    assert match(cup, "final").best_of == 1


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (Score((2, 0)), []),
        (Score((2, 1)), []),
        (Score((2, 1), games=(Game((5, 1)), Game((1, 5)), Game((5, 1)))), []),
        (Score((1, 0)), ["score.best_of"]),
        (Score((3, 0)), ["score.best_of"]),
        (Score((2, 2)), ["score.draw_not_allowed", "score.best_of"]),
        (Score((2, 0), games=(Game((5, 1)), Game((1, 5)))), ["score.games"]),
        (Score((2, 0), games=(Game((5, 1)), Game((5, 1, 2)))), ["score.sides"]),
    ],
)
def test_the_score_of_a_best_of_three_must_be_one(
    make: Callable[..., Director], score: Score, expected: list[str]
) -> None:
    """Two games win, three are the most, and the games must add up to the score."""
    cup = make()
    cup.submit(SetBestOf("main", 1, 3))
    command = ReportResult("main", "R1-1", score)
    if expected:
        assert codes(cup, command) == expected
    else:
        cup.submit(command)
        assert match(cup, "R1-1").outcome.winner == "a"


def test_games_of_a_round_can_be_changed_until_it_begins(make: Callable[..., Director]) -> None:
    """Not once a match of the round has begun, and not to a number that can end level where a winner is needed."""
    cup = make()
    assert codes(cup, SetBestOf("main", 1, 2)) == ["match.best_of"]
    assert codes(cup, SetBestOf("main", 1, 0))[0] == "match.best_of"
    assert codes(cup, SetBestOf("main", 9, 3)) == ["round.unknown"]
    cup.submit(StartMatch("main", "R1-1"))
    assert codes(cup, SetBestOf("main", 1, 3)) == ["round.begun"]
    cup.submit(SetBestOf("main", 2, 5))
    assert match(cup, "final").best_of == 5


def test_a_best_of_two_may_end_level(make: Callable[..., Director]) -> None:
    """In a league two games can be shared one each."""
    league = make(2, "round_robin")
    league.submit(SetBestOf("main", 1, 2))
    league.submit(ReportGame("main", "1", Game((13, 7))))
    league.submit(ReportGame("main", "1", Game((3, 13))))
    assert match(league, "1").outcome.ranking == (("a", "b"),)


def test_maps_are_banned_and_picked_in_turns(make: Callable[..., Director]) -> None:
    """The better seed begins, the turns say what is done, and nothing is taken twice."""
    cup = make()
    assert codes(cup, VetoMap("main", "R1-1", "d", "dust")) == ["map.not_your_turn"]
    assert codes(cup, VetoMap("main", "R1-1", "a", "moon")) == ["map.unknown"]
    cup.submit(VetoMap("main", "R1-1", "a", "dust"))
    assert codes(cup, VetoMap("main", "R1-1", "d", "dust")) == ["map.taken"]
    for entrant, name in (("d", "nuke"), ("a", "mirage"), ("d", "inferno")):
        cup.submit(VetoMap("main", "R1-1", entrant, name))
    vetoes = [(veto.entrant, veto.action, veto.map) for veto in match(cup, "R1-1").progress.vetoes]
    assert vetoes == [("a", "ban", "dust"), ("d", "ban", "nuke"), ("a", "pick", "mirage"), ("d", "pick", "inferno")]
    assert codes(cup, VetoMap("main", "R1-1", "a", "ancient")) == ["map.no_turn_left"]


@pytest.mark.parametrize(("no_show", "how"), [(False, How.FORFEIT), (True, How.NO_SHOW)])
def test_whoever_forfeits_loses_without_a_score(make: Callable[..., Director], no_show: bool, how: How) -> None:  # noqa: FBT001
    """The other side wins and moves on; the one who forfeited is second, as a loser is."""
    cup = make()
    cup.submit(ForfeitMatch("main", "R1-1", ("a",), no_show))
    assert match(cup, "R1-1").outcome.ranking == (("d",), ("a",))
    assert (match(cup, "R1-1").outcome.how, match(cup, "R1-1").state) == (how, MatchState.FORFEIT)
    assert match(cup, "final").entrants == ("d", None)
    assert codes(cup, ForfeitMatch("main", "R1-2", ())) == ["forfeit.undecided"]
    assert codes(cup, ForfeitMatch("main", "R1-2", ("a",))) == ["match.not_a_side", "forfeit.undecided"]


def test_a_double_forfeit_moves_nobody_on_and_blocks_nothing(make: Callable[..., Director]) -> None:
    """Both semi-finalists forfeit: the other finalist wins without playing, and both are out."""
    cup = make()
    cup.submit(ForfeitMatch("main", "R1-1", ("a", "d")))
    assert match(cup, "R1-1").state is MatchState.CANCELLED
    cup.submit(ReportResult("main", "R1-2", Score((1, 0))))
    assert cup.tournament.phase is Phase.COMPLETED
    assert cup.tournament.ranking.groups[0] == ("b",)
    assert match(cup, "final").outcome.how is How.BYE


def test_a_double_forfeit_in_a_league_is_lost_by_both(make: Callable[..., Director]) -> None:
    """Neither side gets a point, and it is not a draw."""
    league = make(2, "round_robin")
    league.submit(ForfeitMatch("main", "1", ("a", "b")))
    records = league.tournament.stages[0].results.records()
    assert [(record.drawn, record.lost, record.points) for record in records.values()] == [(0, 1, 0), (0, 1, 0)]


def test_all_of_it_is_in_the_journal(make: Callable[..., Director], engine: Engine) -> None:
    """A life with everything in it verifies and replays."""
    cup = make(confirm_within_s=0)
    for command in (
        ScheduleMatch("main", "R1-1", NOON, "court 1"),
        SetBestOf("main", 1, 3),
        CheckInToMatch("main", "R1-1", "a"),
        VetoMap("main", "R1-1", "a", "dust"),
        StartMatch("main", "R1-1"),
        ReportGame("main", "R1-1", Game((13, 7))),
        ReportGame("main", "R1-1", Game((13, 7))),
        ClaimResult("main", "R1-2", "b", Score((2, 0))),
        ConfirmOverdue("main", "R1-2"),
        ForfeitMatch("main", "final", ("a",)),
    ):
        cup.submit(command)
    verdict = verify(engine, cup.journal.read())
    assert verdict.findings == ()
    assert Director(engine, cup.journal).tournament == cup.tournament


def test_nobody_forfeits_twice(make: Callable[..., Director]) -> None:
    """A repeated name would leave the loser's place to nobody."""
    assert codes(make(), ForfeitMatch("main", "R1-1", ("a", "a"))) == ["forfeit.repeated"]


def test_one_game_is_reported_like_the_match_it_is(make: Callable[..., Director]) -> None:
    """In a best of one, the game's points are the match's, whichever command brings them."""
    by_game, by_result = make(2, "round_robin"), make(2, "round_robin")
    by_game.submit(ReportGame("main", "1", Game((3, 2))))
    by_result.submit(ReportResult("main", "1", Score((3, 2))))
    assert match(by_game, "1").outcome.score == match(by_result, "1").outcome.score
    assert codes(make(), ReportResult("main", "R1-1", Score((0, 1), games=(Game((5, 0)),)))) == ["score.games"]


def test_drawn_games_count_as_played(make: Callable[..., Director]) -> None:
    """In a best of three of a league, one win and two draws are a result, game by game or all at once."""
    games = (Game((1, 0)), Game((1, 1)), Game((2, 2)))
    league, other = make(2, "round_robin"), make(2, "round_robin")
    for director in (league, other):
        director.submit(SetBestOf("main", 1, 3))
    for game in games:
        league.submit(ReportGame("main", "1", game))
    other.submit(ReportResult("main", "1", Score((1, 0), games=games)))
    assert match(league, "1").outcome.score == match(other, "1").outcome.score == Score((1, 0), games=games)
