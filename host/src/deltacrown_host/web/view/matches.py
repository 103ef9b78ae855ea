"""A match as the pages show it."""

from collections.abc import Mapping, Sequence

from attrs import frozen
from deltacrown import Bye, How, LoserOf, Match, Outcome, PlacedIn, Score, Seed, Slot, WinnerOf

from deltacrown_host.web.language import numeral, say
from deltacrown_host.web.view.words import Names, dom_id, listed, name_of, ordinal, score

_DUEL = 2
_MANY = 3
_SILENT = {How.BYE, How.NOBODY}
"""What settles a match without news."""


@frozen
class SideView:
    """One side of a match. `known` is false where the name stands for somebody who is not known yet.

    The rest is there where the page links to it (see `linking`):
    entrant   the id of the entrant
    number    by which the page finds everything of the entrant again; 0 for nobody
    to        the page of the entrant
    fate      what losing meant: "out", or "drops" where another match follows
    pick      the page on which this side wins, where one asks what if
    picked    whether it is imagined to have won
    """

    name: str
    known: bool
    score: str = ""
    shootout: str = ""
    won: bool = False
    lost: bool = False
    entrant: str = ""
    number: int = 0
    to: str = ""
    fate: str = ""
    pick: str = ""
    picked: bool = False


@frozen
class MatchView:
    """One match.

    id        of its element on the page
    state     "decided", "ready" or "waiting"
    note      what the numbers alone do not say: legs, goals scored away, a shoot-out, a walkover, a bye
    sentence  the result as one would say it; empty while undecided
    to        its page
    level     the page on which it ends level, where one asks what if and it can
    imagined  whether it is decided in somebody's mind only
    """

    id: str
    title: str
    state: str
    sides: tuple[SideView, ...]
    note: str = ""
    sentence: str = ""
    to: str = ""
    level: str = ""
    imagined: bool = False


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
        nobody = say("Bye") if outcome and outcome.how is How.BYE else say("Nobody")
        return SideView(_awaited(match.slots[place], titles) if entrant is None else nobody, known=False)
    name = name_of(names, entrant)
    if outcome is None:
        return SideView(name, known=True, entrant=entrant)
    scored = outcome.score
    return SideView(
        name,
        known=True,
        score=numeral(scored.points[place]) if scored else "",
        shootout=numeral(scored.shootout[place]) if scored and scored.shootout else "",
        won=entrant == outcome.winner,
        lost=entrant not in (outcome.ranking[0] if outcome.ranking else ()),
        entrant=entrant,
    )


def _awaited(slot: Slot, titles: Mapping[str, str]) -> str:
    match slot:
        case WinnerOf(match=key):
            return say("Winner of {match}", match=_inside(titles.get(key, key)))
        case LoserOf(match=key):
            return say("Loser of {match}", match=_inside(titles.get(key, key)))
        case PlacedIn(match=key, rank=rank):
            return say("{place} of {match}", place=ordinal(rank), match=_inside(titles.get(key, key)))
        case Seed(seed=seed):
            return say("Seed {number}", number=seed)
        case Bye():
            return say("Bye")


def _inside(title: str) -> str:
    """The title within a sentence."""
    return title[:1].lower() + title[1:]


def _note(match: Match) -> str:
    outcome = match.outcome
    if outcome is None:
        return ""
    if outcome.how is not How.PLAYED:
        return {How.WALKOVER: say("Walkover"), How.NOBODY: say("Not played")}.get(outcome.how, "")
    return _how_it_went(outcome, outcome.score, match.legs) if outcome.score else ""


def _how_it_went(outcome: Outcome, scored: Score, legs: int) -> str:
    """What the score alone does not tell: the legs, goals scored away, the shoot-out."""
    words = []
    if legs > 1:
        scores = listed(score(leg.points) for leg in scored.games)
        words.append(say("legs {scores}", scores=scores) if scored.games else say("{count} legs", count=legs))
    if outcome.by_away_goals:
        words.append(say("on away goals"))
    if len(scored.shootout) == _DUEL and outcome.winner is not None:
        words.append(say("{score} shootout", score=score(scored.shootout)))
    return ", ".join(words)


def _sentence(sides: tuple[SideView, ...], note: str) -> str:
    """The result for a list or for a voice."""
    if len(sides) == _DUEL and all(side.score for side in sides):
        home, away = sides
        result = f"{home.name} {score([home.score, away.score])} {away.name}"
        return f"{result} ({note})" if note else result
    winners = [side.name for side in sides if side.won]
    if not winners:
        nobody = say("no winner")
        return f"{listed(side.name for side in sides)}: {note.lower() or nobody}"
    others = [side.name for side in sides if side.known and not side.won]
    if len(others) > _MANY:
        others = [*others[: _MANY - 1], say("{count} others", count=len(others) - _MANY + 1)]
    first = listed(winners)
    ahead = say("{first} ahead of {others}", first=first, others=listed(others)) if others else first
    return f"{ahead} ({note.lower()})" if note else ahead
