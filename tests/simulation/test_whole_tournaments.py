"""Whole tournaments by random commands: whatever is tried, in whatever order, the laws of the journal hold."""

from contextlib import suppress
from typing import Any

from attrs import evolve
from deltacrown import (
    Amend,
    CancelTournament,
    ClaimResult,
    CloseDispute,
    CommentOnDispute,
    ConfirmResult,
    ContinueTournament,
    CreateTournament,
    DecideTie,
    Director,
    DisqualifyEntrant,
    Engine,
    ForfeitMatch,
    FreezeTournament,
    Game,
    MatchState,
    MemoryJournal,
    OpenDispute,
    OpenRegistration,
    Phase,
    Refused,
    RegisterEntrant,
    ReplaceEntrant,
    ReportGame,
    ReportResult,
    ResolveDispute,
    ReviewDispute,
    Ruling,
    Score,
    SetBestOf,
    Source,
    StageSettings,
    StartTournament,
    Tournament,
    TournamentSettings,
    UnfreezeTournament,
    WithdrawEntrant,
    load,
    read_lines,
    verify,
)
from deltacrown.journal import to_line
from deltacrown.stage.slots import Bye, LoserOf, PlacedIn, Seed, WinnerOf, linked_rank
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

ENGINE = Engine(load())
GROUPS = StageSettings("first", "round_robin", options={"groups": 2})
PLANS: dict[str, tuple[StageSettings, ...]] = {
    "elimination": (StageSettings("first", "single_elimination", options={"third_place": True}),),
    "league": (StageSettings("first", "round_robin", options={"legs": 2}),),
    "groups and finals": (
        GROUPS,
        StageSettings(
            "second",
            "single_elimination",
            options={"third_place": True},
            sources=tuple(Source("first", rank, group) for rank in (1, 2) for group in ("Group A", "Group B")),
        ),
    ),
}


