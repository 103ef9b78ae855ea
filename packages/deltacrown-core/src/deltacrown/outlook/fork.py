"""Forks: a stage played on by the engine's own machinery, while the real one stays where it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice

from attrs import evolve, frozen

from deltacrown.commands import Envelope, ReportResult
from deltacrown.deciding import Decision
from deltacrown.engine import Engine
from deltacrown.match.events import MatchCompleted
from deltacrown.match.state import Match, Outcome, Score
from deltacrown.plugins import asking
from deltacrown.stage.progression import proceed
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Phase, Tournament, TournamentSettings

LATER = datetime.max.replace(tzinfo=UTC)
"""When what is still to be played ends: after everything that has ended."""

Choose = Callable[[Match], Outcome]
"""How a match that is ready ends."""


@frozen
class Fork:
    """A tournament of one stage that is never written to any journal."""

    engine: Engine
    tournament: Tournament

    @classmethod
    def of(cls, engine: Engine, stage: Stage, words: tuple[str, ...]) -> "Fork":
        """The stage as it stands, ranked by this cascade at its end. Its format is asked with the whole one."""
        settings = evolve(stage.settings, tie_breakers=words)
        forked = evolve(asking.with_cascade(engine.registry, stage), settings=settings)
        return cls(
            engine,
            Tournament(
                phase=Phase.LIVE,
                settings=TournamentSettings("", (settings,)),
                seeds=stage.entrants,
                stages=(forked,),
            ),
        )

    @property
    def stage(self) -> Stage:
        """The stage as it stands in this fork."""
        return self.tournament.stages[0]

    def ready(self) -> list[str]:
        """The keys of the matches that can be played."""
        return [match.key for match in self.stage.matches.values() if match.ready]

    def after(self, key: str, outcome: Outcome) -> "Fork":
        """The fork in which the match has ended so, and everything has followed. Raises PluginFault."""
        stage = self.stage
        # Nothing is reported: the outcome may hold a score that nobody can look at, which no report could.
        envelope = Envelope("", LATER, "", ReportResult(stage.key, key, Score(())))
        decision = Decision(envelope, self.tournament, self.engine.registry, tuple, self.engine.decide)
        decision.record(MatchCompleted(stage.key, key, stage.matches[key].seated, outcome, LATER))
        proceed(decision, [(stage.key, waiting) for waiting, _ in stage.feeds.get(key, ())], stage.key)
        return Fork(self.engine, decision.tournament)

    def woken(self, key: str, known: int) -> Iterator[str]:
        """The matches that became ready by the end of match `key`, or were added after the first `known`."""
        stage = self.stage
        for waiting, _ in stage.feeds.get(key, ()):
            match = stage.matches[waiting]
            if match.ready:
                yield waiting
            elif match.outcome is not None:
                yield from self.woken(waiting, len(stage.matches))
        if len(stage.matches) > known:
            yield from (new for new in islice(stage.matches, known, None) if stage.matches[new].ready)


def play_on(fork: Fork, choose: Choose) -> Fork:
    """The fork played to the end of its stage. Raises PluginFault."""
    waiting = fork.ready()
    while waiting:
        played: list[str] = []
        for key in waiting:
            match = fork.stage.matches[key]
            if match.outcome is None:
                known = len(fork.stage.matches)
                fork = fork.after(key, choose(match))
                played += fork.woken(key, known)
        waiting = played
    return fork
