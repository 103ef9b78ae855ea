"""Who stands where in double elimination: by the match of the last loss."""

from collections.abc import Callable
from typing import Any

from deltacrown import LoserOf, Match, Ranking, Stage

from deltacrown_brackets.formats.losers_bracket import LOSERS

WINNERS = "winners"
FINAL = "final"
GRAND_FINAL = "grand-final"
RESET = "grand-final-reset"
_SECTIONS = (WINNERS, LOSERS, FINAL)


def needs_reset(stage: Stage[Any], first: str = GRAND_FINAL) -> bool:
    """Whether the one who came unbeaten has lost the grand final to somebody, and is still there to play again."""
    match = stage.matches.get(first)
    if match is None or match.outcome is None:
        return False
    unbeaten, challenger = match.entrants
    return bool(unbeaten) and unbeaten not in stage.withdrawn and match.outcome.winner == challenger


def standing(stage: Stage[Any], title: Callable[[Match], str], *, reset: bool) -> Ranking:
    """The ranking of the stage as it stands; `reset` says whether a first loss in the grand final counts as one."""
    once: set[str] = set()
    out: dict[str, Match] = {}
    for match in stage.decided:
        winner = match.outcome.winner if match.outcome else None
        for entrant in match.present:
            if entrant == winner:
                continue
            if _plays_on(stage, match, entrant, reset=reset):
                once.add(entrant)
            else:
                out[entrant] = match
    still_in = [entrant for entrant in stage.entrants if entrant not in out]
    groups = [[entrant for entrant in still_in if entrant not in once], [e for e in still_in if e in once]]
    reasons = ["", "has lost once"]
    for match, losers in _by_exit(stage, out):
        groups.append(losers)
        reasons.append(_lost(title(match)))
    named = [(group, reason) for group, reason in zip(groups, reasons, strict=True) if group]
    return Ranking.of([group for group, _ in named], [reason for _, reason in named])


def _lost(title: str) -> str:
    name = title[0].lower() + title[1:]
    return f"lost the {name}" if "final" in name else f"lost in {name}"


def _plays_on(stage: Stage[Any], match: Match, entrant: str, *, reset: bool) -> bool:
    """Whether the loss was a first one that leaves a second life."""
    assert match.outcome is not None
    if match.section == WINNERS:
        return match.outcome.placed(2) == entrant
    if match.key != GRAND_FINAL or not reset or entrant != match.entrants[0]:
        return False
    return match.outcome.winner is None or RESET in stage.matches or needs_reset(stage)


def _by_exit(stage: Stage[Any], out: dict[str, Match]) -> list[tuple[Match, list[str]]]:
    """Those who are out, the last to go first; those who went in the same round are level."""
    rounds: dict[tuple[str, int], tuple[Match, list[str]]] = {}
    for entrant in stage.entrants:
        if entrant in out:
            exit_ = _exit(stage, out[entrant])
            rounds.setdefault((exit_.section, exit_.round), (exit_, []))[1].append(entrant)
    last_first = sorted(rounds, key=lambda place: (_SECTIONS.index(place[0]), place[1]), reverse=True)
    return [rounds[place] for place in last_first]


def _exit(stage: Stage[Any], match: Match) -> Match:
    """The match of the last loss; for those who gave up in the winners' bracket, where they would have dropped."""
    if match.section != WINNERS:
        return match
    waiting = (stage.matches[key] for key, _, _ in stage.feeds.get(match.key, ()))
    return next((other for other in waiting if LoserOf(match.key) in other.slots), match)
