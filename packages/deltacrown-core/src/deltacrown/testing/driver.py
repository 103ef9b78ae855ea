"""The driver: plays any tournament to its end through the doors that everyone else uses."""

from collections import Counter
from collections.abc import Iterator

from deltacrown.arranging import idle, some_matches
from deltacrown.commands import CloseStage, Command, DecideTie, RegisterEntrant, ReportResult, WithdrawEntrant
from deltacrown.director import Director
from deltacrown.stage.state import Stage
from deltacrown.testing.script import Script
from deltacrown.tournament.state import Phase, Tournament

_ROUNDS = 4
"""How many rounds of matches are arranged in stages that stay open."""


def finish(director: Director, script: Script | None = None) -> Tournament:
    """Play a tournament that has started to its end, by the script's luck, order, withdrawals and arrivals.

    Ties that need a decision from outside are decided by lots: for the better seed. In a stage that stays open a few
    rounds of matches are arranged by luck, then it is closed. Stops where nothing can be done, such as at a parked
    stage.
    """
    for command in commands(director, script or Script(len(director.tournament.seeds))):
        director.submit(command)
    return director.tournament


def commands(director: Director, script: Script) -> Iterator[Command]:
    """What to submit next, by the script, as long as the tournament is live and something can be done."""
    reported, rounds = 0, Counter[str]()
    changes = _changes(director.tournament, script, reported)
    while director.tournament.phase is Phase.LIVE:
        tournament = director.tournament
        if changes:
            yield changes.pop(0)
        elif tournament.unresolved:
            yield _lots(tournament)
        else:
            report = _report(tournament, script, reported)
            if report is not None:
                yield report
                reported += 1
                changes = _changes(director.tournament, script, reported)
                continue
            stage = idle(director.engine, tournament)
            if stage is None:
                return
            rounds[stage.key] += 1
            yield from _arranged_or_closed(director, stage, script, rounds[stage.key])


def _changes(tournament: Tournament, script: Script, reported: int) -> list[Command]:
    """Who joins and who leaves when so many results have been reported; nobody joins a stage that is over."""
    if tournament.phase is not Phase.LIVE:
        return []
    joining = [] if tournament.stages[0].over else script.joining(reported)
    leaving = [tournament.seeds[seed - 1] for seed in script.leaving(reported)]
    return [*map(RegisterEntrant, joining), *map(WithdrawEntrant, leaving)]


def _arranged_or_closed(director: Director, stage: Stage, script: Script, number: int) -> Iterator[Command]:
    """One more round of matches, if there may be one and any can be arranged; else the end of the stage."""
    seed = f"arranged/{script.luck}/{number}"
    matches = some_matches(director.engine, lambda: director.tournament, stage.key, seed)
    first = next(matches, None) if number <= _ROUNDS else None
    if first is None:
        yield CloseStage(stage.key)
        return
    yield first
    yield from matches


def _lots(tournament: Tournament) -> DecideTie:
    tied = set(tournament.unresolved)
    stage = next(stage for stage in reversed(tournament.stages) if stage.over and tied.issubset(stage.entrants))
    order = tuple(entrant for entrant in stage.entrants if entrant in tied)
    return DecideTie(stage.key, order, "drawing_of_lots")


def _report(tournament: Tournament, script: Script, reported: int) -> ReportResult | None:
    for stage in tournament.stages:
        if not stage.undecided:
            continue
        matches = (match for match in stage.matches.values() if match.outcome is None and match.ready)
        first = next(matches, None)
        if first is not None:
            match = script.pick([first, *matches], reported) if script.order else first
            return ReportResult(stage.key, match.key, script.score(match, stage.seeds))
    return None
