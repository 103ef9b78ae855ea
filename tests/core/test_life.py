"""The life of a tournament: what may be asked when, and what is refused with which reasons."""

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from typing import get_args

import pytest
from attrs import evolve
from deltacrown import (
    AddEvidence,
    AllotPrizes,
    Amend,
    ArchiveTournament,
    CancelTournament,
    ChangeSettings,
    CheckIn,
    CheckInSettings,
    CheckInToMatch,
    ClaimResult,
    CloseDispute,
    Command,
    CommentOnDispute,
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
    Phase,
    Points,
    PublishTournament,
    Refusal,
    Refused,
    RegisterEntrant,
    ReplaceEntrant,
    ReportGame,
    ReportResult,
    ResolveDispute,
    ReviewDispute,
    Ruling,
    ScheduleMatch,
    Score,
    SetBestOf,
    Source,
    StageSettings,
    StartMatch,
    StartTournament,
    TournamentSettings,
    UndoCheckIn,
    UnfreezeTournament,
    VetoMap,
    WithdrawEntrant,
    compare,
    configurations,
)

MAIN = StageSettings("main", "single_elimination")


def refusal(director: Director, command: Command) -> list[tuple[str, str]]:
    """The codes and fields with which the command is refused; nothing may have been written."""
    before, entries = director.tournament, list(director.journal.read())
    with pytest.raises(Refused) as refused:
        director.submit(command)
    assert director.tournament == before
    assert list(director.journal.read()) == entries
    assert all(problem.message for problem in refused.value.problems)
    return [(problem.code, problem.field) for problem in refused.value.problems]


@pytest.fixture
def empty(engine: Engine) -> Director:
    return Director(engine)


@pytest.fixture
def open_(empty: Director) -> Director:
    empty.submit(CreateTournament("cup", TournamentSettings("Cup", (MAIN,), capacity=3)))
    empty.submit(OpenRegistration())
    return empty


def test_every_problem_of_the_settings_is_named_at_once(empty: Director) -> None:
    """One refusal carries all that is wrong, each with the path of its field."""
    stages = (
        StageSettings(
            "groups", "round_robin", options={"groups": "four", "colour": "red"}, tie_breakers=("points", "luck")
        ),
        StageSettings("groups", "sudden_death", sources=(Source("semis", 1), Source("semis", 1), Source("groups", 0))),
        StageSettings("", "single_elimination"),
    )
    settings = TournamentSettings(" ", stages, seeding="by_shoe_size", capacity=1)
    assert refusal(empty, CreateTournament("", settings)) == [
        ("tournament.id_empty", "tournament"),
        ("settings.name_empty", "settings.name"),
        ("settings.capacity_too_small", "settings.capacity"),
        ("seeding.unknown", "settings.seeding"),
        ("tie_breaker.unknown", "settings.stages.0.tie_breakers"),
        ("field.invalid", "settings.stages.0.options.groups"),
        ("field.unknown", "settings.stages.0.options.colour"),
        ("format.unknown", "settings.stages.1.format"),
        ("stage.key_repeated", "settings.stages.1.key"),
        ("source.unknown_stage", "settings.stages.1.sources.0.stage"),
        ("source.unknown_stage", "settings.stages.1.sources.1.stage"),
        ("source.repeated", "settings.stages.1.sources.1"),
        ("source.rank_too_small", "settings.stages.1.sources.2.rank"),
        ("stage.key_empty", "settings.stages.2.key"),
        ("stage.no_sources", "settings.stages.2.sources"),
    ]


def test_a_tournament_without_stages_is_refused(empty: Director) -> None:
    """There must be something to play."""
    assert refusal(empty, CreateTournament("cup", TournamentSettings("Cup", ()))) == [
        ("settings.no_stages", "settings.stages")
    ]


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
            SetBestOf("main", 1, 3),
            CheckInToMatch("main", "final", "ann"),
            StartMatch("main", "final"),
            VetoMap("main", "final", "ann", "dust"),
            ReportGame("main", "final", Game((1, 0))),
            ClaimResult("main", "final", "ann", Score((1, 0))),
            ConfirmResult("main", "final", "bob"),
            ConfirmOverdue("main", "final"),
            ForfeitMatch("main", "final", ("ann",)),
            OpenDispute("main", "final", "ann", "cheated"),
            AddEvidence("main", "final", "f1"),
            CommentOnDispute("main", "final", "c1"),
            ReviewDispute("main", "final"),
            EscalateDispute("main", "final"),
            ResolveDispute("main", "final", Ruling.KEEP),
        )
    ),
    (CloseDispute("main", "final"), {Phase.LIVE, Phase.COMPLETED}),
    (DecideTie("main", ("ann", "bob"), "lots"), {Phase.LIVE}),
    (ContinueTournament(), {Phase.LIVE}),
    (FreezeTournament("fire"), BEFORE_PLAY | {Phase.LIVE}),
    (UnfreezeTournament(), BEFORE_PLAY | {Phase.LIVE}),
    (CancelTournament("rain"), BEFORE_PLAY | {Phase.LIVE}),
    (AllotPrizes(), {Phase.COMPLETED}),
    (ArchiveTournament(), {Phase.COMPLETED, Phase.CANCELLED}),
    (Amend("nobody", None, "why"), WITH_ENTRANTS | {Phase.COMPLETED}),
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


def test_a_frozen_tournament_stands_still(engine: Engine) -> None:
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


