"""Plans with which plainly nothing is wrong, as with nearly every one: told in one pass, in a fraction of the time.

No is not a fault: whoever asks then looks for what is wrong, one rule after the other (`soundness`).
"""

from collections import defaultdict
from collections.abc import Sequence

from deltacrown.match.progress import NOT_BEGUN
from deltacrown.match.state import Match
from deltacrown.stage.slots import LINKS, Bye, Seed, WinnerOf
from deltacrown.stage.state import Stage

KEY_LENGTH = 64


def plainly_sound(stage: Stage, matches: Sequence[Match], sides: int | None) -> bool:
    """Whether all matches have what a match has and keys of their own, and every slot is one that there is.

    Links lead to matches before, so nothing waits for itself; and no two slots of a round of a section are the same.
    """
    seeds, there = range(1, len(stage.entrants) + 1), stage.matches or frozenset[str]()
    planned: set[str] = set()
    rounds: dict[tuple[str, int], set[object]] = defaultdict(set)
    places = 0
    for match in matches:
        if not _plain(match, sides) or match.key in planned or match.key in there:
            return False
        taken = rounds[match.section, match.round]
        for slot in match.slots:
            if isinstance(slot, LINKS) and (slot.match in planned or slot.match in there):
                taken.add(slot.match if isinstance(slot, WinnerOf) else slot)
            elif isinstance(slot, Seed) and slot.seed in seeds:
                taken.add(slot.seed)
            elif isinstance(slot, Bye):
                continue
            else:
                return False
            places += 1
        planned.add(match.key)
    return places == sum(map(len, rounds.values()))


def _plain(match: Match, sides: int | None) -> bool:
    return (
        match.__class__ is Match
        and match.key.__class__ is str
        and 0 < len(match.key) <= KEY_LENGTH
        and (len(match.slots) == sides if sides else len(match.slots) > 1)
        and match.round.__class__ is int
        and match.round > 0
        and match.section.__class__ is str
        and match.best_of.__class__ is int
        and match.best_of > 0
        and match.legs.__class__ is int
        and match.legs == 1
        and match.away_goals is False
        and not match.entrants
        and match.outcome is None
        and match.ended_at is None
        and match.progress is NOT_BEGUN
    )
