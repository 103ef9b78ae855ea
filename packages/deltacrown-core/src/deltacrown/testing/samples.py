"""Samples for kits that need something played: results of a field, and a journal."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, groupby

from attrs import evolve

from deltacrown.contracts.format import Format, NoOptions
from deltacrown.draws import Draw
from deltacrown.journal import Entry
from deltacrown.match.state import Match, Outcome
from deltacrown.ranking import Ranking
from deltacrown.results import Results
from deltacrown.stage.slots import Bye, Seed, WinnerOf
from deltacrown.stage.state import Stage
from deltacrown.testing.playground import Playground
from deltacrown.testing.script import Script

_DUEL = 2
_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def sample_results(script: Script) -> Results:
    """Results of a field in which most have met, with a draw; now and then somebody has not played at all.

    Where there are enough for it, all but one also meet in a lobby, in which kills are counted.
    Matches end in no order, and some at the same time.
    """
    ids = script.ids()
    seeds = {entrant: seed for seed, entrant in enumerate(ids, 1)}
    chance = Draw(f"met/{script.luck}")
    pairs = [pair for pair in combinations(ids, 2) if chance.below(4)]
    matches = []
    for number, pair in enumerate(pairs, 1):
        slots = tuple(Seed(seeds[entrant]) for entrant in pair)
        match = Match(str(number), slots, number, draws=True, entrants=pair)
        ended = _NOON + timedelta(minutes=chance.below(len(pairs)), microseconds=chance.below(2))
        matches.append(evolve(_decided(match, script, seeds), ended_at=ended))
    lobby = tuple(chance.shuffled(ids)[:-1])
    if len(lobby) > _DUEL:
        slots = tuple(Seed(seeds[entrant]) for entrant in lobby)
        matches.append(_decided(Match("lobby", slots, len(pairs) + 1, entrants=lobby), script, seeds))
    return Results(tuple(ids), tuple(matches), draw=f"sample/{script.luck}")


def _decided(match: Match, script: Script, seeds: dict[str, int]) -> Match:
    score = script.score(match, seeds)
    sides = sorted(zip(score.points, match.present, strict=True), reverse=True)
    groups = tuple(tuple(entrant for _, entrant in group) for _, group in groupby(sides, key=lambda side: side[0]))
    return evolve(match, outcome=Outcome(groups, score=score))


class KingOfTheHill(Format[NoOptions]):
    """The best seed defends against everyone in turn, and whoever wins stays; the first has a bye before."""

    name = "conformance_king_of_the_hill"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        """All matches at once."""
        if stage.matches:
            return ()
        challengers = range(2, len(stage.entrants) + 1)
        return [
            Match("1", (Seed(1), Bye())),
            *(Match(str(n), (WinnerOf(str(n - 1)), Seed(n)), n, draws=False) for n in challengers),
        ]

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        """The last winner, and everyone else level."""
        king = [match.outcome.winner for match in stage.decided if match.outcome and match.outcome.winner][-1:]
        return Ranking.of([king, [entrant for entrant in stage.entrants if entrant not in king]])


def sample_journal(script: Script) -> Sequence[Entry]:
    """The entries of a tournament that was played to its end."""
    return tuple(Playground(KingOfTheHill()).play(script, looking=False).director.journal.read())
