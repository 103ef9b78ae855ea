"""What fuzzing has found, each in the fewest commands that show it."""

from collections.abc import Callable

import attrs
import pytest
from deltacrown import (
    Amend,
    ContinueTournament,
    CreateTournament,
    Director,
    DisputeState,
    Engine,
    ForfeitMatch,
    OpenDispute,
    OpenRegistration,
    Phase,
    PublishTournament,
    Refused,
    RegisterEntrant,
    ReplaceEntrant,
    ReportResult,
    ResolveDispute,
    Ruling,
    Score,
    Source,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
    load,
)
from deltacrown.fuzzing.trouble import Mood, moody, without

ENGINE = Engine(load())
CUP = (StageSettings("cup", "single_elimination"),)
LEAGUE = (StageSettings("cup", "round_robin"),)


def started(stages: tuple[StageSettings, ...], entrants: int = 4) -> Director:
    director = Director(ENGINE)
    director.submit(CreateTournament("it", TournamentSettings("It", stages)), command_id="create")
    director.submit(OpenRegistration(), command_id="open")
    for number in range(1, entrants + 1):
        director.submit(RegisterEntrant(f"e{number}"), command_id=f"e{number}")
    director.submit(StartTournament(), command_id="start")
    return director


def report(director: Director, match: str, *points: int, stage: str = "cup") -> None:
    director.submit(ReportResult(stage, match, Score(points)), command_id=match)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def played() -> Director:
    """A cup of four that e1 has won."""
    director = started(CUP)
    for match in ("R1-1", "R1-2", "final"):
        report(director, match, 1, 0)
    return director


@pytest.mark.parametrize("raises", [True, False])
def test_a_correction_is_refused_where_a_format_fails_in_it(played: Director, *, raises: bool) -> None:
    """Results are not dropped from a corrected past because a plugin failed while they were decided again."""
    before = played.tournament
    played.engine = moody(ENGINE, Mood(2, raises=raises))
    assert codes(lambda: played.submit(Amend("e3", RegisterEntrant("e5"), "misheard"))) == ["plugin.fault"]
    assert played.tournament is before


def test_a_correction_is_refused_where_a_format_is_gone(played: Director) -> None:
    """Nor is the start dropped because what it needs is not installed any more."""
    played.engine = without(ENGINE, "single_elimination")
    assert codes(lambda: played.submit(Amend("e3", RegisterEntrant("e5"), "misheard"))) == ["plugin.fault"]


def test_a_stage_waits_for_its_format_and_opens_with_its_revision() -> None:
    """A stage whose format is gone when its turn comes opens once it is back, and is not parked for ever."""
    second = StageSettings("second", "round_robin", sources=(Source("cup", 1), Source("cup", 2)))
    director = started((*CUP, second), 2)
    director.engine = without(ENGINE, "round_robin")
    report(director, "final", 1, 0)
    assert [stage.key for stage in director.tournament.stages] == ["cup"]
    director.engine = ENGINE
    director.submit(ContinueTournament())
    assert director.tournament.stages[1].revision == ENGINE.registry.formats["round_robin"].revision


def test_whoever_has_a_final_rank_is_not_replaced() -> None:
    """A stage may be over for someone who never played in it: its ranking would keep a name that is gone."""
    second = StageSettings("second", "round_robin", sources=(Source("cup", 1), Source("cup", 2)))
    director = started((*CUP, second))
    director.submit(WithdrawEntrant("e4"))
    report(director, "R1-2", 1, 0)
    director.submit(ForfeitMatch("cup", "final", ("e2",)))
    assert codes(lambda: director.submit(ReplaceEntrant("e1", "e9"))) == ["substitute.too_late"]


def test_a_stage_that_waited_for_the_dispute_of_someone_replaced_goes_on() -> None:
    """What the one before said is not the substitute's, so nothing is left to wait for."""
    director = started(CUP, 2)
    director.submit(OpenDispute("cup", "final", "e1", "unfair"))
    director.submit(WithdrawEntrant("e1"))
    assert director.tournament.phase is Phase.LIVE
    director.submit(ReplaceEntrant("e2", "e9"))
    assert director.tournament.phase is Phase.COMPLETED


def test_a_disputed_match_that_became_a_walkover_can_only_be_kept() -> None:
    """Nobody has reported on it: there is no result that a ruling could replace."""
    director = started(LEAGUE, 3)
    first = next(match for match in director.tournament.stages[0].matches.values() if "e1" in match.present)
    director.submit(OpenDispute("cup", first.key, "e1", "unfair"))
    director.submit(WithdrawEntrant("e1"))
    ruling = ResolveDispute("cup", first.key, Ruling.REPLACE, Score((1, 0)))
    assert codes(lambda: director.submit(ruling)) == ["ruling.nothing_reported"]
    director.submit(ResolveDispute("cup", first.key, Ruling.KEEP))


