"""Single elimination: whoever loses is out."""

from collections.abc import Iterator, Sequence

from attrs import frozen
from deltacrown import Bye, Format, Layout, LoserOf, Match, Ranking, Seed, Slot, Stage, WinnerOf

from deltacrown_brackets.formats.seed_order import bracket_order, bracket_size

MAIN = ""
THIRD_PLACE = "third place"


@frozen
class SingleEliminationOptions:
    """Options of single elimination.

    third_place  whether the losers of the semi-finals play for third place
    """

    third_place: bool = False


class SingleElimination(Format[SingleEliminationOptions]):
    """Single elimination of any size. Byes go to the best seeds; the best seeds meet as late as possible."""

    name = "single_elimination"
    title = "Single elimination"
    options = SingleEliminationOptions
    ranks_by_path = True

    def pair(self, stage: Stage[SingleEliminationOptions]) -> Sequence[Match]:
        """The whole bracket at once."""
        if stage.matches or len(stage.entrants) < 2:  # noqa: PLR2004 - one entrant has won already
            return ()
        rounds = list(_rounds(len(stage.entrants)))
        matches = [match for matches in rounds for match in matches]
        if stage.options.third_place and len(rounds) > 1:
            semi_finals = rounds[-2]
            slots = tuple(LoserOf(match.key) for match in semi_finals)
            matches.append(Match("third-place", slots, 1, THIRD_PLACE))
        return matches

    def rank(self, stage: Stage[SingleEliminationOptions]) -> Ranking:
        """Those still in are level; below them, whoever was beaten later is better."""
        return Ranking.of(*_groups(stage))

    def layout(self, stage: Stage[SingleEliminationOptions]) -> Layout:
        """The bracket, and the match for third place beside it."""
        last = max((match.round for match in stage.matches.values() if match.section == MAIN), default=1)
        return Layout.by_round(stage.matches.values(), "bracket", lambda match: title(match, last))


def title(match: Match, last: int) -> str:
    """What the match's round is called."""
    if match.section != MAIN:
        return "Match for third place"
    names = {0: "Final", 1: "Semi-finals", 2: "Quarter-finals"}
    return names.get(last - match.round, f"Round of {2 ** (last - match.round + 1)}")


def _rounds(entrants: int) -> Iterator[list[Match]]:
    slots: list[Slot] = [Seed(seed) if seed <= entrants else Bye() for seed in bracket_order(bracket_size(entrants))]
    number = 1
    while len(slots) > 1:
        pairs = list(zip(slots[::2], slots[1::2], strict=True))
        keys = ["final"] if len(pairs) == 1 else [f"R{number}-{place}" for place in range(1, len(pairs) + 1)]
        yield [Match(key, pair, number) for key, pair in zip(keys, pairs, strict=True)]
        slots = [WinnerOf(key) for key in keys]
        number += 1


def _groups(stage: Stage[SingleEliminationOptions]) -> tuple[list[list[str]], list[str]]:
    """The entrants, level ones together, and what put each group below the one above."""
    beaten: dict[str, Match] = {}
    for match in stage.matches.values():
        if match.section == MAIN and match.outcome is not None:
            winner = match.outcome.winner
            beaten.update((loser, match) for loser in match.present if loser != winner)
    last = max((match.round for match in stage.matches.values() if match.section == MAIN), default=1)
    groups = [[entrant for entrant in stage.entrants if entrant not in beaten]]
    reasons = [""]
    for number in range(last, 0, -1):
        losers = [entrant for entrant in stage.entrants if entrant in beaten and beaten[entrant].round == number]
        if losers:
            groups.append(losers)
            reasons.append(f"lost in the {title(beaten[losers[0]], last).lower()}")
    _settle_third_place(stage, groups, reasons)
    named = [(group, reason) for group, reason in zip(groups, reasons, strict=True) if group]
    return [group for group, _ in named], [reason for _, reason in named]


def _settle_third_place(stage: Stage[SingleEliminationOptions], groups: list[list[str]], reasons: list[str]) -> None:
    match = stage.matches.get("third-place")
    if match is None or match.outcome is None or match.outcome.winner is None:
        return
    third = match.outcome.winner
    place = next(place for place, group in enumerate(groups) if third in group)
    fourth = [entrant for entrant in groups[place] if entrant != third]
    groups[place : place + 1] = [[third], fourth]
    reasons[place : place + 1] = [reasons[place], "lost the match for third place"]
