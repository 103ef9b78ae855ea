"""The built-in tie-breakers keep the laws that they ask of strangers."""

from deltacrown import TieBreaker
from deltacrown.testing import TieBreakerConformance
from deltacrown_brackets.tie_breakers.decided import DECIDED_OUTSIDE
from deltacrown_brackets.tie_breakers.football import FOOTBALL
from deltacrown_brackets.tie_breakers.games import GAMES
from deltacrown_brackets.tie_breakers.last_resorts import LAST_RESORTS
from deltacrown_brackets.tie_breakers.lobbies import LOBBIES
from deltacrown_brackets.tie_breakers.of_history import CHESS
from hypothesis import settings


class Quick(TieBreakerConformance):
    effort = settings(max_examples=8, deadline=None, derandomize=True)


def kit(tie_breaker: TieBreaker) -> type[TieBreakerConformance]:
    return type(f"Test_{tie_breaker.name}", (Quick,), {"tie_breaker": tie_breaker, "__module__": __name__})


globals().update(
    {
        found.__name__: found
        for found in map(kit, [*FOOTBALL, *CHESS, *GAMES, *LOBBIES, *LAST_RESORTS, *DECIDED_OUTSIDE])
    }
)
