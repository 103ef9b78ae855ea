"""Playing a stage on to its end, whichever way is the quickest that is proved to be right."""

from collections.abc import Collection, Sequence
from typing import Protocol

from attrs import evolve, frozen

from deltacrown.engine import Engine
from deltacrown.fork import LATER, Choose, of_stage, play_on
from deltacrown.match.state import Match, Outcome
from deltacrown.outlook.places import Places, places
from deltacrown.outlook.proofs import constant_ranking, plan_is_final
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.ranking import DISQUALIFIED, Ranking, break_ties, put_last
from deltacrown.results import Results
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage


class Playing(Protocol):
    """A way to play on. `left` are the undecided matches known now."""

    @property
    def left(self) -> Sequence[Match]:
        """The undecided matches."""

    @property
    def fixed(self) -> bool:
        """Whether these are all that will ever be played."""

    def finish(self, choose: Choose, words: tuple[str, ...]) -> dict[EntrantId, Places]:
        """Everyone's places once every match has ended as chosen, with this cascade. Raises PluginFault."""


@frozen
class Stepwise:
    """By the engine, match by match: right for every format."""

    engine: Engine
    stage: Stage
    left: tuple[Match, ...]
    fixed: bool

    def finish(self, choose: Choose, words: tuple[str, ...]) -> dict[EntrantId, Places]:
        """Everyone's places at the end."""
        ended = play_on(of_stage(self.engine, self.stage, words), choose).stage(self.stage.key)
        return places(self.engine.ranking(ended))


@frozen
class Table:
    """All at once: where the format ranks without a look at results and plans nothing more, only the table counts.

    `level` is what the format answers before the cascade, `known` the results so far that count for it.
    """

    registry: Registry
    level: Ranking
    known: Results
    disqualified: Collection[EntrantId]
    left: tuple[Match, ...]
    fixed: bool = True

    def finish(self, choose: Choose, words: tuple[str, ...]) -> dict[EntrantId, Places]:
        """Everyone's places in the table at the end."""
        ended = tuple(_ended(match, choose(match)) for match in self.left)
        results = evolve(self.known, matches=self.known.matches + ended)
        ranking = break_ties(self.level, words, asking.measuring(self.registry, results))
        return places(put_last(ranking, self.disqualified, DISQUALIFIED))


def _ended(match: Match, outcome: Outcome) -> Match:
    return evolve(match, outcome=outcome, ended_at=LATER)


def playing(engine: Engine, stage: Stage, table: str) -> Playing:
    """The way to play on that fits the stage.

    Raises ValueError where the tables of the format cannot be looked at one by one, KeyError where there is none of
    this name.
    """
    left = tuple(match for match in stage.matches.values() if match.outcome is None)
    fixed = plan_is_final(engine.registry, stage)
    level = constant_ranking(engine.registry, stage) if fixed and all(match.ready for match in left) else None
    if not table and level is not None:
        return Table(engine.registry, level, stage.results, stage.disqualified, left)
    if not table:
        return Stepwise(engine, stage, left, fixed)
    inside = frozenset(places(engine.ranking(stage).tables[table]))
    if level is None or any(inside.intersection(m.present) and not inside.issuperset(m.present) for m in left):
        message = f"the tables of {stage.settings.format!r} cannot be looked at one by one"
        raise ValueError(message)
    own = tuple(match for match in left if inside.issuperset(match.present))
    # A criterion may look at opponents, so every match of someone in the table counts.
    matches = tuple(match for match in stage.results.matches if inside.intersection(match.present))
    known = evolve(stage.results, entrants=tuple(e for e in stage.entrants if e in inside), matches=matches)
    return Table(engine.registry, level.tables[table], known, stage.disqualified & inside, own)
