"""What keeps a bracket that was given as data from being one, each with the field it is in."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError

from deltacrown import Bye, LoserOf, Match, Problem, Seed, Slot, WinnerOf

from deltacrown_brackets.formats.ways import Place, awaited, feeders_first, numbered, place_of

_DUEL = 2


def problems(matches: Sequence[Match], placements: Sequence[Sequence[Slot]]) -> Iterator[Problem]:
    """Everything that is wrong; what needs sound links is looked at where they are."""
    if not matches:
        yield Problem("custom_bracket.empty", "a bracket has at least one match", "matches")
        return
    by_key = {match.key: match for match in matches}
    found = [*_keys(matches), *_numbers(matches), *_links(matches, by_key), *_seeds(matches)]
    found = found or list(_circle(matches))
    yield from found or [*_rounds(numbered(matches)), *_placements(matches, by_key, placements)]


def second_problems(matches: Sequence[Match], seconds: Mapping[str, str]) -> Iterator[Problem]:
    """A second match is one between the two of the first, and the last for both."""
    for number, match in enumerate(matches):
        first = seconds.get(match.key)
        if first and match.slots != (LoserOf(first), WinnerOf(first)):
            message = f"the second match of {first!r} is between its loser and its winner, in this order"
            yield Problem("custom_bracket.second", message, f"matches.{number}.slots")
        for key in {key for key, _ in awaited(match.slots)} & seconds.keys():
            message = f"nobody goes on from {key!r}, which may not be played"
            yield Problem("custom_bracket.second", message, f"matches.{number}.slots")


def _keys(matches: Sequence[Match]) -> Iterator[Problem]:
    times = Counter(match.key for match in matches)
    for number, match in enumerate(matches):
        if not match.key:
            yield Problem("custom_bracket.key", "a match needs a key", f"matches.{number}.key")
        elif times[match.key] > 1:
            message = f"{times[match.key]} matches have the key {match.key!r}"
            yield Problem("custom_bracket.key", message, f"matches.{number}.key")


def _numbers(matches: Sequence[Match]) -> Iterator[Problem]:
    for number, match in enumerate(matches):
        if match.round < 0:
            yield Problem("custom_bracket.round", "rounds are counted from 1", f"matches.{number}.round")
        if match.best_of < 1 or match.best_of % 2 == 0:
            yield Problem(
                "custom_bracket.best_of", "the number of games is odd: 1, 3, 5 …", f"matches.{number}.best_of"
            )
        if len(match.slots) < _DUEL:
            yield Problem("custom_bracket.slots", "a match has two slots or more", f"matches.{number}.slots")


def _links(matches: Sequence[Match], by_key: Mapping[str, Match]) -> Iterator[Problem]:
    taken: dict[Place, str] = {}
    for field, match, slot in _slots(matches):
        place = place_of(slot)
        if place is None:
            continue
        if place in taken:
            message = f"{_words(place)} plays in {taken[place]!r} already"
            yield Problem("custom_bracket.taken", message, field)
        taken.setdefault(place, match.key)
        yield from _link(place, by_key, field)


def _link(place: Place, by_key: Mapping[str, Match], field: str) -> Iterator[Problem]:
    key, rank = place
    if key not in by_key:
        yield Problem("custom_bracket.link", f"there is no match {key!r}", field)
    elif not 1 <= rank <= len(by_key[key].slots):
        message = f"nobody is placed {rank} in {key!r}: it has {len(by_key[key].slots)} slots"
        yield Problem("custom_bracket.link", message, field)


def _seeds(matches: Sequence[Match]) -> Iterator[Problem]:
    seen: dict[int, str] = {}
    for field, match, slot in _slots(matches):
        if not isinstance(slot, Seed):
            continue
        if slot.seed < 1:
            yield Problem("custom_bracket.seed", "seeds are counted from 1", field)
        elif slot.seed in seen:
            message = f"seed {slot.seed} comes in once, and is in {seen[slot.seed]!r} already"
            yield Problem("custom_bracket.seed", message, field)
        seen.setdefault(slot.seed, match.key)
    if not seen:
        yield Problem("custom_bracket.seed", "no seed comes in anywhere", "matches")
    missing = set(range(1, len(seen) + 1)) - set(seen)
    if missing:
        message = f"seed {min(missing)} comes in nowhere, but seed {max(seen)} does"
        yield Problem("custom_bracket.seed", message, "matches")


def _circle(matches: Sequence[Match]) -> Iterator[Problem]:
    try:
        feeders_first(matches)
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        number = next(number for number, match in enumerate(matches) if match.key == circle[0])
        message = f"these matches wait for each other: {', '.join(circle[:-1])}"
        yield Problem("custom_bracket.circle", message, f"matches.{number}.slots")


def _rounds(matches: Sequence[Match]) -> Iterator[Problem]:
    """Nobody plays twice in a round: what waits for a match of its section is in a later round."""
    by_key = {match.key: match for match in matches}
    for number, match in enumerate(matches):
        for key, _ in awaited(match.slots):
            before = by_key[key]
            if before.section == match.section and before.round >= match.round:
                message = f"{match.key!r} waits for {before.key!r} of round {before.round}, so its round is a later one"
                yield Problem("custom_bracket.round", message, f"matches.{number}.round")


def _placements(
    matches: Sequence[Match], by_key: Mapping[str, Match], placements: Sequence[Sequence[Slot]]
) -> Iterator[Problem]:
    onward = {place: match.key for match in matches for place in awaited(match.slots)}
    named: set[Place] = set()
    for group, slots in enumerate(placements):
        for number, slot in enumerate(slots):
            field = f"placements.{group}.{number}"
            place = place_of(slot)
            if place is None:
                yield Problem("custom_bracket.placement", "a place belongs to whoever comes out of a match", field)
                continue
            if place in onward:
                message = f"{_words(place)} plays on in {onward[place]!r}"
                yield Problem("custom_bracket.placement", message, field)
            if place in named:
                yield Problem("custom_bracket.placement", f"{_words(place)} has a place already", field)
            named.add(place)
            yield from _link(place, by_key, field)


def _slots(matches: Sequence[Match]) -> Iterator[tuple[str, Match, Slot]]:
    for number, match in enumerate(matches):
        for place, slot in enumerate(match.slots):
            if slot != Bye():
                yield f"matches.{number}.slots.{place}", match, slot


def _words(place: Place) -> str:
    key, rank = place
    return {1: f"the winner of {key!r}", 2: f"the loser of {key!r}"}.get(rank, f"number {rank} of {key!r}")
