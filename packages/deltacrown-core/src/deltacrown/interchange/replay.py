"""From a record to a tournament of ours: created, registered and started, and every result given where its pair meets.

A format of others says who played, not by which rules: so ours are played by, and a result is taken where the same two
meet in the same stage. What is left over is told, never forced.
"""

from collections.abc import Iterator

from attrs import frozen

from deltacrown.commands import (
    CreateTournament,
    ForfeitMatch,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    StartTournament,
)
from deltacrown.director import Director
from deltacrown.errors import Refused
from deltacrown.interchange.record import Duel, Record, Result
from deltacrown.match.scores import Score
from deltacrown.match.state import Match
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import StageSettings
from deltacrown.tournament.state import TournamentSettings


@frozen
class Replayed:
    """What came of it: how many results were taken, and the keys of duels whose result was not."""

    taken: int
    left: tuple[str, ...]


def replay(record: Record, director: Director, tournament: str) -> Replayed:
    """Play the record on a director that has no tournament yet. Raises Refused where it cannot begin."""
    stage = record.parts[0] if record.parts else None
    settings = StageSettings(stage.key if stage else "main", stage.format if stage else "single_elimination")
    if stage and any(duel.best_of > 1 for duel in stage.duels):
        best_of = max(duel.best_of for duel in stage.duels)
        settings = StageSettings(settings.key, settings.format, options={"best_of": best_of})
    director.submit(CreateTournament(tournament, TournamentSettings(record.name, (settings,), game="")))
    director.submit(OpenRegistration())
    for player in record.players:
        director.submit(RegisterEntrant(player.id))
    if not record.begun:
        return Replayed(0, ())
    director.submit(StartTournament())
    left = {duel.key: duel for part in record.parts for duel in part.duels if duel.results}
    taken = 0
    while step := next(_steps(director, settings.key, left), None):
        duel, match = step
        del left[duel.key]
        taken += _take(director, settings.key, duel, match)
    return Replayed(taken, tuple(left))


def _steps(director: Director, key: str, left: dict[str, Duel]) -> Iterator[tuple[Duel, Match]]:
    """Results that can be given now."""
    stage = director.tournament.stage(key)
    ready = {frozenset(match.present): match for match in stage.matches.values() if match.ready} if stage else {}
    for duel in left.values():
        match = ready.get(frozenset(side for side in duel.sides if side))
        if match is not None:
            yield duel, match


def _take(director: Director, key: str, duel: Duel, match: Match) -> int:
    lost = tuple(side for side, result in zip(duel.sides, duel.results, strict=True) if result is Result.FORFEIT)
    given = {side: place for place, side in enumerate(duel.sides)}
    try:
        if lost:
            director.submit(ForfeitMatch(key, match.key, tuple(side for side in lost if side)))
        else:
            director.submit(ReportResult(key, match.key, _score(duel, match.seated, given)))
    except Refused:
        return 0
    return 1


def _score(duel: Duel, seated: tuple[EntrantId, ...], given: dict[EntrantId | None, int]) -> Score:
    """What was scored, in the order of our slots. Where only the result is known, it is a win by one."""
    order = [given[side] for side in seated]
    points = duel.points or tuple(int(result is Result.WIN) for result in duel.results)
    games = tuple(type(game)(tuple(game.points[place] for place in order), game.map) for game in duel.games)
    return Score(tuple(points[place] for place in order), games=games)
