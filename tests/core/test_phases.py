"""Which command fits which phase of a tournament's life, and what a freeze stops."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

import pytest
from attrs import evolve
from deltacrown import (
    AddEvidence,
    AllotPrizes,
    Amend,
    ArchiveTournament,
    ArrangeMatch,
    CancelTournament,
    ChangeSettings,
    CheckIn,
    CheckInSettings,
    CheckInToMatch,
    ClaimResult,
    CloseDispute,
    CloseStage,
    Command,
    CommentOnDispute,
    CommitToDraw,
    ConfirmOverdue,
    ConfirmResult,
    ContinueTournament,
    CreateTournament,
    DecideTie,
    Director,
    DisqualifyEntrant,
    DropNoShows,
    Engine,
    Envelope,
    EscalateDispute,
    ForfeitMatch,
    FreezeTournament,
    Game,
    OpenCheckIn,
    OpenDispute,
    OpenRegistration,
    PairAgain,
    Phase,
    PublishTournament,
    Refusal,
    RegisterEntrant,
    ReplaceEntrant,
    ReportGame,
    ReportResult,
    ResolveDispute,
    ReviewDispute,
    Ruling,
    ScheduleMatch,
    ScheduleMatches,
    Score,
    SetBestOf,
    StageSettings,
    StartMatch,
    StartTournament,
    TournamentSettings,
    UndoCheckIn,
    UnfreezeTournament,
    VetoMap,
    WithdrawEntrant,
)

Codes = Callable[[Director, Command], list[tuple[str, str]]]
MAIN = StageSettings("main", "single_elimination")


SETTINGS = TournamentSettings("Cup", (MAIN,), check_in=CheckInSettings())
WAY: list[Command] = [
    CreateTournament("cup", SETTINGS),
    PublishTournament(),
    OpenRegistration(),
    RegisterEntrant("ann"),
    RegisterEntrant("bob"),
    OpenCheckIn(),
    CheckIn(("ann", "bob")),
    StartTournament(),
    ReportResult("main", "final", Score((1, 0))),
    ArchiveTournament(),
]
TO: dict[Phase, int] = {
    Phase.NEW: 0,
    Phase.DRAFT: 1,
    Phase.PUBLISHED: 2,
    Phase.REGISTRATION: 5,
    Phase.CHECK_IN: 7,
    Phase.LIVE: 8,
    Phase.COMPLETED: 9,
    Phase.ARCHIVED: 10,
    Phase.CANCELLED: 5,
}
BEFORE_PLAY = {Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION, Phase.CHECK_IN}
WITH_ENTRANTS = {Phase.REGISTRATION, Phase.CHECK_IN, Phase.LIVE}
FITS: list[tuple[Command, set[Phase]]] = [
    (CreateTournament("cup", SETTINGS), {Phase.NEW}),
    (ChangeSettings(SETTINGS), BEFORE_PLAY),
    (PublishTournament(), {Phase.DRAFT}),
    (OpenRegistration(), {Phase.DRAFT, Phase.PUBLISHED}),
    (RegisterEntrant("zoe"), WITH_ENTRANTS),
    (WithdrawEntrant("ann"), WITH_ENTRANTS),
    (DisqualifyEntrant("ann", "cheated"), WITH_ENTRANTS),
    (ReplaceEntrant("ann", "zoe"), WITH_ENTRANTS),
    (CommitToDraw("0" * 64), {Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION}),
    (OpenCheckIn(), {Phase.REGISTRATION}),
    (CheckIn(("ann",)), {Phase.CHECK_IN}),
    (UndoCheckIn("ann"), {Phase.CHECK_IN}),
    (DropNoShows(), {Phase.CHECK_IN}),
    (StartTournament(), {Phase.REGISTRATION, Phase.CHECK_IN}),
    (ReportResult("main", "final", Score((1, 0))), {Phase.LIVE}),
    *(
        (command, {Phase.LIVE})
        for command in (
            ScheduleMatch("main", "final", None),
            ScheduleMatches((ScheduleMatch("main", "final", None),)),
            SetBestOf("main", 1, 3),
            CheckInToMatch("main", "final", "ann"),
            StartMatch("main", "final"),
            VetoMap("main", "final", "ann", "dust"),
            ReportGame("main", "final", Game((1, 0))),
            ClaimResult("main", "final", "ann", Score((1, 0))),
            ConfirmResult("main", "final", "bob"),
            ConfirmOverdue("main", "final"),
            ForfeitMatch("main", "final", ("ann",)),
        )
    ),
    *(
        (command, {Phase.LIVE, Phase.COMPLETED})
        for command in (
            OpenDispute("main", "final", "ann", "cheated"),
            AddEvidence("main", "final", "f1"),
            CommentOnDispute("main", "final", "c1"),
            ReviewDispute("main", "final"),
            EscalateDispute("main", "final"),
            ResolveDispute("main", "final", Ruling.KEEP),
        )
    ),
    (CloseDispute("main", "final"), {Phase.LIVE, Phase.COMPLETED}),
    (ArrangeMatch("main", ("ann", "bob")), {Phase.LIVE}),
    (CloseStage("main"), {Phase.LIVE}),
    (PairAgain("main", 1), {Phase.LIVE}),
    (DecideTie("main", ("ann", "bob"), "lots"), {Phase.LIVE, Phase.COMPLETED}),
    (ContinueTournament(), {Phase.LIVE}),
    (FreezeTournament("fire"), BEFORE_PLAY | {Phase.LIVE}),
    (UnfreezeTournament(), BEFORE_PLAY | {Phase.LIVE}),
    (CancelTournament("rain"), BEFORE_PLAY | {Phase.LIVE}),
    (AllotPrizes(), {Phase.COMPLETED}),
    (ArchiveTournament(), {Phase.COMPLETED, Phase.CANCELLED}),
    (Amend("nobody", None, "why"), BEFORE_PLAY | {Phase.LIVE, Phase.COMPLETED}),
]


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize(("command", "fits"), FITS, ids=lambda value: type(value).__name__)
def test_a_command_is_refused_in_every_phase_but_its_own(
    engine: Engine, phase: Phase, command: Command, fits: set[Phase]
) -> None:
    """The table of phases is the whole truth: outside it the code is tournament.wrong_phase, inside it never."""
    answer = engine.decide(Envelope("1", datetime.now(UTC), "", command), in_phase(engine, phase).tournament)
    problems = answer.problems if isinstance(answer, Refusal) else ()
    refused = "tournament.wrong_phase" in {problem.code for problem in problems}
    assert refused == (phase not in fits)


def test_every_command_is_in_the_table() -> None:
    """No command is forgotten above."""
    assert {type(command) for command, _ in FITS} == set(get_args(Command))


def in_phase(engine: Engine, phase: Phase) -> Director:
    director = Director(engine)
    for command in [*WAY[: TO[phase]], *([CancelTournament("rain")] if phase is Phase.CANCELLED else [])]:
        director.submit(command)
    assert director.tournament.phase is phase
    return director


def test_a_frozen_tournament_stands_still(refusal: Codes, engine: Engine) -> None:
    """Nothing is accepted while frozen, the reason is said, and everything goes on where it was."""
    director = in_phase(engine, Phase.LIVE)
    before = director.tournament
    director.submit(FreezeTournament("fire alarm"))
    for command, fits in FITS:
        if Phase.LIVE in fits and not isinstance(command, UnfreezeTournament | CancelTournament):
            assert refusal(director, command) == [("tournament.frozen", "")]
    director.submit(UnfreezeTournament())
    assert refusal(director, UnfreezeTournament()) == [("tournament.not_frozen", "")]
    assert evolve(director.tournament, version=0) == evolve(before, version=0)
