"""What is said in a channel about an event: the start, results, the end."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from deltacrown import Event, MatchCompleted, TournamentCancelled, TournamentCompleted, TournamentStarted
from deltacrown.ranking import Ranking

Named: TypeAlias = Callable[[Collection[str]], Mapping[str, str]]
"""The display names of these entrants."""

_PODIUM = 3
_LONGEST = 1800
_SIDES = 2
_DASH = "\N{EN DASH}"


def sentence(event: Event, named: Named) -> str | None:
    """The event in a sentence; None where nobody is told of it."""
    match event:
        case TournamentStarted(seeds=seeds):
            return f"Play has begun: {len(seeds)} take part."
        case MatchCompleted():
            return _result(event, named)
        case TournamentCompleted(ranking=ranking):
            return f"It is over. {_podium(ranking, named)}"
        case TournamentCancelled():
            return "It is cancelled."
    return None


def as_discord(tournament: str, said: str) -> dict[str, Any]:
    """As Discord takes it. Nobody is pinged, whatever they call themselves."""
    return {"content": f"{tournament}: {said}"[:_LONGEST], "allowed_mentions": {"parse": []}}


def as_slack(tournament: str, said: str) -> dict[str, Any]:
    """As Slack takes it: what it would read as its own marks is written out."""
    text = f"{tournament}: {said}"[:_LONGEST]
    return {"text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}


def _result(event: MatchCompleted, named: Named) -> str | None:
    seated = [entrant for entrant in event.entrants if entrant]
    if len(seated) < _SIDES:
        return None
    names, winner = named(seated), event.outcome.winner
    score = event.outcome.score
    points = f" {_DASH.join(map(str, score.points))}" if score and len(score.points) == _SIDES else ""
    sides = " against ".join(names.get(entrant, entrant) for entrant in seated[:_SIDES])
    others = f" and {len(seated) - _SIDES} more" if len(seated) > _SIDES else ""
    end = f"{names.get(winner, winner)} wins" if winner else "nobody wins"
    return f"{sides}{others}{points}: {end}."


def _podium(ranking: Ranking, named: Named) -> str:
    first = [line for line in ranking.standings if line.rank <= _PODIUM]
    names = named([line.entrant for line in first])
    return ", ".join(f"{line.rank}. {names.get(line.entrant, line.entrant)}" for line in first)
