"""What a correction would do, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deltacrown import Engine, Tournament
from sqlalchemy import Connection

from deltacrown_host.registrations.names import names_of
from deltacrown_host.web.language import mark, say
from deltacrown_host.web.view.lines import MatchLine, match_lines
from deltacrown_host.web.view.words import money, name_of, ordinal

_SAID: Mapping[str, str] = {
    "changed": mark("{match} ends otherwise."),
    "voided": mark("{match} counts no longer: it is to be played again, or by others."),
    "new": mark("{match} is there then."),
    "gone": mark("{match} is there no more."),
}
"""What is said of a match, by the part of the effect that names it."""


def effect_lines(
    engine: Engine, tournament: Tournament, connection: Connection, effect: Mapping[str, Any]
) -> tuple[str, ...]:
    """Every difference; the effect is as the API answers it."""
    names = names_of(connection, tournament.id)
    lines = {line.to.split("/m/")[1]: line for line in match_lines(engine, tournament, names)}
    return (*_matches(effect, lines), *_ranks(effect, names), *_shares(effect, names, tournament))


def _matches(effect: Mapping[str, Any], lines: Mapping[str, MatchLine]) -> Iterator[str]:
    for part, says in _SAID.items():
        for one in effect[part]:
            line = lines.get(f"{one['stage']}/{one['match']}")
            match = f"{line.title}, {line.sides}," if line else say("Match {key}", key=one["match"])
            yield say(says, match=match)


def _ranks(effect: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    changes: Sequence[Mapping[str, Any]] = effect["ranks"]
    for one in changes:
        before, after = (say("no place") if rank is None else ordinal(rank) for rank in (one["before"], one["after"]))
        yield say("{name}: {before} becomes {after}.", name=name_of(names, one["entrant"]), before=before, after=after)


def _shares(effect: Mapping[str, Any], names: Mapping[str, str], tournament: Tournament) -> Iterator[str]:
    prize = tournament.settings.prize
    for one in effect["shares"] if prize else ():
        assert prize
        before, after = (money(one[when], prize.pool.currency) for when in ("before", "after"))
        who = name_of(names, one["entrant"]) if one["entrant"] else say("The organizer")
        yield say("{name}: {before} of the prize becomes {after}.", name=who, before=before, after=after)
