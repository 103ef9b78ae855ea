"""Soundness: what a format, a seeding or a tie-breaker answered is checked before it becomes a fact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from deltacrown.match.progress import NOT_BEGUN
from deltacrown.match.state import Match
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import Ranking, is_exact
from deltacrown.stage.layout import Layout
from deltacrown.stage.plainness import KEY_LENGTH, plainly_sound
from deltacrown.stage.slots import LINKS, Bye, EntrantId, Seed, Slot
from deltacrown.stage.state import Stage

MOST_MATCHES = 250_000
"""A round robin of 700, or an elimination of 100,000: more is a slip in somebody's options."""


def pairing_faults(stage: Stage, matches: Sequence[Match], sides: int | None) -> Iterable[str]:
    """What is wrong with planned matches, in words that a plugin's author can act on."""
    if len(stage.matches) + len(matches) > MOST_MATCHES:
        yield f"a stage holds {MOST_MATCHES:,} matches at most"
        return
    if not plainly_sound(stage, matches, sides):
        yield from faults_by_rule(stage, matches, sides)


def faults_by_rule(stage: Stage, matches: Sequence[Match], sides: int | None) -> Iterable[str]:
    """What is wrong with planned matches, looked for rule by rule."""
    keys = [match.key for match in matches if isinstance(match, Match)]
    if len(keys) != len(matches):
        yield "pair() must answer Match values"
        return
    own = set(keys)
    if len(own) != len(keys):
        yield from (f"match key {key!r} is repeated" for key, times in Counter(keys).items() if times > 1)
    for match in matches:
        for fault in _match_faults(stage, match, sides, own):
            yield f"match {match.key!r}: {fault}"
    there = [key for key in keys if key in stage.matches]
    if there:
        yield f"match key {min(there)!r} is already in the stage"
    cyclic = _cycle({match.key: _links(match) for match in matches})
    if cyclic:
        yield f"match {cyclic!r} waits for itself"
    yield from _taken_twice(matches)


def arrangement_faults(stage: Stage, answer: object, entrants: Sequence[EntrantId], sides: int | None) -> Iterable[str]:
    """What is wrong with a match that these entrants asked for, or with how it was refused."""
    if isinstance(answer, Refusal):
        yield from problem_faults(answer.problems, "arrange()")
        if not answer.problems:
            yield "arrange() refuses without a reason"
        return
    if not isinstance(answer, Match):
        yield f"arrange() must answer a Match or a Refusal, not {type(answer).__name__}"
        return
    faults = list(pairing_faults(stage, (answer,), sides))
    yield from faults
    if not faults:
        seated = {stage.entrants[slot.seed - 1] for slot in answer.slots if isinstance(slot, Seed)}
        yield from (f"arrange() leaves out {entrant!r}, who asked" for entrant in entrants if entrant not in seated)


def _match_faults(stage: Stage, match: Match, sides: int | None, own: set[str]) -> Iterable[str]:
    if not isinstance(match.key, str) or not 0 < len(match.key) <= KEY_LENGTH:
        yield f"a key is a text of 1 to {KEY_LENGTH} characters"
    if match.entrants or match.outcome or match.ended_at or match.progress != NOT_BEGUN:
        yield "entrants, outcome, ended_at and progress are the core's to fill"
    if type(match.round) is not int or match.round < 1:
        yield "rounds are whole numbers from 1"
    if type(match.best_of) is not int or match.best_of < 1:
        yield "best_of is a whole number from 1"
    if type(match.legs) is not int or match.legs != 1 or match.away_goals is not False:
        yield from _leg_faults(match)
    if not isinstance(match.section, str):
        yield "a section is a text"
    if len(match.slots) < 2 or (sides is not None and len(match.slots) != sides):  # noqa: PLR2004 - a duel is the least
        yield f"has {len(match.slots)} slots, expected {sides or 'at least 2'}"
    yield from _slot_faults(stage, match, own)


def _leg_faults(match: Match) -> Iterable[str]:
    if type(match.legs) is not int or match.legs < 1:
        yield "legs is a whole number from 1"
        return
    if match.legs > 1 and match.best_of != 1:
        yield "a match is played in legs or as a best of so many games, not both"
    if match.legs > 1 and len(match.slots) != 2:  # noqa: PLR2004 - home and away
        yield "only two can play at home and away in turn"
    if type(match.away_goals) is not bool or (match.away_goals and match.legs == 1):
        yield "away_goals is true or false, and false where there is one leg"


