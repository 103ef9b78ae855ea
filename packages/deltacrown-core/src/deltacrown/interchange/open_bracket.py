"""Open Bracket Format 1.0: `{"event": …, "entrants": […], "sets": […]}`, each set a match of two.

Byes are no sets. Where a side comes from is told by `entrant1PrevSetID`, and whither it went by `entrant1NextSetID`, so
that brackets can be drawn again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from deltacrown import wire
from deltacrown.errors import Malformed
from deltacrown.interchange.loose import number, objects, words
from deltacrown.interchange.record import Duel, Part, Player, Record, Result
from deltacrown.match.scores import Game
from deltacrown.problems import Problem

VERSION = "v1.0"
_STRUCTURES = {
    "single_elimination": "single-elim",
    "double_elimination": "double-elim",
    "round_robin": "round-robin",
}
_RESULTS = {Result.WIN: "win", Result.LOSS: "lose", Result.DRAW: "draw", Result.FORFEIT: "disqualified"}
_READ = {word: result for result, word in _RESULTS.items()}
_SIDES = (1, 2)
_DIGITS = 4


def write(record: Record) -> dict[str, Any]:
    """The record as JSON data."""
    structures = [_structure(part.format) for part in record.parts]
    event = {
        "name": record.name,
        "state": "completed" if record.over else "started" if record.begun else "open",
        "date": record.date,
        "gameName": record.game,
        "tournamentStructure": structures[0] if structures else "",
        "phases": [
            {"phaseID": part.key, "phaseStructure": structure}
            for part, structure in zip(record.parts, structures, strict=True)
        ],
        "numberEntrants": len(record.players),
    }
    sets = [one for part in record.parts for one in _sets(part)]
    return {
        "event": _said(event),
        "entrants": list(map(_entrant, record.players)),
        "sets": sets,
        "version": VERSION,
    }


def read(text: str | bytes) -> Record:
    """The record in a file. Raises Malformed with everything that is wrong with it."""
    data = wire.loads(text)
    problems = list(_problems(data))
    if problems:
        raise Malformed(problems)
    event, sets, entrants = data["event"], data["sets"], data["entrants"]
    order = sorted(entrants, key=lambda one: number(one.get("initialSeed")) or len(entrants) + 1)
    players = tuple(
        Player(one["entrantID"], words(one.get("entrantTag")), seed, number(one.get("finalPlacement")))
        for seed, one in enumerate(order, 1)
    )
    return Record(
        event["name"],
        players,
        tuple(_parts(event, sets)),
        words(event.get("gameName")),
        words(event.get("date")),
        begun=bool(sets),
        over=words(event.get("state")) in {"completed", "finalized"},
    )


def _structure(format_: str) -> str:
    return _STRUCTURES.get(format_, format_)


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something: all others are optional."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], 0)}


def _entrant(player: Player) -> dict[str, Any]:
    fields = {"entrantTag": player.called, "initialSeed": player.seed, "finalPlacement": player.place}
    return {"entrantID": player.id, **_said(fields)}


def _sets(part: Part) -> Iterator[dict[str, Any]]:
    there = {duel.key for duel in part.duels if not duel.bye}
    after = {before: duel.key for duel in part.duels for before in duel.before if before and duel.key in there}
    for duel in part.duels:
        if duel.key in there:
            yield _set(part, duel, there, after)


def _set(part: Part, duel: Duel, there: set[str], after: Mapping[tuple[str, bool], str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "setID": f"{part.key}/{duel.key}",
        "status": "completed" if duel.results else "started" if duel.begun else "pending",
        "phaseID": part.key,
        "roundID": f"{duel.section} {duel.round}".strip(),
        "setFormat": f"best of {duel.best_of}",
        "games": [_game(number, game) for number, game in enumerate(duel.games, 1)],
    }
    for place, side in enumerate(_SIDES):
        before = duel.before[place]
        result = duel.results[place] if duel.results else None
        following = after.get((duel.key, result is Result.WIN)) if result in {Result.WIN, Result.LOSS} else None
        told |= {
            f"entrant{side}ID": duel.sides[place],
            f"entrant{side}Result": _RESULTS[result] if result else None,
            f"entrant{side}PrevSetID": f"{part.key}/{before[0]}" if before and before[0] in there else None,
            f"entrant{side}NextSetID": f"{part.key}/{following}" if following else None,
        }
    scores = {f"entrant{side}Score": points for side, points in zip(_SIDES, duel.points, strict=False)}
    return {**_said(told), **scores}


def _game(number: int, game: Game) -> dict[str, Any]:
    results = ("draw", "draw")
    if len(set(game.points)) > 1:
        results = ("win", "lose") if game.points[0] > game.points[1] else ("lose", "win")
    told = {"stage": game.map, "entrant1Result": results[0], "entrant2Result": results[1]}
    return {"gameNumber": number, **_said(told), "other": {"points": list(game.points)}}


def _problems(data: Any) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield Problem("field.invalid", "expected an object with event, entrants and sets")
        return
    event = data.get("event")
    if not isinstance(event, dict) or not isinstance(event.get("name"), str):
        yield Problem("field.missing", "an event has a name", "event.name")
    yield from _list_problems(data, "entrants", "entrantID")
    yield from _list_problems(data, "sets", "setID")


def _list_problems(data: Mapping[str, Any], name: str, id_: str) -> Iterator[Problem]:
    found = data.get(name)
    if not isinstance(found, list):
        yield Problem("field.missing", "expected a list", name)
        return
    seen: set[str] = set()
    for place, one in enumerate(found):
        key = one.get(id_) if isinstance(one, dict) else None
        if not isinstance(key, str) or not key:
            yield Problem("field.missing", "each has an id", f"{name}.{place}.{id_}")
        elif key in seen:
            yield Problem("field.repeated", f"{key!r} is there twice", f"{name}.{place}.{id_}")
        else:
            seen.add(key)


def _parts(event: Mapping[str, Any], sets: list[Mapping[str, Any]]) -> Iterator[Part]:
    formats = {structure: name for name, structure in _STRUCTURES.items()}
    phases = {words(phase.get("phaseID")): words(phase.get("phaseStructure")) for phase in objects(event.get("phases"))}
    by_phase: dict[str, list[Duel]] = {key: [] for key in phases if key}
    for one in sets:
        by_phase.setdefault(words(one.get("phaseID")), []).append(_duel(one))
    whole = words(event.get("tournamentStructure"))
    for key, duels in by_phase.items():
        structure = phases.get(key) or whole
        yield Part(key or "main", formats.get(structure, structure), tuple(duels))


def _duel(one: Mapping[str, Any]) -> Duel:
    results = tuple(_READ[word] for side in _SIDES if (word := words(one.get(f"entrant{side}Result"))) in _READ)
    scores = tuple(one.get(f"entrant{side}Score") for side in _SIDES)
    best_of = words(one.get("setFormat")).rpartition(" ")[2]
    return Duel(
        one["setID"],
        (words(one.get("entrant1ID")) or None, words(one.get("entrant2ID")) or None),
        best_of=int(best_of) if best_of.isascii() and best_of.isdecimal() and len(best_of) < _DIGITS else 1,
        results=results if len(results) == len(_SIDES) else (),
        points=tuple(map(number, scores)) if None not in scores else (),
        games=tuple(_read_games(objects(one.get("games")))),
    )


def _read_games(games: list[Mapping[str, Any]]) -> Iterator[Game]:
    for game in games:
        other = game.get("other")
        points = other.get("points") if isinstance(other, dict) else None
        if not isinstance(points, list) or len(points) != len(_SIDES):
            points = [int(game.get(f"entrant{side}Result") == "win") for side in _SIDES]
        yield Game(tuple(map(number, points)), words(game.get("stage")))
