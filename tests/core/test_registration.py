"""Registration: windows, waiting list, check-in, late entries, substitutes, disqualification."""

from datetime import UTC, datetime, timedelta

import pytest
from deltacrown import (
    ChangeSettings,
    CheckIn,
    CheckInSettings,
    ClaimResult,
    Command,
    ConfirmResult,
    CreateTournament,
    Director,
    DisqualifyEntrant,
    DropNoShows,
    Engine,
    Format,
    Match,
    NoOptions,
    OpenCheckIn,
    OpenRegistration,
    Phase,
    Refused,
    RegisterEntrant,
    ReplaceEntrant,
    ReportResult,
    Score,
    Seed,
    StageSettings,
    StartTournament,
    Status,
    TournamentSettings,
    UndoCheckIn,
    Window,
    WithdrawEntrant,
    hookimpl,
    load,
)

START = datetime(2026, 12, 5, 18, 0, tzinfo=UTC)
MAIN = StageSettings("main", "single_elimination")


class Clock:
    """The time that the tests set."""

    def __init__(self) -> None:
        self.now = START - timedelta(days=1)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def director(engine: Engine, clock: Clock, **settings: object) -> Director:
    made = Director(engine, clock=clock)
    made.submit(CreateTournament("cup", TournamentSettings("Cup", settings.pop("stages", (MAIN,)), **settings)))
    made.submit(OpenRegistration())
    return made


def codes(director: Director, command: Command) -> list[str]:
    before = director.tournament
    with pytest.raises(Refused) as refused:
        director.submit(command)
    assert director.tournament is before
    return [problem.code for problem in refused.value.problems]


def names(director: Director, status: Status = Status.TAKING_PART) -> list[str]:
    return [entrant.id for entrant in director.tournament.entrants.values() if entrant.status is status]


def test_registration_is_open_in_its_window_only(engine: Engine, clock: Clock) -> None:
    """Before it opens and once it has closed, only an organizer's word admits anyone."""
    window = Window(START - timedelta(hours=2), START - timedelta(hours=1))
    cup = director(engine, clock, registration=window)
    assert codes(cup, RegisterEntrant("ann")) == ["registration.too_early"]
    clock.now = START - timedelta(hours=2)
    cup.submit(RegisterEntrant("ann"))
    clock.now = START - timedelta(hours=1)
    assert codes(cup, RegisterEntrant("bob")) == ["registration.too_late"]
    cup.submit(RegisterEntrant("bob", override=True))
    assert names(cup) == ["ann", "bob"]


def test_whoever_waits_moves_up_in_the_order_of_the_line(engine: Engine, clock: Clock) -> None:
    """A free place goes to the first who waits: after a withdrawal, and when there are more places."""
    cup = director(engine, clock, capacity=2, waitlist=True)
    for name in ("ann", "bob", "cid", "dee", "eve", "fay"):
        cup.submit(RegisterEntrant(name))
    assert names(cup, Status.WAITING) == ["cid", "dee", "eve", "fay"]
    cup.submit(WithdrawEntrant("ann"))
    assert sorted(names(cup)) == ["bob", "cid"]
    cup.submit(WithdrawEntrant("dee"))
    cup.submit(RegisterEntrant("dee"))
    assert names(cup, Status.WAITING) == ["eve", "fay", "dee"]
    settings = cup.tournament.settings
    cup.submit(ChangeSettings(TournamentSettings(settings.name, settings.stages, capacity=4, waitlist=True)))
    assert sorted(names(cup)) == ["bob", "cid", "eve", "fay"]
    assert codes(cup, RegisterEntrant("dee")) == ["entrant.registered_already"]
    cup.submit(RegisterEntrant("gus", override=True))
    assert "gus" in names(cup)


@pytest.fixture
def checking_in(engine: Engine, clock: Clock) -> Director:
    """Three places, two who wait, check-in open half an hour before the start."""
    cup = director(engine, clock, capacity=3, waitlist=True, starts_at=START, check_in=CheckInSettings())
    for name in ("ann", "bob", "cid", "dee", "eve"):
        cup.submit(RegisterEntrant(name))
    cup.submit(OpenCheckIn())
    return cup


