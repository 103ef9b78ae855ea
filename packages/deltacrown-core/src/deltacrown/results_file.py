"""Results files: tables of matches from elsewhere, as JSON, to be ranked without running a tournament.

A file holds one table, or many under "groups":

    {"name": "Group A",
     "participants": [{"id": "NED", "name": "Netherlands"}, {"id": "QAT", "name": "Qatar"}],
     "points": {"win": 3, "draw": 1, "loss": 0},
     "rules": ["points", "goal_difference", "goals_for", "h2h_points", "drawing_of_lots"],
     "matches": [{"home": "NED", "away": "QAT", "score": [2, 0], "cards": [[1, 0, 0, 0], [2, 0, 0, 0]]}],
     "points_adjustments": {"QAT": -3},
     "external": {"drawing_of_lots": ["NED", "QAT"]}}

`rules` is a cascade (see `deltacrown.ranking`). `cards` are yellow, second yellow, red, yellow and red, a side.
A match whose score is null was not played; one with `"playoff": true` does not count in the table. `external` holds
orders that were decided outside. Other fields are left alone: files carry dates, sources and official tables too.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from deltacrown import wire
from deltacrown.errors import Malformed
from deltacrown.match.scores import Score
from deltacrown.match.state import Match, Outcome
from deltacrown.plugins.asking import measuring
from deltacrown.plugins.registry import Registry
from deltacrown.problems import Problem
from deltacrown.ranking import HEAD_TO_HEAD, REAPPLY, Ranking, break_ties
from deltacrown.results import Points, Results
from deltacrown.stage.slots import EntrantId, Seed

MOST_POINTS = 10**9
"""Above it a number is a slip, and would only make the reader slow."""

CARDS = ("yellow", "second_yellow", "red", "yellow_and_red")


@frozen
class _Participant:
    id: EntrantId
    name: str = ""


@frozen
class _FileMatch:
    home: EntrantId
    away: EntrantId
    score: tuple[int, int] | None
    playoff: bool = False
    cards: tuple[tuple[int, int, int, int], tuple[int, int, int, int]] | None = None


@frozen
class ResultsTable:
    """One table of a results file."""

    participants: tuple[_Participant, ...]
    matches: tuple[_FileMatch, ...]
    rules: tuple[str, ...]
    name: str = ""
    points: Points = field(factory=Points)
    points_adjustments: Mapping[EntrantId, int | Fraction] = field(factory=lambda: MappingProxyType({}))
    external: Mapping[str, tuple[EntrantId, ...]] = field(factory=lambda: MappingProxyType({}))

    @property
    def names(self) -> dict[EntrantId, str]:
        """Display names by id."""
        return {participant.id: participant.name or participant.id for participant in self.participants}

    @property
    def results(self) -> Results:
        """What the tie-breakers measure."""
        matches = [
            _match(place, match, match.score)
            for place, match in enumerate(self.matches, 1)
            if match.score is not None and not match.playoff
        ]
        return Results(tuple(self.names), tuple(matches), self.points, self.points_adjustments, self.external)


def read_tables(text: str | bytes) -> list[ResultsTable]:
    """The tables of a results file, in order. Raises Malformed with every problem found."""
    data = wire.loads(text)
    groups = data.get("groups") if isinstance(data, Mapping) else None
    if groups is None:
        return [_read_table(data, "")]
    if not isinstance(groups, list):
        raise Malformed([Problem("field.invalid", "expected a list of tables", "groups")])
    return [_read_table(group, f"groups.{place}") for place, group in enumerate(groups)]


def rank(table: ResultsTable, registry: Registry) -> Ranking:
    """The table's ranking by its rules. Raises Malformed for rules that nothing installed measures."""
    unknown = [word for word in table.rules if word != REAPPLY and _base(word) not in registry.tie_breakers]
    if unknown:
        known = ", ".join(sorted(registry.tie_breakers))
        raise Malformed(
            [Problem("tie_breaker.unknown", f"{word!r} is not one of {known}", "rules") for word in unknown]
        )
    results = table.results
    return break_ties(Ranking.of([results.entrants]), table.rules, measuring(registry, results))


def _base(word: str) -> str:
    return word.removeprefix(HEAD_TO_HEAD)


def _read_table(data: Any, path: str) -> ResultsTable:
    table = wire.structure(_known(data, ResultsTable), ResultsTable, path)
    problems = list(_problems(table, path))
    if problems:
        raise Malformed(problems)
    return table


def _known(data: Any, kind: type) -> Any:
    """The data without the fields that other readers of the file may want."""
    if not isinstance(data, Mapping):
        return data
    kept = {name: data[name] for name in (attribute.name for attribute in kind.__attrs_attrs__) if name in data}  # type: ignore[attr-defined]
    for name, inner in (("participants", _Participant), ("matches", _FileMatch)):
        if isinstance(kept.get(name), Sequence) and not isinstance(kept[name], str):
            kept[name] = [_known(item, inner) for item in kept[name]]
    return kept


def _problems(table: ResultsTable, path: str) -> Iterable[Problem]:
    prefix = f"{path}." if path else ""
    ids = [participant.id for participant in table.participants]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Problem("participant.repeated", f"{name!r} is listed twice", f"{prefix}participants")
    for place, match in enumerate(table.matches):
        yield from _match_problems(match, ids, f"{prefix}matches.{place}")
    named = {"points_adjustments": table.points_adjustments, **{f"external.{w}": o for w, o in table.external.items()}}
    for where, order in named.items():
        for name in order:
            if name not in ids:
                yield Problem("participant.unknown", f"{name!r} is not listed", f"{prefix}{where}")


def _match_problems(match: _FileMatch, ids: Sequence[EntrantId], path: str) -> Iterable[Problem]:
    for side in ("home", "away"):
        name = getattr(match, side)
        if name not in ids:
            yield Problem("participant.unknown", f"{name!r} is not listed", f"{path}.{side}")
    if match.home == match.away:
        yield Problem("match.same_sides", f"{match.home!r} meets itself", path)
    if match.score is not None and max(match.score) > MOST_POINTS:
        yield Problem("score.too_large", f"at most {MOST_POINTS:,} are scored", f"{path}.score")
    if match.score is not None and min(match.score) < 0:
        yield Problem("score.negative", "scores count from 0", f"{path}.score")


def _match(place: int, match: _FileMatch, points: tuple[int, int]) -> Match:
    stats = {card: (match.cards[0][i], match.cards[1][i]) for i, card in enumerate(CARDS)} if match.cards else {}
    sides = (match.home, match.away)
    score = Score(points, stats=MappingProxyType(stats))
    outcome = Outcome(score.ranking(sides), score=score)
    return Match(str(place), (Seed(1), Seed(2)), draws=True, entrants=sides, outcome=outcome)
