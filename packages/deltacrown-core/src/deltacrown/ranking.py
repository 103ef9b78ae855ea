"""Rankings: who stands where, and which criterion put each one below the one above.

A criterion measures every entrant with an exact number; this module sorts, and applies what comes next to each
group that is still level. Entrants whom nothing separates share a rank: never is order or name the judge.

A cascade is a list of words. A word names a tie-breaker and measures over all matches. With the prefix `h2h_` it
measures over the matches among the tied entrants only; neighbouring `h2h_` words are one table among the tied,
compared number by number (UEFA Euro regulations, article "Equality of points"). `h2h_reapply` after such a run
makes a new table of only those who are still level, until it separates nobody.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

from attrs import evolve, field, frozen

from deltacrown.making import quick
from deltacrown.stage.slots import EntrantId

Number: TypeAlias = int | Fraction | float
"""An exact number. The only float allowed is `math.inf`, for a ratio whose divisor is nothing."""

HEAD_TO_HEAD = "h2h_"
REAPPLY = "h2h_reapply"
DISQUALIFIED = "disqualified"
"""The reason of the places behind everyone else."""


@frozen
class Measured:
    """What a criterion measured: a number by entrant, and which end is the better."""

    values: Mapping[EntrantId, Number]
    lower_is_better: bool = False


Measure: TypeAlias = Callable[[str, tuple[EntrantId, ...] | None], Measured]
"""(word without prefix, the tied entrants or None for all matches) → what was measured."""

_Parts: TypeAlias = list[tuple[tuple[EntrantId, ...], str]]
"""Groups of level entrants, best first, each with the word that put it below the one above."""


def is_exact(value: object) -> bool:
    """Whether the value may be a criterion's number."""
    if isinstance(value, float):
        return math.isinf(value)
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


@frozen
class Step:
    """One criterion applied to one group of tied entrants: the numbers, and the groups they make, best first."""

    criterion: str
    values: Mapping[EntrantId, Number]
    groups: tuple[tuple[EntrantId, ...], ...]


@quick
@frozen(weakref_slot=False)
class Standing:
    """One line of a ranking.

    `rank` is shared by those who are level. `reason` says what places this entrant below the one above: the word of
    the criterion, or the format's own words; empty for the first, and for whoever is level with the one above.
    """

    entrant: EntrantId
    rank: int
    reason: str = ""


@frozen
class Ranking:
    """Every entrant of a stage once, best first.

    `tables` holds the ranking of each part where a stage has several ("Group A"). `steps` are the criteria in the
    order in which they were applied, with their numbers: the whole reasoning.
    """

    standings: tuple[Standing, ...]
    tables: "Mapping[str, Ranking]" = field(factory=lambda: MappingProxyType({}))
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, groups: Iterable[Sequence[EntrantId]], reasons: Sequence[str] = ()) -> "Ranking":
        """A ranking of groups of level entrants, best first; `reasons[i]` says why group i is below group i - 1."""
        standings: list[Standing] = []
        for place, group in enumerate(groups):
            rank = len(standings) + 1
            reason = reasons[place] if place < len(reasons) and standings else ""
            standings += [Standing(entrant, rank, reason if i == 0 else "") for i, entrant in enumerate(group)]
        return cls(tuple(standings))

    @classmethod
    def of_tables(cls, tables: Mapping[str, Sequence[Sequence[EntrantId]]]) -> "Ranking":
        """A ranking in parts. Over all parts, those with the same position in their part are level."""
        parts = {name: cls.of(groups) for name, groups in tables.items()}
        return evolve(cls.of(_by_position(parts.values())), tables=MappingProxyType(parts))

    @property
    def groups(self) -> tuple[tuple[EntrantId, ...], ...]:
        """The entrants, level ones together, best first."""
        return tuple(
            tuple(standing.entrant for standing in group)
            for _, group in groupby(self.standings, key=lambda standing: standing.rank)
        )

    def at(self, rank: int) -> tuple[EntrantId, ...]:
        """Who may take the rank: one entrant where that is settled, several who are level, or nobody."""
        passed = 0
        for group in self.groups:
            if passed < rank <= passed + len(group):
                return group
            passed += len(group)
        return ()

    def decided(self, order: Sequence[EntrantId], reason: str) -> "Ranking":
        """The ranking with the tied group of exactly these entrants put in this order by an outside decision."""
        tables = {name: table.decided(order, reason) for name, table in self.tables.items()}
        parts: _Parts = []
        for group in self.groups:
            tied = set(group) == set(order)
            pieces = [(entrant,) for entrant in order] if tied else [group]
            parts += [(piece, reason) for piece in pieces]
            above = next(line.reason for line in self.standings if line.entrant == group[0])
            parts[-len(pieces)] = (pieces[0], above)
        whole = Ranking.of([group for group, _ in parts], [word for _, word in parts])
        return evolve(whole, tables=MappingProxyType(tables), steps=self.steps)


