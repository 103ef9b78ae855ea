"""A match as the pages show it."""

from collections.abc import Mapping, Sequence

from attrs import frozen
from deltacrown import Bye, How, LoserOf, Match, Outcome, PlacedIn, Score, Seed, Slot, WinnerOf

from deltacrown_host.web.view.words import Names, dom_id, listed, name_of, ordinal, score

_DUEL = 2
_MANY = 3
_SILENT = {How.BYE, How.NOBODY}
"""What settles a match without news."""


@frozen
class SideView:
    """One side of a match. `known` is false where the name stands for somebody who is not known yet."""

    name: str
    known: bool
    score: str = ""
    shootout: str = ""
    won: bool = False
    lost: bool = False


@frozen
class MatchView:
    """One match.

    id        of its element on the page
    state     "decided", "ready" or "waiting"
    note      what the numbers alone do not say: legs, goals scored away, a shoot-out, a walkover, a bye
    sentence  the result as one would say it; empty while undecided
    """

    id: str
    title: str
    state: str
    sides: tuple[SideView, ...]
    note: str = ""
    sentence: str = ""


def match_view(stage: str, match: Match, names: Names, titles: Mapping[str, str]) -> MatchView:
    """The match as it stands; `titles` names the matches whose winners or losers it waits for."""
    state = "decided" if match.outcome else "ready" if match.ready else "waiting"
    sides = tuple(_side(match, place, names, titles) for place in _places(match))
    note = _note(match)
    sentence = "" if match.outcome is None or match.outcome.how in _SILENT else _sentence(sides, note)
    return MatchView(dom_id("m", stage, match.key), titles.get(match.key, match.key), state, sides, note, sentence)


def _places(match: Match) -> Sequence[int]:
    """The slots in the order in which they are shown: as planned for a duel, as they finished for more."""
    slots = range(len(match.slots))
    if match.outcome is None or len(match.slots) <= _DUEL:
        return slots
    finished = [entrant for group in match.outcome.ranking for entrant in group]
    return sorted(
        slots, key=lambda slot: finished.index(seat) if (seat := match.entrants[slot]) in finished else len(slots)
    )


def _side(match: Match, place: int, names: Names, titles: Mapping[str, str]) -> SideView:
    entrant = match.entrants[place] if match.entrants else None
    outcome = match.outcome
    if not entrant:
        nobody = "Bye" if outcome and outcome.how is How.BYE else "Nobody"
        return SideView(_awaited(match.slots[place], titles) if entrant is None else nobody, known=False)
    name = name_of(names, entrant)
    if outcome is None:
        return SideView(name, known=True)
    scored = outcome.score
    return SideView(
        name,
        known=True,
        score=str(scored.points[place]) if scored else "",
        shootout=str(scored.shootout[place]) if scored and scored.shootout else "",
        won=entrant == outcome.winner,
        lost=entrant not in (outcome.ranking[0] if outcome.ranking else ()),
    )


def _awaited(slot: Slot, titles: Mapping[str, str]) -> str:
    match slot:
        case WinnerOf(match=key):
            return f"Winner of {_inside(titles.get(key, key))}"
        case LoserOf(match=key):
            return f"Loser of {_inside(titles.get(key, key))}"
        case PlacedIn(match=key, rank=rank):
            return f"{ordinal(rank)} of {_inside(titles.get(key, key))}"
        case Seed(seed=seed):
            return f"Seed {seed}"
        case Bye():
            return "Bye"


def _inside(title: str) -> str:
    """The title within a sentence."""
    return title[:1].lower() + title[1:]


def _note(match: Match) -> str:
    outcome = match.outcome
    if outcome is None:
        return ""
    if outcome.how is not How.PLAYED:
        return {How.WALKOVER: "Walkover", How.NOBODY: "Not played"}.get(outcome.how, "")
    return _how_it_went(outcome, outcome.score, match.legs) if outcome.score else ""


def _how_it_went(outcome: Outcome, scored: Score, legs: int) -> str:
    """What the score alone does not tell: the legs, goals scored away, the shoot-out."""
    words = []
    if legs > 1:
        words.append(f"legs {listed(score(leg.points) for leg in scored.games)}" if scored.games else f"{legs} legs")
    if outcome.by_away_goals:
        words.append("on away goals")
    if len(scored.shootout) == _DUEL and outcome.winner is not None:
        words.append(f"{score(scored.shootout)} shootout")
    return ", ".join(words)


def _sentence(sides: tuple[SideView, ...], note: str) -> str:
    """The result for a list or for a voice."""
    if len(sides) == _DUEL and all(side.score for side in sides):
        home, away = sides
        result = f"{home.name} {score([home.score, away.score])} {away.name}"
        return f"{result} ({note})" if note else result
    winners = [side.name for side in sides if side.won]
    if not winners:
        return f"{listed(side.name for side in sides)}: {note.lower() or 'no winner'}"
    others = [side.name for side in sides if side.known and not side.won]
    if len(others) > _MANY:
        others = [*others[: _MANY - 1], f"{len(others) - _MANY + 1} others"]
    ahead = f"{listed(winners)} ahead of {listed(others)}" if others else listed(winners)
    return f"{ahead} ({note.lower()})" if note else ahead