def test_every_configuration_can_be_read_and_compared(open_: Director) -> None:
    """Each change of the settings is a version with its time, and two versions differ in named fields."""
    changed = evolve(open_.tournament.settings, name="Open Cup", capacity=16)
    assert refusal(open_, ChangeSettings(open_.tournament.settings)) == [("settings.same", "settings")]
    assert refusal(open_, ChangeSettings(evolve(changed, seeding="luck"))) == [("seeding.unknown", "settings.seeding")]
    open_.submit(ChangeSettings(changed))
    first, second = configurations(open_.journal.read())
    assert (first.seq, second.seq) == (1, 3)
    assert second.settings == open_.tournament.settings
    assert [(change.path, change.before, change.after) for change in compare(first.settings, second.settings)] == [
        ("name", "Cup", "Open Cup"),
        ("capacity", 3, 16),
    ]


def test_registration_has_its_rules(open_: Director) -> None:
    """Ids are short and printable, nobody registers twice, the capacity holds, and a place that is left is free again."""
    assert refusal(open_, RegisterEntrant("")) == [("entrant.id_invalid", "entrant")]
    assert refusal(open_, RegisterEntrant("x" * 65)) == [("entrant.id_invalid", "entrant")]
    assert refusal(open_, RegisterEntrant("a\nb")) == [("entrant.id_invalid", "entrant")]
    for name in ("ann", "bob", "cid"):
        open_.submit(RegisterEntrant(name))
    assert refusal(open_, RegisterEntrant("ann")) == [
        ("entrant.registered_already", "entrant"),
        ("registration.full", ""),
    ]
    assert refusal(open_, WithdrawEntrant("dan")) == [("entrant.unknown", "entrant")]
    open_.submit(WithdrawEntrant("bob"))
    assert refusal(open_, WithdrawEntrant("bob")) == [("entrant.withdrawn_already", "entrant")]
    open_.submit(RegisterEntrant("dan"))
    open_.submit(StartTournament())
    assert open_.tournament.seeds == ("ann", "cid", "dan")


def test_one_alone_cannot_start(open_: Director) -> None:
    """A tournament needs two; those who have left do not count."""
    open_.submit(RegisterEntrant("ann"))
    open_.submit(RegisterEntrant("bob"))
    open_.submit(WithdrawEntrant("bob"))
    assert refusal(open_, StartTournament()) == [("tournament.too_few_entrants", "")]


def test_options_that_do_not_fit_the_field_stop_the_start(empty: Director) -> None:
    """Three entrants do not fill two groups: that is known at the start only, and named with its field."""
    groups = StageSettings("groups", "round_robin", options={"groups": 2})
    empty.submit(CreateTournament("cup", TournamentSettings("Cup", (groups,))))
    empty.submit(OpenRegistration())
    for name in ("ann", "bob", "cid"):
        empty.submit(RegisterEntrant(name))
    assert refusal(empty, StartTournament()) == [("round_robin.groups", "settings.stages.0.options.groups")]


@pytest.mark.parametrize(
    ("stage", "match", "score", "expected"),
    [
        ("finals", "final", Score((1, 0)), [("stage.unknown", "stage")]),
        ("main", "R9-9", Score((1, 0)), [("match.unknown", "match")]),
        ("main", "final", Score((1, 0)), [("match.not_ready", "match")]),
        ("main", "R1-1", Score((1, 0)), [("match.decided_already", "match")]),
        ("main", "R1-2", Score((1, 1)), [("score.draw_not_allowed", "score")]),
        ("main", "R1-2", Score((1, 1), (3, 3)), [("score.draw_not_allowed", "score")]),
        ("main", "R1-2", Score((2, 1), (3, 4)), [("score.shootout_needless", "score.shootout")]),
        ("main", "R1-2", Score((1,)), [("score.sides", "score.points")]),
        ("main", "R1-2", Score((1, 1), (1,)), [("score.sides", "score.shootout")]),
        ("main", "R1-2", Score((1, 0), stats={"red": (1,)}), [("score.sides", "score.stats.red")]),
        ("main", "R1-2", Score((1, -1)), [("score.negative", "score")]),
        ("main", "R1-1", Score((1, 1)), [("match.decided_already", "match"), ("score.draw_not_allowed", "score")]),
    ],
)
def test_a_result_that_cannot_be_is_refused(
    cup: Callable[..., Director], stage: str, match: str, score: Score, expected: list[tuple[str, str]]
) -> None:
    """Of a cup of four with the first match played, every result that does not fit is named with code and field."""
    director = cup(4)
    director.submit(ReportResult("main", "R1-1", Score((1, 0))))
    assert refusal(director, ReportResult(stage, match, score)) == expected


def test_points_may_be_fractions(engine: Engine) -> None:
    """Half a point for a draw stays exactly half a point, in the settings and in the table."""
    director = Director(engine)
    points = Points(win=1, draw=Fraction(1, 2))
    league = StageSettings("league", "round_robin", points=points)
    for command in (
        CreateTournament("cup", TournamentSettings("Cup", (league,))),
        OpenRegistration(),
        RegisterEntrant("ann"),
        RegisterEntrant("bob"),
        StartTournament(),
        ReportResult("league", "1", Score((3, 3))),
    ):
        director.submit(command)
    assert director.tournament.ranking is not None
    assert director.tournament.ranking.groups == (("ann", "bob"),)
    (step, *_) = director.tournament.stages[0].ranking.steps
    assert set(step.values.values()) == {points.draw}
