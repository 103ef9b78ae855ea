"""Whether a match may be scheduled, begun, and played game by game, and what follows."""

from collections.abc import Iterable

from deltacrown.deciding import Decision
from deltacrown.match.commands import (
    CheckInToMatch,
    ReportGame,
    ScheduleMatch,
    ScheduleMatches,
    SetBestOf,
    StartMatch,
    VetoMap,
)
from deltacrown.match.decide import complete, play_problems, scored
from deltacrown.match.events import (
    BestOfSet,
    GameReported,
    MapVetoed,
    MatchCheckedIn,
    MatchScheduled,
    MatchStarted,
)
from deltacrown.match.progress import Veto
from deltacrown.match.rules import found, side_problems, there_problems
from deltacrown.match.scores import Score, aggregate, games_won, majority
from deltacrown.match.state import Match
from deltacrown.problems import Problem
from deltacrown.stage.state import Stage


def schedule_problems(command: ScheduleMatch, decision: Decision) -> Iterable[Problem]:
    """Why the match cannot be scheduled."""
    missing = there_problems(command, decision)
    if not missing and found(command, decision)[1].outcome is not None:
        return [Problem("match.decided_already", f"match {command.match!r} is decided already", "match")]
    return missing


def schedule(command: ScheduleMatch, decision: Decision) -> None:
    """A time and a place."""
    decision.record(MatchScheduled(command.stage, command.match, command.at, command.station))


def schedule_all_problems(command: ScheduleMatches, decision: Decision) -> Iterable[Problem]:
    """Why the matches cannot be scheduled: each problem says of which."""
    named: set[tuple[str, str]] = set()
    for number, one in enumerate(command.matches):
        path, place = f"matches.{number}", (one.stage, one.match)
        if place in named:
            yield Problem("schedule.repeated", f"match {one.match!r} is scheduled twice here", f"{path}.match")
        named.add(place)
        for problem in schedule_problems(one, decision):
            yield Problem(problem.code, problem.message, f"{path}.{problem.field}")


def schedule_all(command: ScheduleMatches, decision: Decision) -> None:
    """Times and places, of those that have other ones."""
    for one in command.matches:
        progress = found(one, decision)[1].progress
        if (progress.scheduled_at, progress.station) != (one.at, one.station):
            schedule(one, decision)


def best_of_problems(command: SetBestOf, decision: Decision) -> Iterable[Problem]:
    """Why the round cannot have another number of games."""
    stage = decision.tournament.stage(command.stage)
    if stage is None:
        yield Problem("stage.unknown", f"no stage {command.stage!r} is open", "stage")
        return
    if command.best_of < 1:
        yield Problem("match.best_of", "a match has at least 1 game", "best_of")
    matches = _of_round(stage, command)
    if not matches:
        yield Problem("round.unknown", f"there is no round {command.round} in section {command.section!r}", "round")
    started = [match.key for match in matches if begun(match)]
    if started:
        yield Problem("round.begun", f"match {started[0]!r} of this round has begun", "round")
    if any(match.legs > 1 for match in matches):
        yield Problem("match.legs", "these matches are played in legs, not in games", "round")
    level = command.best_of % 2 == 0 and any(not match.draws for match in matches)
    if level:
        yield Problem(
            "match.best_of", "an even number of games can end level, and these matches need a winner", "best_of"
        )


def _of_round(stage: Stage, command: SetBestOf) -> list[Match]:
    planned = stage.matches.values()
    return [match for match in planned if (match.section, match.round) == (command.section, command.round)]


def begun(match: Match) -> bool:
    """Whether anything has been played in the match, or said about its result."""
    progress = match.progress
    return bool(match.played or progress.started_at or progress.games or progress.claims or progress.vetoes)


def set_best_of(command: SetBestOf, decision: Decision) -> None:
    """Another number of games."""
    stage = decision.tournament.stage(command.stage)
    assert stage is not None
    keys = tuple(match.key for match in _of_round(stage, command))
    decision.record(BestOfSet(command.stage, keys, command.best_of))


def check_in_problems(command: CheckInToMatch, decision: Decision) -> Iterable[Problem]:
    """Why the entrant cannot check in."""
    problems = list(play_problems(command, decision))
    return problems or side_problems(found(command, decision)[1], command.entrant)