class WholeTournament(RuleBasedStateMachine):
    """One tournament under fire."""

    def __init__(self) -> None:
        super().__init__()
        self.director = Director(ENGINE, MemoryJournal())
        self.journal = self.director.journal

    @initialize(
        plan=st.sampled_from(sorted(PLANS)),
        entrants=st.integers(2, 11),
        seeding=st.sampled_from(sorted(ENGINE.registry.seedings)),
    )
    def begin(self, plan: str, entrants: int, seeding: str) -> None:
        self.director.submit(CreateTournament("cup", TournamentSettings("Cup", PLANS[plan], seeding)))
        self.director.submit(OpenRegistration())
        for place in range(entrants):
            self.director.submit(RegisterEntrant(f"e{place}"))
        self.try_(StartTournament("seed"))

    def try_(self, command: Any) -> None:
        """Submit, and hold that a refusal changes nothing."""
        before = self.director.tournament
        with suppress(Refused):
            self.director.submit(command)
            return
        assert self.director.tournament is before

    @property
    def tournament(self) -> Tournament:
        return self.director.tournament

    @precondition(lambda self: self.tournament.phase is Phase.LIVE)
    @rule(data=st.data(), first=st.integers(0, 3), second=st.integers(0, 3))
    def report_a_ready_match(self, data: st.DataObject, first: int, second: int) -> None:
        ready = [(stage, match) for stage in self.tournament.stages for match in stage.matches.values() if match.ready]
        if ready:
            stage, match = data.draw(st.sampled_from(ready))
            shootout = (5, 4) if first == second and not match.draws else ()
            self.try_(ReportResult(stage.key, match.key, Score((first, second), shootout)))

    @rule(
        stage=st.sampled_from(["first", "second", "third"]),
        match=st.sampled_from(["1", "A-1", "R1-1", "final", "third-place"]),
        points=st.lists(st.integers(-1, 2), min_size=1, max_size=3),
    )
    def report_anything(self, stage: str, match: str, points: list[int]) -> None:
        self.try_(ReportResult(stage, match, Score(tuple(points))))

    @rule(entrant=st.integers(0, 12))
    def withdraw(self, entrant: int) -> None:
        self.try_(WithdrawEntrant(f"e{entrant}"))

    @rule(entrant=st.integers(0, 12))
    def register(self, entrant: int) -> None:
        self.try_(RegisterEntrant(f"e{entrant}"))

    @rule(entrant=st.integers(0, 12))
    def disqualify(self, entrant: int) -> None:
        self.try_(DisqualifyEntrant(f"e{entrant}", "cheated"))

    @rule(entrant=st.integers(0, 12), substitute=st.integers(8, 20))
    def replace(self, entrant: int, substitute: int) -> None:
        self.try_(ReplaceEntrant(f"e{entrant}", f"e{substitute}"))

    @rule()
    def freeze_for_a_moment(self) -> None:
        self.try_(FreezeTournament("fire"))
        self.try_(ReportResult("first", "1", Score((1, 0))))
        self.try_(UnfreezeTournament())

    @precondition(lambda self: self.tournament.phase is Phase.LIVE)
    @rule(data=st.data(), first=st.integers(0, 2), second=st.integers(0, 2))
    def claim_confirm_or_forfeit(self, data: st.DataObject, first: int, second: int) -> None:
        ready = [(stage, match) for stage in self.tournament.stages for match in stage.matches.values() if match.ready]
        if ready:
            stage, match = data.draw(st.sampled_from(ready))
            side = data.draw(st.sampled_from(match.present))
            for command in (
                ClaimResult(stage.key, match.key, side, Score((first, second))),
                ConfirmResult(stage.key, match.key, side),
                ForfeitMatch(stage.key, match.key, data.draw(st.sampled_from([match.present[:1], match.present]))),
                ReportGame(stage.key, match.key, Game((first, second))),
                SetBestOf(stage.key, match.round, 1 + 2 * first, match.section),
            ):
                if data.draw(st.booleans()):
                    self.try_(command)

    @precondition(lambda self: self.tournament.phase is Phase.LIVE)
    @rule(data=st.data(), ruling=st.sampled_from(Ruling), first=st.integers(0, 2), second=st.integers(0, 2))
    def dispute_and_rule(self, data: st.DataObject, ruling: Ruling, first: int, second: int) -> None:
        matches = [
            (stage, match) for stage in self.tournament.stages for match in stage.matches.values() if match.present
        ]
        if matches:
            stage, match = data.draw(st.sampled_from(matches))
            side = data.draw(st.sampled_from(match.present))
            score = Score((first, second)) if ruling is Ruling.REPLACE else None
            for command in (
                OpenDispute(stage.key, match.key, side, "unfair"),
                CommentOnDispute(stage.key, match.key, "c1"),
                ReviewDispute(stage.key, match.key),
                ResolveDispute(stage.key, match.key, ruling, score),
                CloseDispute(stage.key, match.key),
            ):
                if data.draw(st.booleans()):
                    self.try_(command)

    @rule(data=st.data())
    def undo_anything(self, data: st.DataObject) -> None:
        orders = [entry.order for entry in self.journal.read() if entry.command][1:]
        if orders:
            self.try_(Amend(data.draw(st.sampled_from(orders)), None, "undone"))

    @rule(data=st.data(), points=st.tuples(st.integers(0, 3), st.integers(0, 3)))
    def correct_a_result(self, data: st.DataObject, points: tuple[int, int]) -> None:
        reports = [entry for entry in self.journal.read() if isinstance(entry.command, ReportResult)]
        if reports:
            entry = data.draw(st.sampled_from(reports))
            self.try_(Amend(entry.order, evolve(entry.command, score=Score(points)), "misread"))

    @rule()
    def start(self) -> None:
        self.try_(StartTournament("again"))

    @rule()
    def continue_(self) -> None:
        self.try_(ContinueTournament())

    @precondition(lambda self: self.tournament.unresolved)
    @rule(data=st.data())
    def decide_the_tie(self, data: st.DataObject) -> None:
        order = data.draw(st.permutations(self.tournament.unresolved))
        self.try_(DecideTie("first", tuple(order), "lots"))
        assert self.tournament.unresolved != tuple(order)

    @rule(reason=st.just("rain"), chance=st.integers(0, 30))
    def cancel(self, reason: str, chance: int) -> None:
        if chance == 0:
            self.try_(CancelTournament(reason))

    @invariant()
    def replay_equals_state(self) -> None:
        assert Director(ENGINE, MemoryJournal(self.journal.read())).tournament == self.tournament

    @invariant()
    def what_is_indexed_is_what_is_there(self) -> None:
        """The count of undecided matches, and everyone who sits in a slot, follow from the matches themselves."""
        for stage in self.tournament.stages:
            assert stage.disqualified <= stage.withdrawn
            assert stage.undecided == sum(match.outcome is None for match in stage.matches.values())
            for match in stage.matches.values():
                assert match.entrants == tuple(self.occupant(stage, slot) for slot in match.slots)

    def occupant(self, stage: Any, slot: Any) -> str | None:
        match slot:
            case Seed(seed=seed):
                return stage.entrants[seed - 1]
            case Bye():
                return ""
            case WinnerOf() | LoserOf() | PlacedIn():
                outcome = stage.matches[slot.match].outcome
                return outcome.placed(linked_rank(slot)) if outcome else None
        raise AssertionError(slot)

    @invariant()
    def nothing_waits_for_nothing(self) -> None:
        """While live, there is something to play, a tie to decide, or a dispute to resolve."""
        if self.tournament.phase is Phase.LIVE:
            ready = any(match.ready for stage in self.tournament.stages for match in stage.matches.values())
            disputed = any(
                m.state is MatchState.DISPUTED for stage in self.tournament.stages for m in stage.matches.values()
            )
            assert ready or disputed or self.tournament.unresolved

    @invariant()
    def everyone_is_ranked_once(self) -> None:
        for stage in self.tournament.stages:
            ranking = ENGINE.ranking(stage)
            assert sorted(line.entrant for line in ranking.standings) == sorted(stage.entrants)
        if self.tournament.ranking:
            assert sorted(line.entrant for line in self.tournament.ranking.standings) == sorted(self.tournament.seeds)

    def teardown(self) -> None:
        lines = [to_line(entry) for entry in self.journal.read()]
        verdict = verify(ENGINE, read_lines(lines))
        assert verdict.findings == () or not lines
        assert verdict.tournament == self.tournament


WholeTournament.TestCase.settings = settings(settings.default, stateful_step_count=40)
TestWholeTournament = WholeTournament.TestCase
