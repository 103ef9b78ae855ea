"""The course of a run: who played in which round, and how it ended."""

from collections import Counter
from collections.abc import Mapping

from attrs import define, field

from deltacrown.laboratory.clock import Played
from deltacrown.laboratory.dead import dead_matches
from deltacrown.laboratory.field import Field
from deltacrown.match.state import How, Match
from deltacrown.outlook.bracket import in_order
from deltacrown.outlook.places import Places, places, share
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament

_DUEL = 2


@define
class Course:
    """What measures look at.

    strengths   Elo by entrant; `best_first` are the entrants in that order
    final       the final ranking as groups of those who are level
    rounds      the rounds in which each entrant plays, in order
    meetings    how often each two have played against each other
    hours       how long it took
    dead        how many matches were dead
    """

    strengths: Mapping[EntrantId, float]
    best_first: tuple[EntrantId, ...]
    final: tuple[tuple[EntrantId, ...], ...]
    hours: float
    lots: int
    rounds: dict[EntrantId, list[int]]
    meetings: Counter[frozenset[EntrantId]] = field(factory=Counter)
    matches: int = 0
    dead: int = 0
    byes: int = 0
    depth: int = 0
    ends: dict[str, int] = field(factory=dict)
    placed: Mapping[EntrantId, Places] = field(factory=dict)

    @classmethod
    def of(cls, field_: Field, played: Played, minutes: float) -> "Course":
        """The course of a tournament that has ended."""
        ranking = played.tournament.ranking
        assert ranking is not None
        rounds: dict[EntrantId, list[int]] = {entrant: [] for entrant in field_.strengths}
        hours = played.length * minutes / 60
        course = cls(field_.strengths, field_.best_first, ranking.groups, hours, played.ties, rounds)
        course.placed = places(ranking)
        course.follow(played.tournament)
        course.dead = dead_matches(played.tournament)
        return course

    def follow(self, tournament: Tournament) -> None:
        """Count the matches of every stage; a stage begins when those are over whose places it takes."""
        for stage in tournament.stages:
            before = max((self.ends[source.stage] for source in stage.settings.sources), default=0)
            self.ends[stage.key] = before
            for match in in_order(stage.matches.values()):
                self._count(stage, match, before)

    def _count(self, stage: Stage, match: Match, before: int) -> None:
        if not match.played:
            self.byes += match.outcome is not None and match.outcome.how is How.BYE
            return
        sides = match.present
        number = 1 + max(before, *(self.rounds[entrant][-1] for entrant in sides if self.rounds[entrant]), 0)
        for entrant in sides:
            self.rounds[entrant].append(number)
        if len(sides) == _DUEL:
            self.meetings[frozenset(sides)] += 1
        self.matches += 1
        self.ends[stage.key] = max(self.ends[stage.key], number)
        self.depth = max(self.depth, number)

    @property
    def counts(self) -> list[int]:
        """How many matches each entrant plays."""
        return [len(rounds) for rounds in self.rounds.values()]

    def share(self, entrant: EntrantId, rank: int) -> float:
        """Whether the entrant ends at the rank or better; in part where it is level with others around it."""
        return share(self.placed[entrant], rank)

    def strengths_grouped(self) -> list[list[EntrantId]]:
        """The entrants by strength, equal ones together, best first."""
        groups: dict[float, list[EntrantId]] = {}
        for entrant in self.best_first:
            groups.setdefault(self.strengths[entrant], []).append(entrant)
        return list(groups.values())