def check_in(command: CheckInToMatch, decision: Decision) -> None:
    """The entrant is there, if it was not before."""
    _, match = found(command, decision)
    if command.entrant not in match.progress.checked_in:
        decision.record(MatchCheckedIn(command.stage, command.match, command.entrant))


def start_problems(command: StartMatch, decision: Decision) -> Iterable[Problem]:
    """Why the match cannot begin."""
    problems = list(play_problems(command, decision))
    if not problems and found(command, decision)[1].progress.started_at is not None:
        return [Problem("match.started_already", f"match {command.match!r} has begun already", "match")]
    return problems


def start(command: StartMatch, decision: Decision) -> None:
    """The match begins."""
    decision.record(MatchStarted(command.stage, command.match, decision.envelope.at))


def veto_problems(command: VetoMap, decision: Decision) -> Iterable[Problem]:
    """Why this map cannot be picked or banned now by this side."""
    problems = list(play_problems(command, decision))
    if problems:
        yield from problems
        return
    stage, match = found(command, decision)
    yield from side_problems(match, command.entrant)
    vetoes, turns = match.progress.vetoes, stage.settings.vetoes
    if command.map not in stage.settings.maps:
        yield Problem("map.unknown", f"{command.map!r} is not one of the maps of this stage", "map")
    if command.map in [veto.map for veto in vetoes]:
        yield Problem("map.taken", f"{command.map!r} was picked or banned already", "map")
    if len(vetoes) >= len(turns):
        yield Problem("map.no_turn_left", "all picks and bans have been made", "map")
    elif command.entrant != _next_to_veto(stage, match):
        yield Problem("map.not_your_turn", f"it is the turn of {_next_to_veto(stage, match)!r}", "entrant")


def _next_to_veto(stage: Stage, match: Match) -> str:
    """The sides take turns; the better seed begins."""
    order = sorted(match.present, key=stage.entrants.index)
    return order[len(match.progress.vetoes) % len(order)]


def veto(command: VetoMap, decision: Decision) -> None:
    """A map is picked or banned, as the turn says."""
    stage, match = found(command, decision)
    action = stage.settings.vetoes[len(match.progress.vetoes)]
    decision.record(MapVetoed(command.stage, command.match, Veto(command.entrant, action, command.map)))


def game_problems(command: ReportGame, decision: Decision) -> Iterable[Problem]:
    """Why this cannot be the next game."""
    problems = list(play_problems(command, decision))
    if problems:
        yield from problems
        return
    stage, match = found(command, decision)
    points = command.game.points
    if len(points) != len(match.slots):
        yield Problem("score.sides", f"{len(match.slots)} numbers are needed, one a side", "game.points")
    elif min(points) < 0:
        yield Problem("score.negative", "scores count from 0", "game.points")
    elif points.count(max(points)) > 1 and not match.draws and match.legs == 1:
        yield Problem("score.draw_not_allowed", "this game needs a winner: the scores are level", "game.points")
    if match.legs > 1 and len(match.progress.games) >= match.legs:
        message = "all legs are played, and level: report the result with the shoot-out that decided it"
        yield Problem("match.legs_played", message, "match")
    if command.game.map and stage.settings.maps and command.game.map not in stage.settings.maps:
        yield Problem("map.unknown", f"{command.game.map!r} is not one of the maps of this stage", "game.map")


def report_game(command: ReportGame, decision: Decision) -> None:
    """One more game, or leg; the match is decided once a side has won more than half, or all are played."""
    decision.record(GameReported(command.stage, command.match, command.game))
    stage, match = found(command, decision)
    score = _over_legs(match) if match.legs > 1 else _best_of(match)
    if score is not None:
        complete(decision, stage, match, scored(decision, match, score))


def _best_of(match: Match) -> Score | None:
    """The score of the games, once they decide the match."""
    games = match.progress.games
    won = games_won(games, len(match.slots))
    all_played = len(games) == match.best_of
    if max(won) >= majority(match.best_of) or (all_played and match.draws):
        return Score(won, games=games) if match.best_of > 1 else Score(games[-1].points)
    return None


def _over_legs(match: Match) -> Score | None:
    """The aggregate, once all legs are played and it decides the match; level, it waits for a shoot-out."""
    legs = match.progress.games
    score = Score(aggregate(legs), games=legs)
    decided = match.draws or not score.level(away_goals=match.away_goals)
    return score if len(legs) == match.legs and decided else None
