"""How the engine's own machinery is set going on a tournament that is never written anywhere."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NoReturn

from attrs import evolve

from deltacrown.commands import Command, CreateTournament, Envelope, StartTournament
from deltacrown.deciding import Decision
from deltacrown.engine import Engine
from deltacrown.errors import PluginFault
from deltacrown.match.events import MatchCompleted
from deltacrown.match.scores import Score
from deltacrown.match.state import Match, Outcome
from deltacrown.problems import Problem, Refusal
from deltacrown.registration.events import EntrantRegistered
from deltacrown.stage.placements import qualified
from deltacrown.stage.progression import proceed
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.events import RegistrationOpened, TournamentCreated
from deltacrown.tournament.state import Tournament, TournamentSettings, Window


def begin(engine: Engine, settings: TournamentSettings, entrants: int) -> Tournament | Refusal:
    """A started tournament of so many entrants. Windows, check-in and capacity are not what is rehearsed."""
    plain = evolve(settings, capacity=None, waitlist=False, registration=Window(), check_in=None)
    decision = _decision(engine, Tournament(), CreateTournament("rehearsal", plain))
    decision.record(TournamentCreated("rehearsal", plain))
    decision.record(RegistrationOpened())
    for number in range(1, entrants + 1):
        decision.record(EntrantRegistered(f"e{number:05}", None))
    return answered(engine, decision.tournament, StartTournament("rehearsal"))


def verdict(engine: Engine, command: CreateTournament) -> tuple[Problem, ...]:
    """Why there can be no such tournament."""
    answer = answered(engine, Tournament(), command)
    return answer.problems if isinstance(answer, Refusal) else ()


def complete(
    engine: Engine, tournament: Tournament, results: Iterable[tuple[Stage, Match, Score]]
) -> tuple[Tournament, str]:
    """The tournament after these matches have ended, and everything has followed; and what a plugin did wrong."""
    decision = _decision(engine, tournament, StartTournament())
    touched: list[tuple[str, str]] = []
    for stage, match, score in results:
        outcome = Outcome(score.ranking(match.entrants, away_goals=match.away_goals), score=score)
        decision.record(MatchCompleted(stage.key, match.key, match.seated, outcome, decision.envelope.at))
        touched += [(stage.key, waiting) for waiting, _ in stage.feeds.get(match.key, ())]
    try:
        proceed(decision, touched)
    except PluginFault as fault:
        return decision.tournament, str(fault)
    return decision.tournament, ""


def ready(tournament: Tournament) -> list[tuple[Stage, Match]]:
    """The matches that can be played now."""
    waiting = (stage for stage in tournament.stages if stage.undecided)
    return [(stage, match) for stage in waiting for match in stage.matches.values() if match.ready]


def twice(tournament: Tournament, stage: Stage) -> tuple[EntrantId, ...]:
    """Who takes more than one of the places that the stage asks for; the core lets them in once."""
    taken: Counter[EntrantId] = Counter()
    for source in stage.settings.sources:
        before = tournament.stage(source.stage)
        taken.update(qualified(before.ranking, source) if before and before.ranking else ())
    return tuple(entrant for entrant, times in taken.items() if times > 1)


def _decision(engine: Engine, tournament: Tournament, command: Command) -> Decision:
    envelope = Envelope("rehearsal", datetime.min.replace(tzinfo=UTC), "", command)
    return Decision(envelope, tournament, engine.registry, tuple, _never)


def _never(*_: object) -> NoReturn:
    """Nothing is corrected in a rehearsal."""
    raise AssertionError


def answered(engine: Engine, tournament: Tournament, command: Command) -> Tournament | Refusal:
    """The tournament after the command, or why it is refused."""
    answer = engine.decide(_decision(engine, tournament, command).envelope, tournament)
    return answer if isinstance(answer, Refusal) else answer.tournament
