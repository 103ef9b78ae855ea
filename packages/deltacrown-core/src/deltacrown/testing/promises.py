"""What formats promise beside pairing and ranking, read off plays: late entries, kept pairings, places by path."""

from collections.abc import Iterator, Mapping

from deltacrown.outlook.bracket import Exit, place_of
from deltacrown.outlook.places import Places, places
from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId, Seed
from deltacrown.stage.state import Stage
from deltacrown.testing.plays import Play


def left_out(play: Play) -> Iterator[str]:
    """Whoever has joined during play, has not left, and is not in the next pairing, where nobody else has to wait."""
    known: int | None = None
    for answer in play.pairings():
        if answer.question != "pair" or not answer.matches:
            continue
        stage, seats = answer.stage, {slot for match in answer.matches for slot in match.slots}
        waiting = [seed for seed in map(stage.seeds.__getitem__, stage.active) if Seed(seed) not in seats]
        if known is not None and waiting and waiting[0] > known:
            joined = f"seed {waiting[0]}, who joined during play"
            yield f"leaves {joined}, out of the next pairing, after {len(stage.decided)} results"
        known = len(stage.entrants)


def no_next_round(play: Play) -> Iterator[str]:
    """Every answer of `pair` that is something else than the round after the last."""
    for answer in play.pairings():
        last = max((match.round for match in answer.stage.matches.values()), default=0)
        rounds = sorted({match.round for match in answer.matches or ()})
        if rounds and rounds != [last + 1]:
            numbers = ", ".join(map(str, rounds))
            yield f"keeps its pairings, and plans rounds {numbers} at once after round {last}"


def places_of_exits(stage: Stage, ranking: Ranking) -> Mapping[Exit, Places]:
    """The first and the last place of everyone, by the match where its way ended and its place there."""
    onward = {(key, rank) for key, feeds in stage.feeds.items() for _, _, rank in feeds}
    given, exits = places(ranking), dict[EntrantId, Exit]()
    for match in stage.matches.values():
        for entrant in match.present:
            end = (match.key, place_of(match, entrant))
            if end not in onward:
                exits[entrant] = end
    return {end: given[entrant] for entrant, end in exits.items()}