def test_check_in_is_open_before_the_start_only(checking_in: Director, clock: Clock) -> None:
    """It opens 30 minutes before the start and closes at the start, for one or for many at once."""
    assert codes(checking_in, CheckIn(("ann",))) == ["check_in.too_early"]
    clock.now = START - timedelta(minutes=30)
    assert codes(checking_in, CheckIn(())) == ["check_in.bulk"]
    assert codes(checking_in, CheckIn(("ann",) * 201)) == ["check_in.bulk"]
    assert codes(checking_in, CheckIn(("zoe",))) == ["entrant.unknown"]
    checking_in.submit(CheckIn(("ann", "bob")))
    assert checking_in.tournament.entrants["bob"].checked_in == clock.now
    clock.now = START
    assert codes(checking_in, CheckIn(("cid",))) == ["check_in.too_late"]


def test_checking_in_twice_changes_nothing(checking_in: Director, clock: Clock) -> None:
    """The first time counts."""
    clock.now = START - timedelta(minutes=20)
    checking_in.submit(CheckIn(("ann",)))
    clock.now += timedelta(minutes=1)
    before = checking_in.tournament
    assert checking_in.submit(CheckIn(("ann", "ann"))) == ()
    assert checking_in.tournament == before


def test_a_check_in_can_be_undone_for_a_while(checking_in: Director, clock: Clock) -> None:
    """Fifteen minutes by whoever checked in, at any time by an organizer."""
    clock.now = START - timedelta(minutes=30)
    checking_in.submit(CheckIn(("ann", "bob")))
    assert codes(checking_in, UndoCheckIn("cid")) == ["check_in.none"]
    clock.now += timedelta(minutes=15)
    checking_in.submit(UndoCheckIn("ann"))
    clock.now += timedelta(seconds=1)
    assert codes(checking_in, UndoCheckIn("bob")) == ["check_in.undo_too_late"]
    checking_in.submit(UndoCheckIn("bob", override=True))
    assert all(entrant.checked_in is None for entrant in checking_in.tournament.entrants.values())


def test_no_shows_are_dropped_and_replaced_in_one_step(checking_in: Director, clock: Clock) -> None:
    """The start names who is missing; dropping them lets those in who waited and are there."""
    clock.now = START - timedelta(minutes=10)
    checking_in.submit(CheckIn(("ann", "eve")))
    assert codes(checking_in, StartTournament()) == ["check_in.missing"]
    checking_in.submit(DropNoShows())
    assert names(checking_in) == ["ann", "eve"]
    assert names(checking_in, Status.WITHDRAWN) == ["bob", "cid"]
    assert codes(checking_in, DropNoShows()) == ["check_in.nobody_missing"]
    checking_in.submit(StartTournament())
    assert checking_in.tournament.seeds == ("ann", "eve")


def test_nobody_checks_in_where_nobody_needs_to(engine: Engine, clock: Clock) -> None:
    """Check-in opens only where the settings ask for it."""
    assert codes(director(engine, clock), OpenCheckIn()) == ["check_in.not_asked"]


@pytest.fixture
def live(engine: Engine, clock: Clock) -> Director:
    """A cup of five; a, b and c have a bye in the first round."""
    cup = director(engine, clock)
    for name in "abcde":
        cup.submit(RegisterEntrant(name))
    cup.submit(StartTournament())
    return cup


def test_a_substitute_takes_place_seed_and_matches(live: Director) -> None:
    """Whoever has not played can be replaced, byes included; afterwards nothing but the name is different."""
    live.submit(ReplaceEntrant("b", "x"))
    stage = live.tournament.stages[0]
    assert stage.entrants == live.tournament.seeds == ("a", "x", "c", "d", "e")
    assert stage.matches["R2-2"].entrants == ("x", "c")
    assert stage.matches["R1-3"].outcome.winner == "x"
    assert names(live, Status.WITHDRAWN) == ["b"]
    live.submit(ReportResult("main", "R1-2", Score((1, 0))))
    assert codes(live, ReplaceEntrant("d", "y")) == ["substitute.too_late"]
    assert codes(live, ReplaceEntrant("a", "c")) == ["entrant.registered_already"]
    assert codes(live, ReplaceEntrant("b", "y")) == ["entrant.withdrawn_already"]
    assert codes(live, ReplaceEntrant("zoe", "y")) == ["entrant.unknown"]


