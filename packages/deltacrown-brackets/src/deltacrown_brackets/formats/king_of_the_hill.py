"""King of the hill: the winner stays, the loser goes to the end of the queue."""

from collections.abc import Sequence

from attrs import frozen
from deltacrown import Column, EntrantId, Format, Layout, Match, Problem, Ranking, Section, Seed, Stage

_DUEL = 2


@frozen
class KingOfTheHillOptions:
    """Options of a king of the hill.

    rounds    how many matches are played; 0 for one less than there are entrants, so that everyone has a turn
    defences  whoever defends the hill so often in a row ends it early, once everyone has had a turn; 0 for nobody
    best_of   how many games a match has at most
    """

    rounds: int = 0
    defences: int = 0
    best_of: int = 1


class KingOfTheHill(Format[KingOfTheHillOptions]):
    """One match at a time: the king defends the hill against whoever waits longest. The winner stays.

    The best seed is king first, and the others wait in the order of their seeds. Whoever loses goes to the end of the
    queue, as do both where nobody wins; where the king leaves, the one who waits longest is king. Whoever joins has not
    had a turn yet, and so comes before those who have. It never ends before everyone has had a turn.

    The king at the end is first. Then comes whoever won more matches, each of which is a match for which the hill was
    theirs; among equals, whoever won last, because the hill was theirs later. Who never won is level.
    """

    name = "king_of_the_hill"
    title = "King of the hill"
    options = KingOfTheHillOptions
    late_entry = True

    def check(self, options: KingOfTheHillOptions, entrants: int | None) -> Sequence[Problem]:
        """Everyone has a turn, and a match has a winner."""
        problems = [
            Problem(f"king_of_the_hill.{name}", f"{name} is a number from 0", name)
            for name in ("rounds", "defences")
            if getattr(options, name) < 0
        ]
        if options.defences > 0 and options.rounds == 0:
            message = "say how many matches there are at most: with 0 there are none left once everyone had a turn"
            problems.append(Problem("king_of_the_hill.rounds", message, "rounds"))
        if entrants is not None and 0 < options.rounds < entrants - 1:
            message = f"{entrants} entrants have a turn each in {entrants - 1} matches, not in {options.rounds}"
            problems.append(Problem("king_of_the_hill.rounds", message, "rounds"))
        if options.best_of < 1 or options.best_of % 2 == 0:
            problems.append(Problem("king_of_the_hill.best_of", "the number of games is odd: 1, 3, 5 …", "best_of"))
        return problems

    def pair(self, stage: Stage[KingOfTheHillOptions]) -> Sequence[Match]:
        """The next match: the king, and whoever waits longest."""
        hill = _hill(stage)
        waiting = [entrant for entrant in stage.active if entrant != hill.king]
        waiting.sort(key=lambda entrant: hill.turns.get(entrant, 0))
        queue = waiting if hill.king is None else [hill.king, *waiting]
        if len(queue) < _DUEL or _over(stage, hill):
            return ()
        number, seeds = len(stage.matches) + 1, stage.seeds
        slots = (Seed(seeds[queue[0]]), Seed(seeds[queue[1]]))
        return (Match(str(number), slots, number, best_of=stage.options.best_of),)

    def rank(self, stage: Stage[KingOfTheHillOptions]) -> Ranking:
        """The king, then by matches won, then by who won later; those who never won are level."""
        hill = _hill(stage)
        winners = sorted(hill.wins, key=lambda entrant: (entrant != hill.king, -hill.wins[entrant], -hill.won[entrant]))
        never = [entrant for entrant in stage.entrants if entrant not in hill.wins]
        groups = [[entrant] for entrant in winners] + ([never] if never else [])
        reasons = [_reason(hill, entrant) for entrant in winners]
        return Ranking.of(groups, [*reasons, "never held the hill"])

    def layout(self, stage: Stage[KingOfTheHillOptions]) -> Layout:
        """A table with the matches in the order in which they are played."""
        columns = (Column("Match", tuple(stage.matches)),) if stage.matches else ()
        return Layout((Section("", columns, "table"),))


@frozen
class _Hill:
    """What the matches so far have made of the hill.

    king    whose it is; None where they have left, or both sides of the last match have lost
    streak  how often the king has defended it in a row
    turns   the number of everyone's last match
    wins    how many matches everyone has won who has won any
    won     the number of the last match that each of them has won
    """

    king: EntrantId | None
    streak: int
    turns: dict[EntrantId, int]
    wins: dict[EntrantId, int]
    won: dict[EntrantId, int]


def _hill(stage: Stage[KingOfTheHillOptions]) -> _Hill:
    king: EntrantId | None = None
    streak = 0
    turns: dict[EntrantId, int] = {}
    wins: dict[EntrantId, int] = {}
    won: dict[EntrantId, int] = {}
    for number, match in enumerate(stage.decided, 1):
        winner = match.outcome.winner if match.outcome else None
        streak = streak + 1 if winner == match.entrants[0] else 0
        turns |= dict.fromkeys(match.present, number)
        king = winner
        if winner is not None:
            wins[winner], won[winner] = wins.get(winner, 0) + 1, number
    gone = king is None or king in stage.withdrawn
    return _Hill(None if gone else king, 0 if gone else streak, turns, wins, won)


def _over(stage: Stage[KingOfTheHillOptions], hill: _Hill) -> bool:
    if any(entrant not in hill.turns for entrant in stage.active):
        return False
    enough = stage.options.rounds or len(stage.entrants) - 1
    return len(stage.matches) >= enough or 0 < stage.options.defences <= hill.streak


def _reason(hill: _Hill, entrant: EntrantId) -> str:
    matches = "1 match" if hill.wins[entrant] == 1 else f"{hill.wins[entrant]} matches"
    return f"won {matches}, the last one in match {hill.won[entrant]}"