def test_a_ruling_may_leave_a_past_in_which_there_is_no_dispute() -> None:
    """The result of somebody who left afterwards is voided: the match is a walkover then, and nothing is contested."""
    director = started(CUP)
    report(director, "R1-1", 1, 0)
    director.submit(WithdrawEntrant("e4"))
    director.submit(OpenDispute("cup", "R1-1", "e4", "unfair"))
    director.submit(ResolveDispute("cup", "R1-1", Ruling.VOID))
    match = director.tournament.stages[0].matches["R1-1"]
    assert (match.outcome and match.outcome.how, match.progress.dispute) == ("walkover", None)


def test_a_ruling_stands_when_something_else_is_corrected() -> None:
    """The voided result gave way to a walkover: the ruling is settled, and stays so when the past is replayed."""
    director = started(CUP)
    report(director, "R1-1", 1, 0)
    director.submit(OpenDispute("cup", "R1-1", "e4", "unfair"))
    director.submit(WithdrawEntrant("e4"))
    director.submit(ResolveDispute("cup", "R1-1", Ruling.VOID))
    director.submit(Amend("e3", RegisterEntrant("e3", 5), "rated"))
    dispute = director.tournament.stages[0].matches["R1-1"].progress.dispute
    assert dispute is not None
    assert dispute.state is DisputeState.RESOLVED


def test_a_ruling_taken_back_gives_the_result_back(played: Director) -> None:
    """Without the ruling the report counts again, whatever else is corrected afterwards."""
    before = played.tournament
    played.submit(OpenDispute("cup", "R1-1", "e4", "unfair"), command_id="dispute")
    played.submit(ResolveDispute("cup", "R1-1", Ruling.VOID), command_id="ruling")
    assert played.tournament.stages[0].matches["R1-1"].outcome is None
    played.submit(Amend("ruling", None, "bribed"))
    played.submit(Amend("dispute", None, "bribed too"))
    assert attrs.evolve(played.tournament, version=before.version) == before


def test_an_older_ruling_does_not_stand_in_for_a_voided_result(played: Director) -> None:
    """Whoever rules twice is heard the second time."""
    for ruling, score in ((Ruling.REPLACE, Score((1, 0))), (Ruling.VOID, None)):
        played.submit(OpenDispute("cup", "R1-1", "e4", "unfair"))
        played.submit(ResolveDispute("cup", "R1-1", ruling, score))
    assert played.tournament.stages[0].matches["R1-1"].outcome is None


def test_a_forfeit_can_be_voided() -> None:
    """It has no score, and neither has a ruling that voids it: they are not the same."""
    director = started(CUP)
    director.submit(ForfeitMatch("cup", "R1-1", ("e4",)))
    director.submit(OpenDispute("cup", "R1-1", "e4", "I was there"))
    director.submit(ResolveDispute("cup", "R1-1", Ruling.VOID))
    assert director.tournament.stages[0].matches["R1-1"].ready


def test_a_ruling_is_not_replaced_by_one_that_changes_the_past(played: Director) -> None:
    """It is refused with a reason: correct the result itself."""
    played.submit(OpenDispute("cup", "R1-1", "e4", "unfair"))
    played.submit(ResolveDispute("cup", "R1-1", Ruling.KEEP), command_id="ruling")
    other = Amend("ruling", ResolveDispute("cup", "R1-1", Ruling.REPLACE, Score((0, 1))), "bribed")
    assert codes(lambda: played.submit(other)) == ["ruling.within_correction"]


def test_a_correction_can_be_corrected_in_every_phase_before_play(played: Director) -> None:
    """Whoever corrects a tournament back to a draft by mistake can give it back."""
    before = played.tournament
    played.submit(Amend("open", PublishTournament(), "oops"))
    assert played.tournament.phase is Phase.PUBLISHED
    played.submit(Amend("open", OpenRegistration(), "it was right"))
    assert attrs.evolve(played.tournament, version=before.version) == before


def test_the_id_of_a_tournament_stays(played: Director) -> None:
    """Its journal is kept under it, so no correction changes it."""
    assert codes(lambda: played.submit(Amend("create", CreateTournament("that", played.tournament.settings), ""))) == [
        "amend.reason_empty",
        "amend.creation",
    ]


def test_a_corrected_stage_may_have_no_match_left() -> None:
    """With two of three entrants nobody starts in the losers' bracket, and there is nothing to play."""
    options = {"grand_final": "none", "split_start": True}
    director = started((StageSettings("cup", "double_elimination", options=options),), 3)
    assert director.tournament.stages[0].matches
    director.submit(Amend("e3", None, "never came"))
    (stage,) = director.tournament.stages
    assert (dict(stage.matches), stage.undecided, stage.over) == ({}, 0, True)
