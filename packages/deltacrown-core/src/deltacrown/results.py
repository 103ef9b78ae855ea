"""Results: what tie-breakers measure. Decided matches of some entrants, and the points they are worth."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias

from attrs import field, frozen

from deltacrown.match.scores import scored_away
from deltacrown.match.state import Match
from deltacrown.stage.slots import EntrantId

Verdict: TypeAlias = Literal["win", "draw", "loss"]


@frozen
class Points:
    """What a result is worth in a table. Exact: whole numbers or fractions."""

    win: int | Fraction = 3
    draw: int | Fraction = 1
    loss: int | Fraction = 0

    def of(self, verdict: Verdict) -> int | Fraction:
        """The points for one result."""
        return {"win": self.win, "draw": self.draw, "loss": self.loss}[verdict]


@frozen
class Side:
    """One entrant's view of one decided match. `own` and `against` are None where the match was not played."""

    match: Match
    entrant: EntrantId
    position: int
    verdict: Verdict
    own: int | None
    against: int | None

    @property
    def scored_away(self) -> int:
        """What this side scored away: of a match in legs, in those of them that are known and were away."""
        score = self.match.outcome.score if self.match.outcome else None
        if self.match.legs > 1:
            return scored_away(score.games)[self.position] if score else 0
        return self.own or 0 if self.position == 1 else 0

    def stat(self, name: str) -> int:
        """A number counted for this side, such as yellow cards; 0 where it was not counted."""
        score = self.match.outcome.score if self.match.outcome else None
        counted = score.stats.get(name, ()) if score else ()
        return counted[self.position] if counted else 0


@frozen
class Record:
    """What an entrant has done so far: the columns of a table. `scored` and `conceded` are over played matches."""

    won: int = 0
    drawn: int = 0
    lost: int = 0
    scored: int = 0
    conceded: int = 0
    points: int | Fraction = 0

    @property
    def played(self) -> int:
        """The number of matches."""
        return self.won + self.drawn + self.lost

    @property
    def difference(self) -> int:
        """Scored less conceded."""
        return self.scored - self.conceded


@frozen
class Results:
    """The matches that count, and what is known beside them.

    entrants     the entrants to measure; every tie-breaker answers a number for each of them
    matches      decided matches, those against other entrants included (head to head leaves only theirs)
    points       what a win, a draw and a loss are worth
    adjustments  points added or deducted by a ruling, by entrant
    decisions    orders that were decided outside (lots, a play-off, a ranking list), best first, by name
    draw         what chance is drawn from: a recorded seed; the empty string where there is none, and nothing is drawn
    """

    entrants: tuple[EntrantId, ...]
    matches: tuple[Match, ...]
    points: Points = Points()
    adjustments: Mapping[EntrantId, int | Fraction] = field(factory=lambda: MappingProxyType({}))
    decisions: Mapping[str, Sequence[EntrantId]] = field(factory=lambda: MappingProxyType({}))
    draw: str = ""

    def sides(self) -> Iterator[Side]:
        """Each decided duel twice, once from each side. A bye has one side and counts as a win."""
        entrants = frozenset(self.entrants)
        for match in self.matches:
            if match.outcome is None:
                continue
            for position, entrant in enumerate(match.entrants):
                if entrant in entrants:
                    yield _side(match, position)

    def records(self) -> dict[EntrantId, Record]:
        """Each entrant's record, adjustments counted in its points."""
        verdicts: dict[EntrantId, Counter[str]] = {entrant: Counter() for entrant in self.entrants}
        goals = {entrant: [0, 0] for entrant in self.entrants}
        for side in self.sides():
            verdicts[side.entrant][side.verdict] += 1
            goals[side.entrant][0] += side.own or 0
            goals[side.entrant][1] += side.against or 0
        return {entrant: self._record(entrant, verdicts[entrant], goals[entrant]) for entrant in self.entrants}

    def _record(self, entrant: EntrantId, verdicts: Counter[str], goals: list[int]) -> Record:
        won, drawn, lost = verdicts["win"], verdicts["draw"], verdicts["loss"]
        points = won * self.points.win + drawn * self.points.draw + lost * self.points.loss
        return Record(won, drawn, lost, goals[0], goals[1], points + self.adjustments.get(entrant, 0))

    def among(self, tied: Sequence[EntrantId]) -> "Results":
        """Only the matches in which everyone is one of the tied. Adjustments do not belong to any match."""
        group = frozenset(tied)
        matches = tuple(match for match in self.matches if len(match.present) > 1 and group.issuperset(match.present))
        return Results(tuple(tied), matches, self.points, decisions=self.decisions, draw=self.draw)


def _side(match: Match, position: int) -> Side:
    entrant, outcome = match.entrants[position], match.outcome
    assert entrant
    assert outcome is not None
    first = outcome.ranking[0] if outcome.ranking else ()
    verdict: Verdict = "loss" if entrant not in first else "win" if len(first) == 1 else "draw"
    own = against = None
    if outcome.score and len(match.slots) == 2:  # noqa: PLR2004 - a duel has two sides
        own, against = outcome.score.points[position], outcome.score.points[1 - position]
    return Side(match, entrant, position, verdict, own, against)