def _slot_faults(stage: Stage, match: Match, own: set[str]) -> Iterable[str]:
    seeds = [slot.seed for slot in match.slots if isinstance(slot, Seed)]
    if len(seeds) > 1 and len(set(seeds)) != len(seeds):
        yield "someone meets themselves"
    for slot in match.slots:
        if isinstance(slot, Seed):
            if not 1 <= slot.seed <= len(stage.entrants):
                yield f"there is no seed {slot.seed} among {len(stage.entrants)} entrants"
        elif isinstance(slot, LINKS):
            if slot.match not in own and slot.match not in stage.matches:
                yield f"waits for {slot.match!r}, which is not a match of the stage"
        elif not isinstance(slot, Bye):
            yield f"{slot!r} is not a slot"


def _links(match: Match) -> list[str]:
    return [slot.match for slot in match.slots if isinstance(slot, LINKS)]


def _cycle(links: Mapping[str, Sequence[str]]) -> str:
    """A match that waits for itself through others, or nothing. Walks without recursion: brackets can be deep."""
    done: set[str] = set()
    return next(filter(None, (_walk(start, links, done) for start in links)), "")


def _walk(start: str, links: Mapping[str, Sequence[str]], done: set[str]) -> str:
    path: list[str] = [start]
    on_path: set[str] = set()
    while path:
        key = path[-1]
        if key in done or key not in links:
            path.pop()
            continue
        if key in on_path:
            on_path.discard(key)
            done.add(path.pop())
            continue
        on_path.add(key)
        for other in links[key]:
            if other in on_path:
                return key
            path.append(other)
    return ""


def _taken_twice(matches: Sequence[Match]) -> Iterable[str]:
    """Within one round of one section nobody can be in two places; the same link there is a slip."""
    rounds: dict[tuple[str, int], set[Slot]] = {}
    for match in matches:
        places = rounds.setdefault((match.section, match.round), set())
        for slot in match.slots:
            if slot in places and not isinstance(slot, Bye):
                yield f"match {match.key!r}: {slot!r} already plays in round {match.round} of section {match.section!r}"
            places.add(slot)


def ranking_faults(ranking: object, entrants: Sequence[EntrantId]) -> Iterable[str]:
    """What is wrong with a ranking of these entrants."""
    if not isinstance(ranking, Ranking):
        yield f"rank() must answer a Ranking, not {type(ranking).__name__}"
        return
    ranked = [standing.entrant for standing in ranking.standings]
    yield from order_faults(ranked, entrants, "rank()")
    if ranking.tables:
        in_tables = [standing.entrant for table in ranking.tables.values() for standing in table.standings]
        yield from order_faults(in_tables, entrants, "rank(), over all tables,")


def order_faults(answer: Sequence[EntrantId], entrants: Sequence[EntrantId], who: str) -> Iterable[str]:
    """What is wrong with an order that must hold each entrant once."""
    missing, unknown = set(entrants) - set(answer), set(answer) - set(entrants)
    if missing:
        yield f"{who} leaves out {min(missing)!r}"
    if unknown:
        yield f"{who} names {min(unknown, key=str)!r}, who does not take part"
    if len(set(answer)) != len(answer):
        yield f"{who} names someone twice"


def measure_faults(values: object, entrants: Sequence[EntrantId]) -> Iterable[str]:
    """What is wrong with a tie-breaker's numbers."""
    if not isinstance(values, Mapping):
        yield f"measure() must answer a mapping, not {type(values).__name__}"
        return
    for entrant in entrants:
        if entrant not in values:
            yield f"measure() leaves out {entrant!r}"
        elif not is_exact(values[entrant]):
            yield f"measure() answers {values[entrant]!r} for {entrant!r}; numbers must be int or Fraction"


def layout_faults(layout: object, stage: Stage) -> Iterable[str]:
    """What is wrong with a drawing of the stage."""
    if not isinstance(layout, Layout):
        yield f"layout() must answer a Layout, not {type(layout).__name__}"
        return
    for section in layout.sections:
        for key in (key for column in section.columns for key in column.matches):
            if key not in stage.matches:
                yield f"layout() draws {key!r}, which is not a match of the stage"
    names = [tally.name for tally in layout.tallies]
    for tally in layout.tallies:
        if names.count(tally.name) > 1:
            yield f"layout() has two tallies {tally.name!r}"
        for entrant in stage.entrants:
            if not is_exact(tally.values.get(entrant)):
                yield f"layout() says {tally.values.get(entrant)!r} for {entrant!r} in {tally.name!r}: no exact number"


def problem_faults(problems: Sequence[object], who: str = "check()") -> Iterable[str]:
    """What is wrong with a format's objections to its options, or to a match that is asked for."""
    for problem in problems:
        if not isinstance(problem, Problem):
            yield f"{who} must answer Problem values, not {type(problem).__name__}"