def test_the_disqualified_come_after_everyone_else(live: Director) -> None:
    """Put out in the final, an entrant is ranked last, and does not come back."""
    for match in ("R1-2", "R2-1", "R2-2"):
        live.submit(ReportResult("main", match, Score((1, 0))))
    assert codes(live, DisqualifyEntrant("a", " ")) == ["disqualification.reason_empty"]
    live.submit(DisqualifyEntrant("a", "played under another name"))
    assert live.tournament.phase is Phase.COMPLETED
    assert [(line.rank, line.entrant, line.reason) for line in live.tournament.ranking.standings][-1] == (
        5,
        "a",
        "disqualified",
    )
    assert live.tournament.ranking.groups[0] == ("b",)


def test_the_disqualified_cannot_register_again(engine: Engine, clock: Clock) -> None:
    """Unlike someone who withdrew."""
    cup = director(engine, clock)
    cup.submit(RegisterEntrant("ann"))
    cup.submit(DisqualifyEntrant("ann", "cheated"))
    assert codes(cup, RegisterEntrant("ann")) == ["entrant.disqualified"]
    assert codes(cup, DisqualifyEntrant("ann", "again")) == ["entrant.disqualified"]


class Ladder(Format[NoOptions]):
    """One more match whenever somebody is there who has none: a format that takes late entries."""

    name = "open_ladder"
    late_entry = True

    def pair(self, stage: object) -> list[Match]:
        seen = {slot.seed for match in stage.matches.values() for slot in match.slots}
        new = [seed for seed in range(2, len(stage.entrants) + 1) if seed not in seen]
        return [Match(str(seed), (Seed(1), Seed(seed))) for seed in new]


class LadderPlugin:
    @hookimpl
    def register_formats(self) -> list[Format]:
        return [Ladder()]


def test_a_format_may_take_late_entries(clock: Clock) -> None:
    """During play a late entrant comes in as the last seed where the format allows it, and nowhere else."""
    engine = Engine(load([LadderPlugin()]))
    ladder = director(engine, clock, stages=(StageSettings("ladder", "open_ladder"),))
    ladder.submit(RegisterEntrant("ann"))
    ladder.submit(RegisterEntrant("bob"))
    ladder.submit(StartTournament())
    ladder.submit(RegisterEntrant("cid"))
    assert ladder.tournament.stages[0].entrants == ("ann", "bob", "cid")
    ladder.submit(ReportResult("ladder", "2", Score((1, 0))))
    assert ladder.tournament.stages[0].matches["3"].entrants == ("ann", "cid")
    ladder.submit(ReportResult("ladder", "3", Score((1, 0))))
    assert ladder.tournament.phase is Phase.COMPLETED


def test_a_bracket_takes_no_late_entries(live: Director) -> None:
    """Whoever comes late to a bracket is told so; whoever left during play does not come back either."""
    assert codes(live, RegisterEntrant("zoe")) == ["registration.no_late_entry"]
    live.submit(WithdrawEntrant("e"))
    assert "entrant.withdrawn_already" in codes(live, RegisterEntrant("e"))


def test_a_substitute_is_not_held_to_what_was_said_before(live: Director) -> None:
    """What the one before claimed is gone: the substitute cannot confirm it as if it were the opponent's."""
    live.submit(ClaimResult("main", "R1-2", "d", Score((1, 0))))
    live.submit(ReplaceEntrant("d", "x"))
    assert live.tournament.stages[0].matches["R1-2"].progress.claims == ()
    assert codes(live, ConfirmResult("main", "R1-2", "x")) == ["result.nothing_claimed"]


def test_nobody_jumps_the_line(checking_in: Director, clock: Clock) -> None:
    """Whoever comes late goes behind those who wait, and a free place goes to the first of them who checks in."""
    clock.now = START - timedelta(minutes=10)
    checking_in.submit(CheckIn(("ann", "bob")))
    checking_in.submit(DropNoShows())
    assert names(checking_in) == ["ann", "bob"]
    checking_in.submit(RegisterEntrant("late"))
    assert names(checking_in, Status.WAITING) == ["dee", "eve", "late"]
    checking_in.submit(CheckIn(("eve",)))
    assert names(checking_in) == ["ann", "bob", "eve"]
