"""Reseeding: after every round the best seed left meets the worst left, the second best the second worst, and so on."""

from collections.abc import Sequence
from typing import Any

from deltacrown import Bye, Match, Seed, Slot, Stage

from deltacrown_brackets.formats.knockout import NameKey
from deltacrown_brackets.formats.playoffs import playoffs


def next_round(stage: Stage[Any], rounds: int, name: NameKey, places: int) -> Sequence[Match]:
    """The round after the last one played; with the final also the match for third place, where one is asked for."""
    latest = max(match.round for match in stage.matches.values() if match.section == "")
    if latest == rounds:
        return ()
    played = [match for match in stage.matches.values() if match.round == latest and match.section == ""]
    number = latest + 1
    left = sorted(stage.seeds[match.outcome.winner] for match in played if match.outcome and match.outcome.winner)
    matches = _paired(left, number, 1 << (rounds - number), name)
    beside = (
        list(playoffs([played, matches], places, consolation=False)) if number == rounds and len(played) > 1 else []
    )
    return [*matches, *beside]


def _paired(left: Sequence[int], number: int, most: int, name: NameKey) -> list[Match]:
    """Best against worst. Where too few are left, because nobody won some match, the best have byes."""
    slots: list[Slot] = [*(Seed(seed) for seed in left), *[Bye()] * (2 * most - len(left))]
    pairs = [(slots[place], slots[-1 - place]) for place in range(most)]
    return [
        Match(name(number, place, most == 1), pair, number)
        for place, pair in enumerate(pairs, 1)
        if pair != (Bye(), Bye())
    ]