def put_last(ranking: Ranking, entrants: Collection[EntrantId], reason: str) -> Ranking:
    """The ranking with these entrants moved behind everyone else, level with each other."""
    tables = {name: put_last(table, entrants, reason) for name, table in ranking.tables.items()}
    last = tuple(line.entrant for line in ranking.standings if line.entrant in entrants)
    if not last:
        return evolve(ranking, tables=MappingProxyType(tables))
    above = {line.entrant: line.reason for line in ranking.standings}
    kept = [tuple(entrant for entrant in group if entrant not in last) for group in ranking.groups]
    groups = [group for group in kept if group]
    moved = Ranking.of([*groups, last], [*(above[group[0]] for group in groups), reason])
    return evolve(moved, tables=MappingProxyType(tables), steps=ranking.steps)


def _by_position(parts: Iterable[Ranking]) -> list[list[EntrantId]]:
    positions: dict[int, list[EntrantId]] = {}
    for part in parts:
        for standing in part.standings:
            positions.setdefault(standing.rank, []).append(standing.entrant)
    return [positions[rank] for rank in sorted(positions)]


def break_ties(ranking: Ranking, cascade: Sequence[str], measure: Measure) -> Ranking:
    """The ranking with every tied group separated by the cascade as far as it goes.

    Where the ranking has parts, each is separated first; over all parts, equal positions are then separated too.
    """
    if ranking.tables:
        parts = {name: break_ties(part, cascade, measure) for name, part in ranking.tables.items()}
        positions = _by_position(parts.values())
        level = Ranking.of(positions, ["position in group"] * len(positions))
        whole = break_ties(level, cascade, measure)
        return evolve(whole, tables=MappingProxyType(parts))
    steps: list[Step] = list(ranking.steps)
    separated: list[tuple[tuple[EntrantId, ...], str]] = []
    reasons = {standing.entrant: standing.reason for standing in ranking.standings}
    for group in ranking.groups:
        first, *others = _separate(group, _units(cascade), measure, steps)
        separated += [(first[0], reasons[group[0]]), *others]
    whole = Ranking.of([group for group, _ in separated], [reason for _, reason in separated])
    return evolve(whole, steps=tuple(steps))


def _units(cascade: Sequence[str]) -> list[tuple[tuple[str, ...], bool]]:
    """The cascade as units of words measured together, each with whether it is applied again."""
    units: list[tuple[tuple[str, ...], bool]] = []
    for head_to_head, words in groupby(cascade, key=lambda word: word.startswith(HEAD_TO_HEAD)):
        if not head_to_head:
            units += [((word,), False) for word in words]
            continue
        run: list[str] = []
        for word in words:
            if word != REAPPLY:
                run.append(word)
            elif run:
                units.append((tuple(run), True))
                run = []
        if run:
            units.append((tuple(run), False))
    return units


def _separate(
    group: tuple[EntrantId, ...],
    units: Sequence[tuple[tuple[str, ...], bool]],
    measure: Measure,
    steps: list[Step],
) -> _Parts:
    if len(group) == 1 or not units:
        return [(group, "")]
    words, again = units[0]
    parts = _split(group, words, measure, steps)
    separated: _Parts = []
    for part, word in parts:
        rest = units if again and len(parts) > 1 else units[1:]
        first, *others = _separate(part, rest, measure, steps)
        separated += [(first[0], word), *others]
    return separated


def _split(group: tuple[EntrantId, ...], words: tuple[str, ...], measure: Measure, steps: list[Step]) -> _Parts:
    """The group sorted by one unit of words measured over the same matches."""
    among = group if words[0].startswith(HEAD_TO_HEAD) else None
    parts: _Parts = [(group, "")]
    for word in words:
        measured = measure(word.removeprefix(HEAD_TO_HEAD), among)
        values = measured.values
        finer: _Parts = []
        for part, above in parts:
            if len(part) == 1:
                finer.append((part, above))
                continue
            ordered = sorted(part, key=lambda entrant: values[entrant], reverse=not measured.lower_is_better)
            pieces = tuple(tuple(piece) for _, piece in groupby(ordered, key=lambda entrant: values[entrant]))
            steps.append(Step(word, MappingProxyType({entrant: values[entrant] for entrant in ordered}), pieces))
            finer += [(piece, above if i == 0 else word) for i, piece in enumerate(pieces)]
        parts = finer
    return parts
