"""Rankings by the tie-breaks of FIDE C.07, of Swiss tournaments and round robins."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from deltacrown_brackets.fide import tie_break_counts as counts
from deltacrown_brackets.fide import tie_break_opponents as opponents
from deltacrown_brackets.fide import tie_break_ratings as ratings
from deltacrown_brackets.fide.history import PointValue, SwissHistory
from deltacrown_brackets.fide.tie_break_code import Edition, TieBreakCode, UnknownTieBreak, parse_code
from deltacrown_brackets.fide.tie_break_encounter import Tied, direct_encounter
from deltacrown_brackets.fide.tie_break_field import Field, Measured, field_of

Measure: TypeAlias = Callable[[Field, TieBreakCode, Edition], Measured]

MEASURES: Mapping[str, tuple[str, Measure]] = {
    "PTS": ("Points", counts.points),
    "STD": ("Points in the standard score", counts.standard_points),
    "BH": ("Buchholz", opponents.buchholz),
    "FB": ("Fore Buchholz", opponents.buchholz),
    "AOB": ("Average of opponents' Buchholz", opponents.average_of_buchholz),
    "SB": ("Sonneborn-Berger", opponents.sonneborn_berger),
    "SOS": ("Sum of opponents' scores", opponents.sum_of_scores),
    "SOSOS": ("Sum of opponents' SOS", opponents.sum_of_sums),
    "PS": ("Progressive score", counts.progressive),
    "KS": ("Koya", counts.koya),
    "WIN": ("Rounds won", counts.counting(counts.won)),
    "WON": ("Games won over the board", counts.counting(counts.won_over_the_board)),
    "BPG": ("Games played with black", counts.counting(counts.played_with_black)),
    "BWG": ("Games won with black", counts.counting(counts.won_with_black)),
    "GE": ("Games one elected to play", counts.counting(counts.elected_to_play)),
    "REP": ("Rounds one elected to play", counts.counting(counts.elected_to_play)),
    "VUR": ("Rounds voluntarily unplayed", counts.counting(counts.voluntarily_unplayed)),
    "NUM": ("Games played over the board", counts.counting(counts.played)),
    "ARO": ("Average rating of opponents", ratings.average_rating),
    "TPR": ("Tournament performance rating", ratings.performance),
    "PTP": ("Perfect tournament performance", ratings.perfect_performance),
    "APRO": ("Average of opponents' performance rating", ratings.average_performance),
    "APPO": ("Average of opponents' perfect performance", ratings.average_perfect_performance),
    "RTG": ("Rating", counts.rating),
    "TPN": ("Pairing number", counts.pairing_number),
}
DIRECT_ENCOUNTER = "DE"
_LOWER_IS_BETTER = frozenset({DIRECT_ENCOUNTER, "TPN"})


@frozen
class TieBreakRanking:
    """The players by pairing number, level ones together, best first; and what each code measured, as it was written.

    The value of a direct encounter is the place among those tied before it, 0 where it separates nobody.
    """

    groups: tuple[tuple[int, ...], ...]
    values: Mapping[str, Mapping[int, PointValue | None]]

    def ranks(self) -> dict[int, int]:
        """The rank of every player, shared by those who are level."""
        ranks: dict[int, int] = {}
        for group in self.groups:
            ranks.update(dict.fromkeys(group, len(ranks) + 1))
        return ranks


def known(text: str) -> TieBreakCode:
    """The code in a text. Raises UnknownTieBreak."""
    code = parse_code(text)
    if code.name not in MEASURES and code.name != DIRECT_ENCOUNTER:
        message = f"{code.text!r} is not one of {', '.join(sorted([*MEASURES, DIRECT_ENCOUNTER]))}"
        raise UnknownTieBreak(message)
    return code


def rank_by(
    history: SwissHistory, codes: Sequence[str], edition: Edition = Edition.OF_2026, *, cyclic: bool = False
) -> TieBreakRanking:
    """The ranking by the codes, in their order. `cyclic` says that it is a round robin. Raises UnknownTieBreak."""
    return rank_field(field_of(history, cyclic=cyclic), codes, edition)


def rank_field(field: Field, codes: Sequence[str], edition: Edition = Edition.OF_2026) -> TieBreakRanking:
    """The ranking of a field by the codes, in their order. Raises UnknownTieBreak."""
    groups: list[Tied] = [field.everyone] if field.numbers else []
    values: dict[str, Mapping[int, PointValue | None]] = {}
    for code in [known(text) for text in codes]:
        measured = _measured(field, code, edition, groups)
        lower = (code.name in _LOWER_IS_BETTER) != code.turned
        groups = [
            finer
            for group in groups
            for finer in ([group] if len(group) == 1 else _split(group, measured.units, lower_is_better=lower))
        ]
        values[code.text] = dict(zip(field.numbers, measured.values(), strict=True))
    return TieBreakRanking(tuple(tuple(field.numbers[player] for player in group) for group in groups), values)


def measure(field: Field, text: str, edition: Edition = Edition.OF_2026) -> Measured:
    """What one code measures, over the whole field. Raises UnknownTieBreak."""
    return _measured(field, known(text), edition, _split(field.everyone, field.points, lower_is_better=False))


def _measured(field: Field, code: TieBreakCode, edition: Edition, groups: Sequence[Tied]) -> Measured:
    if code.name == DIRECT_ENCOUNTER:
        return direct_encounter(field, code, groups)
    return MEASURES[code.name][1](field, code, code.edition or edition)


def _split(group: Tied, units: Sequence[int | None], *, lower_is_better: bool) -> list[Tied]:
    """The group in parts of equal numbers, best first; whoever has none comes last."""
    parts: dict[int | None, list[int]] = {}
    for player in group:
        parts.setdefault(units[player], []).append(player)
    nothing = parts.pop(None, None)
    numbers = [number for number in parts if number is not None]
    ordered = [tuple(parts[number]) for number in sorted(numbers, reverse=not lower_is_better)]
    return [*ordered, tuple(nothing)] if nothing else ordered
