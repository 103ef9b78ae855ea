"""How settings are set going for the linter, and how a match ends by a score."""

from collections import Counter
from collections.abc import Iterable

from deltacrown.commands import StartTournament
from deltacrown.engine import Engine
from deltacrown.fork import Fork, Place, registered
from deltacrown.match.scores import Score
from deltacrown.match.state import Outcome
from deltacrown.problems import Refusal
from deltacrown.registration.events import EntrantRegistered
from deltacrown.stage.placements import qualified
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament, TournamentSettings


def begin(engine: Engine, settings: TournamentSettings, entrants: int) -> Fork | Refusal:
    """A started tournament of so many entrants."""
    field = (EntrantRegistered(f"e{number:05}", None) for number in range(1, entrants + 1))
    fork = registered(engine, settings, field)
    return fork if isinstance(fork, Refusal) else fork.answered(StartTournament("rehearsal"))


def scored(fork: Fork, results: Iterable[tuple[Place, Score]]) -> Fork:
    """The fork after these matches have ended with these scores. Raises PluginFault."""
    return fork.after([(place, _outcome(fork, place, score)) for place, score in results])


def _outcome(fork: Fork, place: Place, score: Score) -> Outcome:
    match = fork.match(place)
    return Outcome(score.ranking(match.entrants, away_goals=match.away_goals), score=score)


def twice(tournament: Tournament, stage: Stage) -> tuple[EntrantId, ...]:
    """Who takes more than one of the places that the stage asks for; the core lets them in once."""
    taken: Counter[EntrantId] = Counter()
    for source in stage.settings.sources:
        before = tournament.stage(source.stage)
        taken.update(qualified(before.ranking, source) if before and before.ranking else ())
    return tuple(entrant for entrant, times in taken.items() if times > 1)
