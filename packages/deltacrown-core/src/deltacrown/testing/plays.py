"""Plays: what happened when a script was played with a format, for the laws to judge."""

from typing import Literal

from attrs import define, field, frozen

from deltacrown.director import Director
from deltacrown.errors import PluginFault
from deltacrown.plugins import asking
from deltacrown.ranking import Ranking
from deltacrown.stage.state import Stage
from deltacrown.testing.script import Script
from deltacrown.testing.watched import Answer

STAGE = "stage"

Fault = Literal["", "options", "answers", "links", "meetings", "ranking", "ending", "journal"]
"""What a fault is about, so that one law speaks for it and the others look at what came before it."""


@frozen
class Moment:
    """The stage after a command, with the ranking as it stood then, or None where there was none."""

    stage: Stage = field(repr=False)
    ranking: Ranking | None
    fault: str = ""


@define
class Play:
    """A stage played by a script: to its end, to the first fault, or until too many matches were planned.

    answers  every question to the format in order, with its answer
    moments  the stage at moments of its course: each of the first dozen results, then ever fewer, and the last
    message  why the engine could not go on; empty where nothing was wrong
    fault    what kind of fault that is
    """

    script: Script
    director: Director
    answers: list[Answer] = field(factory=list, repr=False)
    moments: list[Moment] = field(factory=list, repr=False)
    message: str = ""
    fault: Fault = ""

    @property
    def stage(self) -> Stage | None:
        """The stage as it stood last; None where it never opened."""
        return self.director.tournament.stage(STAGE)

    @property
    def final(self) -> Stage | None:
        """The stage, where it was played to its end."""
        stage = self.stage
        return stage if stage and stage.over else None

    def placed(self) -> list[list[int]]:
        """The final ranking as groups of seeds, best first, each group by number; empty where there is none."""
        stage = self.final
        if stage is None or stage.ranking is None:
            return []
        seeds = stage.seeds
        return [sorted(seeds[entrant] for entrant in group) for group in stage.ranking.groups]

    def pairings(self) -> list[Answer]:
        """Every answer of `pair` that is a sequence of matches, and of `arrange` that is one."""
        return [answer for answer in self.answers if answer.matches is not None]

    def wrong(self) -> str:
        """The first thing that the engine could not use, or nothing."""
        return next((moment.fault for moment in self.moments if moment.fault), self.message)

    def undrawn(self) -> str:
        """Why the stage cannot be drawn as it stands last, or nothing."""
        if self.stage is None:
            return ""
        try:
            self.director.engine.layout(self.stage)
        except PluginFault as fault:
            return str(fault)
        return ""

    def unexplained(self) -> str:
        """Why a match cannot be explained, or nothing; a duel, a bye and so on of each round is asked for."""
        stage = self.stage
        if stage is None:
            return ""
        some = {(match.round, len(match.present)): match for match in stage.matches.values()}
        try:
            for match in some.values():
                asking.explain(self.director.engine.registry, stage, match)
        except PluginFault as fault:
            return str(fault)
        return ""
