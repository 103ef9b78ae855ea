"""Reading a Swiss history from JSON: kind `swiss`, in the long form and the compact one, and single positions."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from attrs import fields

from deltacrown_brackets.fide.exact import exact
from deltacrown_brackets.fide.history import Appearance, Ban, Colour, Kind, Player, PointValue, Scoring, SwissHistory

Json: TypeAlias = Any
Row: TypeAlias = dict[int, Appearance]
_MOST_ROUNDS = 999

RESULTS: dict[str, tuple[Kind, Kind]] = {
    "1-0": (Kind.WIN, Kind.LOSS),
    "0-1": (Kind.LOSS, Kind.WIN),
    "1/2-1/2": (Kind.DRAW, Kind.DRAW),
    "0-0": (Kind.LOSS, Kind.LOSS),
    "1/2-0": (Kind.DRAW, Kind.LOSS),
    "0-1/2": (Kind.LOSS, Kind.DRAW),
    "+--": (Kind.FORFEIT_WIN, Kind.FORFEIT_LOSS),
    "--+": (Kind.FORFEIT_LOSS, Kind.FORFEIT_WIN),
    "---": (Kind.FORFEIT_LOSS, Kind.FORFEIT_LOSS),
}
BYES = {
    "pairing": Kind.PAIRING_BYE,
    "bye": Kind.PAIRING_BYE,
    "half": Kind.HALF_BYE,
    "full": Kind.FULL_BYE,
    "zero": Kind.ZERO_BYE,
    "rest": Kind.REST,
    "absent": Kind.ABSENT,
}


class SwissFileError(ValueError):
    """The file is not a Swiss history; the message names the field."""


def read_swiss(text: str) -> SwissHistory:
    """The history in a JSON text."""
    try:
        document = json.loads(text, parse_float=exact)
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {error}"
        raise SwissFileError(message) from error
    return swiss_history(document)


def swiss_history(document: Json) -> SwissHistory:
    """The history in a JSON document whose fractions are floats or exact."""
    _expect(isinstance(document, Mapping), "the document", "must be an object")
    scoring = _scoring(document.get("scoring") or {})
    players = dict(_participants(_list(document, "participants")))
    rounds = [_round(entry, place, scoring, players) for place, entry in enumerate(_list(document, "rounds"))]
    _expect(len(rounds) <= _MOST_ROUNDS, "rounds", f"are at most {_MOST_ROUNDS}")
    planned = document.get("rounds_planned") or len(rounds)
    _expect(
        isinstance(planned, int) and planned >= len(rounds), "rounds_planned", "must be a number, not below `rounds`"
    )
    colour = document.get("initial_color")
    _expect(colour in (None, "white", "black"), "initial_color", 'must be "white" or "black"')
    return SwissHistory(
        tuple(
            Player(number, rating, tuple(row.get(number, _nothing(scoring)) for row in rounds), accelerations)
            for (number, rating), accelerations in _accelerated(players, document)
        ),
        len(rounds),
        planned,
        colour,
        scoring,
        tuple(
            Ban(frozenset(_numbers(ban, players, "forbidden_pairs")))
            for ban in _items(document.get("forbidden_pairs"), "forbidden_pairs")
        ),
        frozenset(_numbers(document.get("absent") or (), players, "absent")),
        str(document.get("name", "")),
    )


def _expect(condition: bool, where: str, message: str) -> None:  # noqa: FBT001 - reads as the sentence it is
    if not condition:
        complaint = f"{where}: {message}"
        raise SwissFileError(complaint)


def _list(document: Mapping[str, Json], name: str) -> Sequence[Json]:
    value = document.get(name)
    _expect(isinstance(value, list), name, "must be a list")
    assert isinstance(value, list)
    return value


def _items(value: Json, where: str) -> Sequence[Json]:
    """The entries of a list that may be left out."""
    _expect(value is None or isinstance(value, list | tuple), where, "must be a list")
    return value or ()


def _points(value: Json, where: str) -> PointValue:
    exact_or_finite = isinstance(value, int | Fraction) or (isinstance(value, float) and math.isfinite(value))
    _expect(exact_or_finite and not isinstance(value, bool), where, "must be a number")
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _scoring(values: Mapping[str, Json]) -> Scoring:
    """Names that a chess scoring has not (such as `absent`) are other words for a zero-point or an allocated bye."""
    _expect(isinstance(values, Mapping), "scoring", "must be an object: points by result")
    other = {"bye": "pairing_bye", "absent": "zero_bye"}
    renamed = {other.get(name, name): value for name, value in values.items()}
    known = {attribute.name for attribute in fields(Scoring)}
    for name in renamed:
        _expect(name in known, f"scoring.{name}", "is not a result")
    given = {name: _points(value, f"scoring.{name}") for name, value in renamed.items()}
    for name in ("pairing_bye", "full_bye", "forfeit_win"):
        if "win" in given:
            given.setdefault(name, given["win"])
    return Scoring(**given)


def _participants(entries: Sequence[Json]) -> Iterator[tuple[int, int | None]]:
    seen: set[int] = set()
    for place, entry in enumerate(entries):
        where = f"participants[{place}]"
        pair: Json = (entry.get("id"), entry.get("rating")) if isinstance(entry, Mapping) else entry
        _expect(isinstance(pair, tuple | list) and len(pair) == 2, where, "must have an id and a rating")  # noqa: PLR2004 - these two
        number, rating = pair
        _expect(isinstance(number, int) and number > 0, f"{where}.id", "must be a pairing number")
        _expect(number not in seen, f"{where}.id", f"{number} appears twice")
        _expect(rating is None or isinstance(rating, int), f"{where}.rating", "must be a whole number or null")
        assert isinstance(number, int)
        seen.add(number)
        yield number, rating


def _accelerated(
    players: Mapping[int, int | None], document: Mapping[str, Json]
) -> Iterator[tuple[tuple[int, int | None], tuple[PointValue, ...]]]:
    given = document.get("accelerations") or {}
    _expect(isinstance(given, Mapping), "accelerations", "must be an object: points by round, by id")
    for number, rating in sorted(players.items()):
        points = _items(given.get(str(number)), f"accelerations.{number}")
        yield (number, rating), tuple(_points(value, f"accelerations.{number}") for value in points)


def _round(entry: Json, place: int, scoring: Scoring, players: Mapping[int, int | None]) -> Row:
    where = f"rounds[{place}]"
    _expect(isinstance(entry, Mapping), where, "must be an object")
    row: Row = {}
    games = _items(entry.get("pairings", entry.get("p")), f"{where}.pairings")
    byes = _items(entry.get("byes", entry.get("b")), f"{where}.byes")
    for index, game in enumerate(games):
        for number, appearance in _game(game, f"{where}.pairings[{index}]", scoring):
            _add(row, number, appearance, players, f"{where}.pairings[{index}]")
    for index, bye in enumerate(byes):
        number, appearance = _bye(bye, f"{where}.byes[{index}]", scoring)
        _add(row, number, appearance, players, f"{where}.byes[{index}]")
    return row


def _add(row: Row, number: int, appearance: Appearance, players: Mapping[int, int | None], where: str) -> None:
    _expect(isinstance(number, int) and number in players, where, f"{number} is not among the participants")
    _expect(number not in row, where, f"{number} appears twice in the round")
    row[number] = appearance


def _game(game: Json, where: str, scoring: Scoring) -> Iterator[tuple[int, Appearance]]:
    known = True
    if isinstance(game, Mapping):
        known = game.get("colours_known") is not False
        game = [game.get("white"), game.get("black"), game.get("result")]
    _expect(isinstance(game, list) and len(game) == 3, where, "must have white, black and result")  # noqa: PLR2004 - these three
    white, black, result = game
    rated = not str(result).endswith("u")
    kinds = RESULTS.get(str(result).removesuffix("u"))
    _expect(kinds is not None, f"{where}.result", f"{result!r} is not a result")
    assert kinds is not None
    _expect(white != black, where, f"{white} cannot meet itself")
    colours: tuple[Colour | None, Colour | None] = ("white", "black") if known else (None, None)
    yield white, Appearance(kinds[0], scoring.of(kinds[0]), black, colours[0], rated)
    yield black, Appearance(kinds[1], scoring.of(kinds[1]), white, colours[1], rated)


def _bye(bye: Json, where: str, scoring: Scoring) -> tuple[int, Appearance]:
    if isinstance(bye, Mapping):
        bye = [bye.get("id"), bye.get("type"), bye.get("points")]
    _expect(isinstance(bye, list) and len(bye) in (2, 3), where, "must have id, type and points")
    kind = BYES.get(str(bye[1]))
    _expect(kind is not None, f"{where}.type", f"{bye[1]!r} is not a bye")
    assert kind is not None
    points = bye[2] if len(bye) == 3 else None  # noqa: PLR2004 - id, type, points
    return bye[0], Appearance(kind, scoring.of(kind) if points is None else _points(points, f"{where}.points"))


def _nothing(scoring: Scoring) -> Appearance:
    return Appearance(Kind.ABSENT, scoring.of(Kind.ABSENT))


def _numbers(values: Json, players: Mapping[int, int | None], where: str) -> Iterator[int]:
    _expect(isinstance(values, list | tuple), where, "must be a list of pairing numbers")
    for number in values:
        _expect(isinstance(number, int) and number in players, where, f"{number} is not among the participants")
        yield number
