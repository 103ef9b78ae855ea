"""Jobs that plugins bring, and what plugins want done after an event; each plugin asked by itself."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen
from deltacrown import Entry, Registry, Tournament
from deltacrown.plugins.discovery import Rejected
from sqlalchemy import Connection

from deltacrown_host.asking import asked
from deltacrown_host.jobs.causes import Wanted, leave_jobs, leave_wanted
from deltacrown_host.jobs.runner import Kind
from deltacrown_host.notices.causes import leave_notices

if TYPE_CHECKING:
    from deltacrown_host.bootstrap import Host

logger = logging.getLogger(__name__)

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def offered_jobs(registry: Registry, host: "Host") -> tuple[Mapping[str, Kind], tuple[Rejected, ...]]:
    """The kinds of jobs of every plugin, by name; and what was left out, with the reason."""
    kinds: dict[str, Kind] = {}
    rejected: list[Rejected] = []
    for plugin, ask in asked(registry, "register_jobs", host=host):
        try:
            offered = dict(ask())
        except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
            rejected.append(Rejected(plugin, f"register_jobs raised {type(error).__name__}: {error}"))
            continue
        for name, kind in offered.items():
            reason = _unusable(name, kind, kinds)
            if reason:
                rejected.append(Rejected(plugin, f"the job {name!r} is no use: {reason}"))
            else:
                kinds[name] = kind
    return kinds, tuple(rejected)


@frozen
class Leaving:
    """Leaves the jobs that events call for: the host's own, and those that plugins want."""

    registry: Registry

    def __call__(self, connection: Connection, tournament: Tournament, entries: Sequence[Entry]) -> None:
        """In the transaction of these entries, which have led to this tournament."""
        leave_jobs(connection, tournament, entries)
        leave_notices(connection, tournament, entries)
        for entry in entries:
            leave_wanted(connection, tournament, list(self._wanted(tournament, entry)))

    def _wanted(self, tournament: Tournament, entry: Entry) -> Iterator[Wanted]:
        for plugin, ask in asked(self.registry, "jobs_after", tournament=tournament, entry=entry):
            try:
                yield from [one for one in ask() if _is_wanted(one)]
            except Exception:
                # What happened has happened: a plugin that fails here must not undo it.
                logger.exception("a plugin was asked in vain what it wants done", extra={"plugin": plugin})


def _is_wanted(one: object) -> bool:
    if isinstance(one, Wanted) and one.at.tzinfo:
        return True
    message = f"{one!r} is nothing to be done: it must be a Wanted, with a time that has a zone"
    raise TypeError(message)


def _unusable(name: object, kind: object, taken: Mapping[str, Kind]) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return "its name must be the plugin's and its own with a dot between them, in small letters"
    if not isinstance(kind, Kind):
        return "it is not a Kind"
    return "the name is taken" if name in taken else ""
