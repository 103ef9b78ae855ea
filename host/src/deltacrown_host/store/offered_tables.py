"""The tables that plugins bring: asked for one plugin at a time, and left out where they cannot be taken."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from attrs import frozen
from deltacrown import Registry
from deltacrown.plugins.discovery import Rejected
from sqlalchemy import MetaData, Table

from deltacrown_host.store.schema import metadata

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")


@frozen
class PluginTables:
    """Tables that a plugin keeps in the host's database.

    name        theirs for ever: the database keeps the revision it has under this name
    metadata    what the tables are; no name of a table may be one of the host or of another plugin
    migrations  a folder of Alembic revisions that lead to it, a line of their own that depends on nobody else's
    """

    name: str
    metadata: MetaData
    migrations: Path

    @property
    def version_table(self) -> str:
        """Where the database keeps the revision."""
        return f"alembic_version_{self.name}"


OURS = PluginTables("host", metadata, Path(__file__).parent / "migrations" / "versions")
"""The host's own, by the same door."""


def offered_tables(registry: Registry) -> tuple[tuple[PluginTables, ...], tuple[Rejected, ...]]:
    """What every plugin brings, in the order of their names; and what was left out, with the reason."""
    taken: list[PluginTables] = []
    rejected: list[Rejected] = []
    for plugin, offered in _offers(registry, rejected):
        reason = _unusable(offered, taken)
        if reason:
            rejected.append(Rejected(plugin, f"the tables {getattr(offered, 'name', offered)!r} are no use: {reason}"))
        else:
            taken.append(offered)
    return tuple(sorted(taken, key=lambda tables: tables.name)), tuple(rejected)


def every_table(offered: Sequence[PluginTables]) -> list[Table]:
    """All tables of the host, then of the plugins, each after those it refers to."""
    return [table for one in (OURS, *offered) for table in one.metadata.sorted_tables]


def _offers(registry: Registry, rejected: list[Rejected]) -> Iterator[tuple[str, Any]]:
    for implementation in registry.manager.hook.register_tables.get_hookimpls():
        try:
            offered: Sequence[Any] = [*cast("Sequence[Any]", implementation.function())]
        except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
            reason = f"register_tables raised {type(error).__name__}: {error}"
            rejected.append(Rejected(implementation.plugin_name, reason))
            continue
        yield from ((implementation.plugin_name, one) for one in offered)


def _unusable(offered: Any, taken: Sequence[PluginTables]) -> str:
    if not isinstance(offered, PluginTables):
        return "they are not PluginTables"
    if not _NAME.fullmatch(offered.name):
        return "a name is of small letters, digits and underscores, and at most 31 of them"
    if any(one.name == offered.name for one in (OURS, *taken)):
        return "the name is taken"
    if not offered.migrations.is_dir():
        return f"there is no folder {str(offered.migrations)!r} of migrations"
    here = {table.name for table in every_table(taken)} & set(offered.metadata.tables)
    return f"the host has a table {min(here)!r} already" if here else ""
