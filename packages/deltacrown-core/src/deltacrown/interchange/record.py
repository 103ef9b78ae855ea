"""A record: what formats of others can tell of a tournament, between a tournament of ours and any of theirs."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from attrs import frozen

from deltacrown.match.progress import MatchState
from deltacrown.match.scores import Game
from deltacrown.match.state import Match
from deltacrown.stage.slots import EntrantId, LoserOf, WinnerOf
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Phase, Tournament


class Result(StrEnum):
    """What a match was for one side."""

    WIN = "win"
    LOSS = "loss"
    DRAW = "draw"
    FORFEIT = "forfeit"
    """Lost without playing."""


@frozen
class Player:
    """An entrant: its id and its name, its seed (1 for the best) and its final place, 0 where there is none."""

    id: EntrantId
    name: str = ""
    seed: int = 0
    place: int = 0
    rating: str = ""

    @property
    def called(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.id


@frozen
class Duel:
    """A match of two sides.

    sides    who plays; None where that is open, the empty text for nobody (a bye)
    results  what it was for each side; empty where it is not decided
    points   what each side scored; empty where nothing was scored
    before   the matches that the sides come from, and whether as the winner; None for neither
    """

    key: str
    sides: tuple[EntrantId | None, EntrantId | None]
    round: int = 1
    section: str = ""
    best_of: int = 1
    results: tuple[Result, ...] = ()
    points: tuple[int, ...] = ()
    games: tuple[Game, ...] = ()
    before: tuple[tuple[str, bool] | None, tuple[str, bool] | None] = (None, None)
    begun: bool = False

    @property
    def bye(self) -> bool:
        """Whether a side is nobody."""
        return "" in self.sides


@frozen
class Part:
    """A stage: its key, the format that it is played in, and its duels. Larger matches are not told of."""

    key: str
    format: str
    duels: tuple[Duel, ...] = ()
    name: str = ""


@frozen
class Record:
    """A tournament: `begun` and `over` say where it stands."""

    name: str
    players: tuple[Player, ...] = ()
    parts: tuple[Part, ...] = ()
    game: str = ""
    date: str = ""
    begun: bool = False
    over: bool = False


def record_of(tournament: Tournament, names: Mapping[EntrantId, str] | None = None) -> Record:
    """The record of a tournament. `names` holds display names by entrant id: events have none."""
    starts = tournament.settings.starts_at
    return Record(
        tournament.settings.name,
        tuple(_players(tournament, names or {})),
        tuple(map(_part, tournament.stages)),
        tournament.settings.game,
        starts.date().isoformat() if starts else "",
        begun=bool(tournament.stages),
        over=tournament.phase in {Phase.COMPLETED, Phase.ARCHIVED},
    )


def _players(tournament: Tournament, names: Mapping[EntrantId, str]) -> Iterator[Player]:
    """Everyone who takes part by their seed, or in the order of registration while there are no seeds."""
    places = {line.entrant: line.rank for line in tournament.ranking.standings} if tournament.ranking else {}
    seeds = tournament.seeds or tuple(entrant.id for entrant in tournament.taking_part)
    for seed, id_ in enumerate(seeds, 1):
        rating = tournament.entrants[id_].rating
        yield Player(id_, names.get(id_, ""), seed, places.get(id_, 0), "" if rating is None else str(rating))


def _part(stage: Stage) -> Part:
    duels = tuple(_duel(match) for match in stage.matches.values() if len(match.slots) == 2)  # noqa: PLR2004 - a duel
    return Part(stage.key, stage.settings.format, duels, stage.settings.name)


def _duel(match: Match) -> Duel:
    first, second = match.entrants
    outcome = match.outcome
    score = outcome.score if outcome else None
    return Duel(
        match.key,
        (first, second),
        match.round,
        match.section,
        match.best_of,
        tuple(_results(match)),
        score.points if score else (),
        score.games if score else (),
        (_before(match, 0), _before(match, 1)),
        begun=match.state is MatchState.LIVE,
    )


def _results(match: Match) -> Iterator[Result]:
    if match.outcome is None or not all(match.entrants):
        return
    winner = match.outcome.winner
    for side in match.entrants:
        if winner is not None:
            lost = Result.LOSS if match.played else Result.FORFEIT
            yield Result.WIN if side == winner else lost
        else:
            yield Result.DRAW if match.outcome.ranking else Result.FORFEIT


def _before(match: Match, side: int) -> tuple[str, bool] | None:
    slot = match.slots[side]
    return (slot.match, isinstance(slot, WinnerOf)) if isinstance(slot, WinnerOf | LoserOf) else None
