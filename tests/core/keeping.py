"""Stages whose pairings are kept, played for tests: results, withdrawals and late entries by luck."""

import random

from attrs import evolve
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    Match,
    OpenRegistration,
    Phase,
    RegisterEntrant,
    ReportResult,
    Score,
    Stage,
    StageSettings,
    StartTournament,
    Tournament,
    TournamentSettings,
    WithdrawEntrant,
    load,
    read_lines,
    verify,
)
from deltacrown.journal import to_line

ENGINE = Engine(load())
KINDS = {
    "swiss": {"rounds": 3},
    "dutch_swiss": {"rounds": 3},
    "swiss_elimination": {"wins": 2, "losses": 2, "best_of_deciding": 1},
    "league": {"divisions": 2, "seasons": 2},
}
BY_ROUND = sorted(KINDS.keys() - {"league"})
LATE = frozenset({"swiss", "dutch_swiss"})


def started(kind: str, entrants: int) -> Director:
    ids = iter(range(10_000))
    director = Director(ENGINE, new_id=lambda: f"c{next(ids)}")
    open_ = TournamentSettings("Open", (StageSettings("main", kind, options=KINDS[kind]),))
    director.submit(CreateTournament("open", open_))
    director.submit(OpenRegistration())
    for place in range(entrants):
        director.submit(RegisterEntrant(f"e{place}"))
    director.submit(StartTournament())
    return director


def stage_of(director: Director) -> Stage:
    (stage,) = director.tournament.stages
    return stage


def report(director: Director, key: str, home: int = 1, away: int = 0) -> None:
    director.submit(ReportResult("main", key, Score((home, away))))


def play_round(director: Director) -> None:
    """Every match that is ready is won by whoever sits first."""
    for match in [match for match in stage_of(director).matches.values() if match.ready]:
        report(director, match.key)


def play_some(director: Director, rng: random.Random, steps: int) -> None:
    """Results, and at times somebody leaves or joins."""
    takes_late = stage_of(director).settings.format in LATE
    for _ in range(steps):
        if director.tournament.phase is not Phase.LIVE:
            return
        chance = rng.random()
        if chance < 0.05 and len(director.tournament.taking_part) > 2:
            director.submit(WithdrawEntrant(rng.choice(director.tournament.taking_part).id))
        elif chance < 0.1 and takes_late:
            director.submit(RegisterEntrant(f"late{len(director.tournament.entrants)}"))
        else:
            match = rng.choice([match for match in stage_of(director).matches.values() if match.ready])
            report(director, match.key, *rng.choice([(1, 0), (0, 1)]))


def plans(stage: Stage) -> list[tuple[str, object]]:
    return [(match.key, match.slots) for match in stage.matches.values()]


def relied_on(director: Director) -> list[tuple[str, object]]:
    """What was paired up to the last round with a report."""
    last = max(match.round for match in reported(director))
    return plans(stage_of(director))[: sum(match.round <= last for match in stage_of(director).matches.values())]


def reported(director: Director) -> list[Match]:
    return [match for match in stage_of(director).matches.values() if match.outcome and match.outcome.order]


def order_of(director: Director, key: str) -> str:
    outcome = stage_of(director).matches[key].outcome
    assert outcome is not None
    return outcome.order


def said(match: Match) -> ReportResult:
    assert match.outcome is not None
    assert match.outcome.score is not None
    return ReportResult("main", match.key, match.outcome.score)


def swapped(match: Match) -> ReportResult:
    return ReportResult("main", match.key, Score(said(match).score.points[::-1]))


def apart_from_the_journal(tournament: Tournament) -> Tournament:
    return evolve(tournament, version=0)


def verified(director: Director) -> bool:
    return verify(ENGINE, read_lines(to_line(entry) for entry in director.journal.read())).holds
