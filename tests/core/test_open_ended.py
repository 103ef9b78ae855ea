"""Stages that stay open: matches are arranged on demand, and the stage ends when it is closed."""

from collections.abc import Callable

import pytest
from deltacrown import (
    Amend,
    ArrangeMatch,
    CloseStage,
    Command,
    ContinueTournament,
    Director,
    Engine,
    OpenDispute,
    Phase,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    StageSettings,
    TournamentSettings,
    WithdrawEntrant,
    lint,
    look_ahead,
    verify,
)
from deltacrown.fuzzing.trouble import without
from deltacrown.linting.rehearsal import rehearse
from deltacrown.linting.styles import favourites

Start = Callable[..., Director]
Codes = Callable[[Director, Command], list[tuple[str, str]]]
LADDER = StageSettings("ladder", "ladder")


@pytest.fixture
def ladder(cup: Start) -> Director:
    """A ladder of six, a on top."""
    return cup(6, LADDER)


def order(director: Director) -> str:
    return "".join(line.entrant for line in director.engine.ranking(director.tournament.stages[0]).standings)


def challenge(director: Director, challenger: str, challenged: str, *points: int) -> str:
    """Arrange the match, and report it where there are points; answers its key."""
    director.submit(ArrangeMatch("ladder", (challenger, challenged)))
    key = list(director.tournament.stages[0].matches)[-1]
    if points:
        director.submit(ReportResult("ladder", key, Score(points)))
    return key


def test_a_stage_stays_open_until_it_is_closed(ladder: Director) -> None:
    """Nothing to play does not end it; closing does, with the ranking as it stands, and the journal verifies."""
    assert ladder.tournament.phase is Phase.LIVE
    challenge(ladder, "d", "b", 2, 1)
    assert ladder.tournament.phase is Phase.LIVE
    ladder.submit(CloseStage("ladder"))
    assert ladder.tournament.phase is Phase.COMPLETED
    assert ladder.tournament.ranking is not None
    assert [line.entrant for line in ladder.tournament.ranking.standings] == ["a", "d", "c", "b", "e", "f"]
    assert verify(ladder.engine, ladder.journal.read()).holds


def test_the_next_stage_opens_when_the_ladder_is_closed(cup: Start) -> None:
    """The best of a ladder go on."""
    final = StageSettings("final", "single_elimination", sources=(Source("ladder", 1), Source("ladder", 2)))
    director = cup(4, LADDER, final)
    challenge(director, "c", "a", 1, 0)
    director.submit(CloseStage("ladder"))
    assert director.tournament.stages[1].entrants == ("c", "b")


def test_what_is_closed_must_be_open_and_decided(ladder: Director, cup: Start, refusal: Codes) -> None:
    """A stage that is not there or over, that ends itself, or whose matches are open or disputed is not closed."""
    assert refusal(ladder, CloseStage("final")) == [("stage.not_open", "stage")]
    assert refusal(cup(4), CloseStage("main")) == [("stage.not_open_ended", "stage"), ("stage.undecided", "stage")]
    key = challenge(ladder, "b", "a")
    assert refusal(ladder, CloseStage("ladder")) == [("stage.undecided", "stage")]
    ladder.submit(ReportResult("ladder", key, Score((1, 0))))
    ladder.submit(OpenDispute("ladder", key, "a", "lag"))
    assert refusal(ladder, CloseStage("ladder")) == [("stage.disputed", "stage")]


def test_who_meets_must_be_there(ladder: Director, cup: Start, refusal: Codes) -> None:
    """Strangers, those who left and oneself are no opponents; a format that plans its own matches arranges none."""
    ladder.submit(WithdrawEntrant("e"))
    assert refusal(ladder, ArrangeMatch("ladder", ("z", "e"))) == [
        ("entrant.unknown", "entrants"),
        ("entrant.withdrawn_already", "entrants"),
    ]
    assert refusal(ladder, ArrangeMatch("ladder", ("b", "b"))) == [("arrange.repeated", "entrants")]
    assert refusal(ladder, ArrangeMatch("ladder", ())) == [("arrange.nobody", "entrants")]
    assert refusal(ladder, ArrangeMatch("final", ("b", "a"))) == [("stage.not_open", "stage")]
    assert refusal(cup(4), ArrangeMatch("main", ("b", "a"))) == [("stage.plans_its_own", "stage")]
    ladder.submit(CloseStage("ladder"))


