"""The tables of brackets-manager: participant, stage, group, round, match and match_game, as its storage exports them.

For its viewer, and for programs that keep their brackets with it. It draws double elimination with a losers' bracket of
its own: ours is told as it is, with our pairings.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from deltacrown import wire
from deltacrown.errors import Malformed
from deltacrown.interchange.loose import number, objects, words
from deltacrown.interchange.record import Duel, Part, Player, Record, Result
from deltacrown.match.scores import Game
from deltacrown.problems import Problem

_ORDERS = ["inner_outer", "natural"]
_SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "single_elimination": {"seedOrdering": _ORDERS[:1]},
    "double_elimination": {"seedOrdering": _ORDERS, "grandFinal": "simple"},
    "round_robin": {"groupCount": 1, "roundRobinMode": "simple"},
}
FORMATS = tuple(_SETTINGS)
_TABLES = ("participant", "stage", "group", "round", "match", "match_game")
_LOCKED, _WAITING, _READY, _RUNNING, _COMPLETED = range(5)
_SIDES = ("opponent1", "opponent2")
_BOTH = 2


def write(record: Record) -> dict[str, list[dict[str, Any]]]:
    """The record as its tables. Raises Malformed where a stage is of a kind that it does not know."""
    unknown = [part for part in record.parts if part.format not in FORMATS]
    if unknown:
        said = f"it knows {', '.join(FORMATS)}"
        raise Malformed(
            [
                Problem("interchange.format", f"{part.format!r} is told by no stage: {said}", part.key)
                for part in unknown
            ]
        )
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
    ids = {player.id: place for place, player in enumerate(record.players)}
    for player in record.players:
        tables["participant"].append({"id": ids[player.id], "tournament_id": 0, "name": player.called})
    for place, part in enumerate(record.parts, 1):
        _Writer(tables, ids, {player.id: player.seed for player in record.players}).stage(part, place)
    return tables


class _Writer:
    """Writes stages into the tables: ids are counted through all of them."""

    def __init__(
        self, tables: dict[str, list[dict[str, Any]]], ids: Mapping[str, int], seeds: Mapping[str, int]
    ) -> None:
        self._tables, self._ids, self._seeds = tables, ids, seeds

    def _add(self, table: str, **row: Any) -> int:
        rows = self._tables[table]
        rows.append({"id": len(rows), **row})
        return len(rows) - 1

    def stage(self, part: Part, number_: int) -> None:
        """Write a stage with all that is in it."""
        settings = {"size": _size(part), "matchesChildCount": 0, **_SETTINGS[part.format]}
        stage = self._add(
            "stage", tournament_id=0, name=part.name or part.key, type=part.format, settings=settings, number=number_
        )
        sections: defaultdict[str, defaultdict[int, list[Duel]]] = defaultdict(lambda: defaultdict(list))
        for duel in part.duels:
            sections[duel.section][duel.round].append(duel)
        for place, rounds in enumerate(sections.values(), 1):
            group = self._add("group", stage_id=stage, number=place)
            for of_round, (_, duels) in enumerate(sorted(rounds.items()), 1):
                round_ = self._add("round", stage_id=stage, group_id=group, number=of_round)
                for of_match, duel in enumerate(duels, 1):
                    match = {"stage_id": stage, "group_id": group, "round_id": round_, "number": of_match}
                    self._match(duel, match, seats=part.format == "round_robin" or place == of_round == 1)

    def _match(self, duel: Duel, row: Mapping[str, int], *, seats: bool) -> None:
        children = duel.best_of if duel.best_of > 1 else 0
        sides = {name: self._side(duel, place, seats=seats) for place, name in enumerate(_SIDES)}
        match = self._add("match", **row, child_count=children, status=_status(duel), **sides)
        for place, game in zip(range(1, children + 1), duel.games, strict=False):
            told = [{"id": self._ids.get(side or ""), "score": game.points[at]} for at, side in enumerate(duel.sides)]
            opponents = dict(zip(_SIDES, told, strict=True))
            self._add(
                "match_game",
                number=place,
                stage_id=row["stage_id"],
                parent_id=match,
                status=_COMPLETED,
                **opponents,
            )

    def _side(self, duel: Duel, place: int, *, seats: bool) -> dict[str, Any] | None:
        side = duel.sides[place]
        if side == "":
            return None
        told: dict[str, Any] = {"id": None if side is None else self._ids[side]}
        if seats and side is not None:
            told["position"] = self._seeds[side]
        if duel.points:
            told["score"] = duel.points[place]
        if duel.results:
            forfeit = duel.results[place] is Result.FORFEIT
            told |= {"result": "loss", "forfeit": True} if forfeit else {"result": str(duel.results[place])}
        elif duel.bye:
            told["result"] = "win"
        return told


def _size(part: Part) -> int:
    entrants = {side for duel in part.duels for side in duel.sides if side}
    return len(entrants) if part.format == "round_robin" else 1 << max(len(entrants) - 1, 0).bit_length()


def _status(duel: Duel) -> int:
    if duel.results:
        return _COMPLETED
    known = sum(side is not None for side in duel.sides)
    if duel.bye or not known:
        return _LOCKED
    return (_RUNNING if duel.begun else _READY) if known == _BOTH else _WAITING


def read(text: str | bytes) -> Record:
    """The record in a file of tables. Raises Malformed with everything that is wrong with it."""
    data = wire.loads(text)
    problems = list(_problems(data))
    if problems:
        raise Malformed(problems)
    tables = {name: objects(data.get(name)) for name in _TABLES}
    stages = sorted(tables["stage"], key=lambda row: number(row.get("number")))
    players = tuple(_players(tables))
    parts = tuple(_part(tables, stage, {player.id for player in players}) for stage in stages)
    duels = [duel for part in parts for duel in part.duels if not duel.bye]
    name = words(stages[0].get("name")) or "Tournament"
    return Record(name, players, parts, begun=bool(duels), over=bool(duels) and all(duel.results for duel in duels))


def _problems(data: Any) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield Problem("field.invalid", "expected an object with a list for each table")
        return
    for name in ("participant", "stage", "match"):
        if not isinstance(data.get(name), list):
            yield Problem("field.missing", "expected a list", name)
        elif name == "stage" and not objects(data[name]):
            yield Problem("field.missing", "there is no stage", name)
    for place, stage in enumerate(objects(data.get("stage"))):
        if stage.get("type") not in FORMATS:
            yield Problem("interchange.format", f"expected one of {', '.join(FORMATS)}", f"stage.{place}.type")
    for place, row in enumerate(objects(data.get("participant"))):
        if not words(row.get("id")):
            yield Problem("field.missing", "each has an id", f"participant.{place}.id")


def _players(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Player]:
    """The participants by the places that they have in the first round, else as they are listed."""
    positions: dict[str, int] = {}
    for match in tables["match"]:
        for side in _SIDES:
            opponent = match.get(side)
            if isinstance(opponent, dict) and number(opponent.get("position")):
                positions.setdefault(words(opponent.get("id")), number(opponent.get("position")))
    rows = {words(row.get("id")): words(row.get("name")) for row in tables["participant"]}
    listed = {id_: place for place, id_ in enumerate(rows)}
    order = sorted(rows, key=lambda id_: (positions.get(id_, len(rows) + 1), listed[id_]))
    yield from (Player(id_, rows[id_], seed) for seed, id_ in enumerate(order, 1))


def _part(tables: Mapping[str, Sequence[Mapping[str, Any]]], stage: Mapping[str, Any], known: set[str]) -> Part:
    games: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for game in sorted(tables["match_game"], key=lambda row: number(row.get("number"))):
        games[words(game.get("parent_id"))].append(game)
    mine = [row for row in tables["match"] if words(row.get("stage_id")) == words(stage.get("id"))]
    duels = (
        _duel(row, words(row.get("id")) or f"match {place}", games[words(row.get("id"))], known)
        for place, row in zip(count(1), mine, strict=False)
    )
    return Part(f"stage-{words(stage.get('id'))}", words(stage.get("type")), tuple(duels), words(stage.get("name")))


def _duel(row: Mapping[str, Any], key: str, games: Sequence[Mapping[str, Any]], known: set[str]) -> Duel:
    sides = tuple(_read_side(row.get(side), known) for side in _SIDES)
    told = [row[side] for side in _SIDES if isinstance(row.get(side), dict)]
    results = tuple(_result(one) for one in told)
    scored = len(told) == _BOTH and all("score" in one for one in told)
    played = tuple(Game(tuple(_points(game, side) for side in _SIDES)) for game in games if _decided(game))
    return Duel(
        key,
        (sides[0], sides[1]),
        best_of=max(number(row.get("child_count")), 1),
        results=tuple(one for one in results if one) if len(told) == _BOTH and all(results) else (),
        points=tuple(number(one.get("score")) for one in told) if scored else (),
        games=played,
        begun=row.get("status") == _RUNNING,
    )


def _read_side(opponent: object, known: set[str]) -> str | None:
    if not isinstance(opponent, dict):
        return ""
    id_ = words(opponent.get("id"))
    return id_ if id_ in known else None


def _result(opponent: Mapping[str, Any]) -> Result | None:
    if opponent.get("forfeit") is True:
        return Result.FORFEIT
    return {"win": Result.WIN, "loss": Result.LOSS, "draw": Result.DRAW}.get(words(opponent.get("result")))


def _decided(game: Mapping[str, Any]) -> bool:
    return all(isinstance(game.get(side), dict) for side in _SIDES) and number(game.get("status")) >= _COMPLETED


def _points(game: Mapping[str, Any], side: str) -> int:
    opponent = game[side]
    return number(opponent.get("score")) if "score" in opponent else int(opponent.get("result") == "win")
