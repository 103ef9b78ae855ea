"""What this package offers to DeltaCrown."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from deltacrown import Entry, hookimpl
from deltacrown.events import HistoryAmended

if TYPE_CHECKING:
    import click
    from deltacrown_host import Host, Kind, PluginTables, Wanted
    from litestar.types import ControllerRouterHandler
    from sqlalchemy import Connection

    from deltacrown_certs.templates.template import Template


@hookimpl
def register_hookspecs() -> Sequence[ModuleType]:
    """The hook by which others bring designs."""
    from deltacrown_certs import hookspecs  # noqa: PLC0415 - asked only by whoever draws certificates

    return [hookspecs]


@hookimpl
def register_certificate_templates() -> "Sequence[Template]":
    """The designs that come with DeltaCrown."""
    from deltacrown_certs.templates import BUILT_IN  # noqa: PLC0415 - asked only by whoever draws certificates

    return BUILT_IN


@hookimpl
def register_commands() -> "Sequence[click.Command]":
    """`deltacrown certificate`."""
    from deltacrown.cli.later import Later  # noqa: PLC0415 - the command line is an extra of the core

    return [Later("certificate", "deltacrown_certs.cli.program:certificate", "Draw certificates, and check them.")]


@hookimpl
def register_tables() -> "Sequence[PluginTables]":
    """The tables of certificates, which only a host asks for."""
    from deltacrown_host import PluginTables  # noqa: PLC0415 - whoever embeds certificates needs no host

    from deltacrown_certs.hosting.tables import metadata  # noqa: PLC0415 - as above

    return [PluginTables("certs", metadata, Path(__file__).parent / "migrations")]


@hookimpl
def register_routes() -> "Sequence[ControllerRouterHandler]":
    """The routes of certificates."""
    from deltacrown_certs.hosting.mounting import ROUTES  # noqa: PLC0415 - as above

    return ROUTES


@hookimpl
def register_jobs(host: "Host") -> "Mapping[str, Kind]":
    """What is done with certificates in the background."""
    from deltacrown_certs.hosting.jobs import Doing  # noqa: PLC0415 - as above

    return Doing(host).kinds


@hookimpl
def jobs_after(entry: Entry) -> "Sequence[Wanted]":
    """After a correction, whoever has another place gets another certificate."""
    if not isinstance(entry.event, HistoryAmended):
        return []
    from deltacrown_host import Wanted  # noqa: PLC0415 - as above

    return [Wanted("certs.correct", entry.at)]


@hookimpl
def figures_of_person(connection: "Connection", entrants: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    """How many certificates somebody has that hold."""
    from deltacrown_certs.hosting.rows import issued_to  # noqa: PLC0415 - as above

    return {"certificates": issued_to(connection, entrants)}