def test_whoever_leaves_gives_an_open_match_away(ladder: Director) -> None:
    """A walkover counts as a win, and the stage stays open."""
    challenge(ladder, "c", "a")
    ladder.submit(WithdrawEntrant("a"))
    assert ladder.tournament.phase is Phase.LIVE
    assert order(ladder) == "cbdefa"


def test_newcomers_start_at_the_bottom(ladder: Director) -> None:
    """They may challenge at once; whoever has left stays below."""
    ladder.submit(WithdrawEntrant("b"))
    ladder.submit(RegisterEntrant("g"))
    assert order(ladder) == "acdefgb"
    challenge(ladder, "g", "d", 1, 0)
    assert order(ladder) == "acgefdb"


def test_a_correction_drops_the_challenges_that_no_longer_fit(ladder: Director) -> None:
    """A challenge is decided again: out of reach by what is now known, it falls; others keep their results."""
    first = challenge(ladder, "d", "a", 1, 0)
    challenge(ladder, "f", "c", 1, 0)
    challenge(ladder, "c", "a")
    challenge(ladder, "e", "f", 1, 0)
    assert order(ladder) == "dbeafc"
    wrong = ladder.tournament.stages[0].matches[first].outcome
    assert wrong is not None
    ladder.submit(Amend(wrong.order, ReportResult("ladder", first, Score((0, 1))), "scores were swapped"))
    assert list(ladder.tournament.stages[0].matches) == ["4-1", "6-3", "5-6"]
    assert order(ladder) == "abedfc"
    assert verify(ladder.engine, ladder.journal.read()).holds


def test_a_closing_can_be_taken_back(ladder: Director) -> None:
    """Then the ladder is open again, and challenges go on."""
    (closed, *_) = ladder.submit(CloseStage("ladder"))
    ladder.submit(Amend(closed.order, None, "too early"))
    assert ladder.tournament.phase is Phase.LIVE
    challenge(ladder, "b", "a", 1, 0)
    assert order(ladder) == "bacdef"


def test_without_its_format_nothing_is_arranged(ladder: Director, refusal: Codes) -> None:
    """The stage is parked when somebody asks; once the format is there again, it goes on from where it was."""
    whole, gone = ladder.engine, without(ladder.engine, "ladder")
    ladder.engine = gone
    assert refusal(ladder, ArrangeMatch("ladder", ("b", "a"))) == [("plugin.fault", "")]
    assert refusal(ladder, CloseStage("ladder")) == [("plugin.fault", "")]
    ladder.submit(ContinueTournament())
    ladder.engine = whole
    assert refusal(ladder, ArrangeMatch("ladder", ("b", "a"))) == [("stage.parked", "stage")]
    ladder.submit(ContinueTournament())
    assert challenge(ladder, "b", "a", 1, 0) == "2-1"


def test_the_outlook_of_a_ladder_promises_nothing(ladder: Director) -> None:
    """Anyone may still come anywhere; the odds are of a close after the open matches, and say so."""
    key = challenge(ladder, "b", "a")
    view = look_ahead(ladder.engine, ladder.tournament.stages[0], samples=400)
    assert not view.exact
    assert "closed after those that are open" in view.notes[0]
    assert {(one.best, one.worst) for one in view.prospects.values()} == {(1, 6)}
    assert view.prospects["a"].chances[1].probability == pytest.approx(0.5, abs=0.1)
    assert view.prospects["c"].chances[1].probability == 0
    ladder.submit(ReportResult("ladder", key, Score((1, 0))))
    view = look_ahead(ladder.engine, ladder.tournament.stages[0])
    assert view.prospects["b"].chances[1].probability == 1


def test_a_ladder_can_be_rehearsed(engine: Engine) -> None:
    """The linter plays some challenges, closes the ladder and goes on: nothing is stuck, and nothing is wrong."""
    final = StageSettings("final", "single_elimination", sources=(Source("ladder", 1), Source("ladder", 2)))
    played = rehearse(engine, TournamentSettings("Cup", (LADDER, final)), 12, favourites)
    assert played.complete
    assert played.tournament.stages[0].matches
    assert lint(engine, TournamentSettings("Cup", (LADDER, final)), 12) == ()
