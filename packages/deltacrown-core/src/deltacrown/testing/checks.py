"""Checks on what a format answered, sorted by the law that speaks for each kind of slip."""

from collections import Counter
from collections.abc import Iterator, Sequence

from deltacrown.match.state import Match
from deltacrown.stage.slots import Bye, LoserOf, PlacedIn, Seed, WinnerOf, linked_rank
from deltacrown.stage.soundness import pairing_faults
from deltacrown.stage.state import Stage
from deltacrown.testing.plays import Fault
from deltacrown.testing.watched import Answer


def fault_of(answers: Sequence[Answer]) -> Fault:
    """What made the engine stop: the last answer tells."""
    if not answers:
        return "options"
    last = answers[-1]
    if last.question == "rank":
        return "ranking"
    planned = last.matches
    if planned is None:
        return "answers"
    if any(link_faults(last.stage, planned)):
        return "links"
    if any(planned_meeting_faults(planned)):
        return "meetings"
    wrong = last.question == "arrange" or any(pairing_faults(last.stage, planned, None))
    return "answers" if wrong else "ending"


def link_faults(stage: Stage, matches: Sequence[Match]) -> Iterator[str]:
    """Keys that are taken, and slots that lead nowhere."""
    for key, times in Counter(match.key for match in matches).items():
        if times > 1:
            yield f"gives the key {key!r} to {times} matches"
        if key in stage.matches:
            yield f"gives the key {key!r} again, which a match of the stage has already"
    known = {**stage.matches, **{match.key: match for match in matches}}
    links = {match.key: [s for s in match.slots if isinstance(s, WinnerOf | LoserOf | PlacedIn)] for match in matches}
    for key, slots in links.items():
        for slot in slots:
            if slot.match not in known:
                yield f"lets match {key!r} wait for {slot.match!r}, which is not a match of the stage"
            elif not 1 <= linked_rank(slot) <= len(known[slot.match].slots):
                yield f"lets match {key!r} wait for {slot!r}, a rank that this match does not have"
    for key in _never_fed({key: {slot.match for slot in slots} for key, slots in links.items()}):
        yield f"lets match {key!r} wait for itself"


def _never_fed(waits: dict[str, set[str]]) -> list[str]:
    """The matches that are left when all that can be decided is taken away, again and again."""
    waiting = {key: {other for other in others if other in waits} for key, others in waits.items()}
    feeds: dict[str, list[str]] = {}
    for key, others in waiting.items():
        for other in others:
            feeds.setdefault(other, []).append(key)
    free = [key for key, others in waiting.items() if not others]
    while free:
        decided = free.pop()
        del waiting[decided]
        for key in feeds.get(decided, ()):
            waiting[key].discard(decided)
            if not waiting[key]:
                free.append(key)
    return list(waiting)


def planned_meeting_faults(matches: Sequence[Match]) -> Iterator[str]:
    """Slots that put the same seed, or the same winner or loser, twice into one round."""
    places = Counter(
        (match.section, match.round, slot) for match in matches for slot in match.slots if not isinstance(slot, Bye)
    )
    for (section, number, slot), times in places.items():
        if times > 1:
            who = f"seed {slot.seed}" if isinstance(slot, Seed) else repr(slot)
            yield f"places {who} {times} times in round {number}{f' of {section}' if section else ''}"


def meeting_faults(stage: Stage) -> Iterator[str]:
    """Entrants who came to sit twice in one match or one round."""
    seeds = stage.seeds
    places: dict[tuple[str, int, str], str] = {}
    for match in stage.matches.values():
        for entrant, times in Counter(match.present).items():
            if times > 1:
                yield f"lets seed {seeds[entrant]} meet themselves in match {match.key!r}"
            place = (match.section, match.round, entrant)
            if place in places:
                yield (
                    f"lets seed {seeds[entrant]} play both {places[place]!r} and {match.key!r} in round {match.round}"
                    f"{f' of {match.section}' if match.section else ''}"
                )
            places[place] = match.key
