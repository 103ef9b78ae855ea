"""The configurations that a tournament has had, and what differs between two of them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from deltacrown import wire
from deltacrown.events import SettingsChanged, TournamentCreated
from deltacrown.journal import Entry
from deltacrown.tournament.state import TournamentSettings


@frozen
class Configuration:
    """The settings as they were configured by one event."""

    seq: int
    at: datetime
    actor: str
    settings: TournamentSettings


@frozen
class Change:
    """One field that differs, by its path; None where it is not set."""

    path: str
    before: Any
    after: Any


def configurations(entries: Iterable[Entry]) -> list[Configuration]:
    """Every configuration in a journal, in order."""
    return [
        Configuration(entry.seq, entry.at, entry.actor, entry.event.settings)
        for entry in entries
        if isinstance(entry.event, TournamentCreated | SettingsChanged)
    ]


def compare(before: TournamentSettings, after: TournamentSettings) -> list[Change]:
    """What differs between two configurations, field by field."""
    return list(_changes(wire.unstructure(before), wire.unstructure(after), ""))


def _changes(before: Any, after: Any, path: str) -> Iterator[Change]:
    if before == after:
        return
    children = _children(before), _children(after)
    if None in children:
        yield Change(path, before, after)
        return
    old, new = children
    for name in dict.fromkeys([*(old or ()), *(new or ())]):
        yield from _changes((old or {}).get(name), (new or {}).get(name), f"{path}.{name}".lstrip("."))


def _children(value: Any) -> dict[str, Any] | None:
    if isinstance(value, Mapping):
        return dict(value)
    return {str(place): item for place, item in enumerate(value)} if isinstance(value, list | tuple) else None
