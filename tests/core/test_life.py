"""The life of a tournament: what may be asked when, and what is refused with which reasons."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve
from deltacrown import (
    ChangeSettings,
    CheckInSettings,
    Command,
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    Points,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
    compare,
    configurations,
)

Codes = Callable[[Director, Command], list[tuple[str, str]]]
MAIN = StageSettings("main", "single_elimination")


@pytest.fixture
def empty(engine: Engine) -> Director:
    return Director(engine)


@pytest.fixture
def open_(empty: Director) -> Director:
    empty.submit(CreateTournament("cup", TournamentSettings("Cup", (MAIN,), capacity=3)))
    empty.submit(OpenRegistration())
    return empty


def test_every_problem_of_the_settings_is_named_at_once(refusal: Codes, empty: Director) -> None:
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
        ("stage.key_invalid", "settings.stages.2.key"),
        ("stage.no_sources", "settings.stages.2.sources"),
    ]


def test_a_tournament_without_stages_is_refused(refusal: Codes, empty: Director) -> None:
    """There must be something to play."""
    assert refusal(empty, CreateTournament("cup", TournamentSettings("Cup", ()))) == [
        ("settings.no_stages", "settings.stages")
    ]


def test_every_configuration_can_be_read_and_compared(refusal: Codes, open_: Director) -> None:
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


def test_registration_has_its_rules(refusal: Codes, open_: Director) -> None:
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


def test_one_alone_cannot_start(refusal: Codes, open_: Director) -> None:
    """A tournament needs two; those who have left do not count."""
    open_.submit(RegisterEntrant("ann"))
    open_.submit(RegisterEntrant("bob"))
    open_.submit(WithdrawEntrant("bob"))
    assert refusal(open_, StartTournament()) == [("tournament.too_few_entrants", "")]


def test_options_that_do_not_fit_the_field_stop_the_start(refusal: Codes, empty: Director) -> None:
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
    refusal: Codes, cup: Callable[..., Director], stage: str, match: str, score: Score, expected: list[tuple[str, str]]
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


def test_time_spans_have_bounds(refusal: Codes, empty: Director) -> None:
    """Neither a negative span nor one that no calendar holds is accepted."""
    for span in (-1, 10**11):
        check_in = CheckInSettings(opens_before_s=span, undo_within_s=span)
        settings = TournamentSettings("Cup", (MAIN,), confirm_within_s=span, check_in=check_in)
        assert [code for code, _ in refusal(empty, CreateTournament("cup", settings))] == ["settings.seconds"] * 3
