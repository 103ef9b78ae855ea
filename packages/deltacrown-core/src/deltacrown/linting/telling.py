"""Examples in words: entrants are letters, results are scores."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase

from attrs import frozen

from deltacrown.match.scores import Score
from deltacrown.match.state import Match
from deltacrown.outlook.places import Places
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage

_MOST = 6


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), *names[-1:]])


def shown(place: Places) -> str:
    """A place that is taken alone, or shared."""
    return f"number {place[0]}" if place[0] == place[1] else f"level on places {place[0]} to {place[1]}"


@frozen
class Telling:
    """What the entrants of an example are called."""

    names: Mapping[EntrantId, str]

    @classmethod
    def of(cls, stage: Stage, first: Iterable[EntrantId], section: str = "") -> "Telling":
        """Letters, those that matter first, the others by seed."""
        matches = [match for match in stage.matches.values() if match.section == section] or stage.matches.values()
        inside = {entrant for match in matches for entrant in match.present}
        seeds = stage.seeds
        chosen = sorted(first, key=seeds.__getitem__)
        order = [*chosen, *(entrant for entrant in stage.entrants if entrant in inside and entrant not in chosen)]
        return cls({entrant: _letter(place) for place, entrant in enumerate(order)})

    def of_entrant(self, entrant: EntrantId) -> str:
        """The letter."""
        return self.names.get(entrant, entrant)

    def match(self, match: Match, score: Score) -> str:
        """The match with this score."""
        sides = "-".join(self.of_entrant(entrant) for entrant in match.seated)
        return f"{sides} {':'.join(map(str, score.points))}"

    def results(self, stage: Stage, section: str = "", among: Iterable[EntrantId] = ()) -> str:
        """The results of a part of the stage, or only those among some; the first few of them."""
        only = set(among)
        told = [
            self.match(match, match.outcome.score)
            for match in stage.decided
            if match.section == section
            and match.outcome
            and match.outcome.score
            and (not only or only.issuperset(match.present))
        ]
        return ", ".join([*told[:_MOST], *(["…"] if len(told) > _MOST else [])])


def _letter(place: int) -> str:
    turn, letter = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(turn + 1) if turn else "")
