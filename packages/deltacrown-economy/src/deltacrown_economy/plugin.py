"""What this package offers to DeltaCrown."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from deltacrown import Entry, PayoutRule, Tournament, hookimpl

from deltacrown_economy.payouts.bands import Bands
from deltacrown_economy.payouts.fixed import Fixed
from deltacrown_economy.payouts.percent import Percent
from deltacrown_economy.payouts.winner_takes_all import WinnerTakesAll

if TYPE_CHECKING:
    import rich_click as click
    from deltacrown_host import Host, Kind, PluginTables, Wanted
    from litestar.types import ControllerRouterHandler
    from sqlalchemy import Connection

    from deltacrown_economy.providers import PaymentProvider


@hookimpl
def register_hookspecs() -> Sequence[ModuleType]:
    """The hook by which others bring ways to pay."""
    from deltacrown_economy import hookspecs  # noqa: PLC0415 - asked only by whoever takes payments

    return [hookspecs]


@hookimpl
def register_payout_rules() -> Sequence[PayoutRule]:
    """The payout rules."""
    return [WinnerTakesAll(), Fixed(), Percent(), Bands()]


@hookimpl
def register_tables() -> "Sequence[PluginTables]":
    """The tables of the ledger and of what it is for, which only a host asks for."""
    from deltacrown_host import PluginTables  # noqa: PLC0415 - whoever embeds the ledger needs no host

    from deltacrown_economy.tables import metadata  # noqa: PLC0415 - payout rules need no database

    return [PluginTables("economy", metadata, Path(__file__).parent / "migrations")]


@hookimpl
def register_commands() -> "Sequence[click.Command]":
    """`deltacrown wallet`."""
    from deltacrown.cli.later import Later  # noqa: PLC0415 - who has no command line has no click

    return [Later("wallet", "deltacrown_economy.cli.wallet:wallet", "Look after the ledger.")]


@hookimpl
def register_routes() -> "Sequence[ControllerRouterHandler]":
    """Wallets, payouts, fees, shop, promotions, payments, administration."""
    from deltacrown_economy.hosting import (  # noqa: PLC0415 - as above
        administration,
        payments,
        shop,
        tournaments,
        wallets,
    )

    return [one.routes for one in (wallets, tournaments, shop, payments, administration)]


@hookimpl
def register_jobs(host: "Host") -> "Mapping[str, Kind]":
    """What is done by itself."""
    from deltacrown_economy.hosting.jobs import kinds  # noqa: PLC0415 - as above

    return kinds(host)


@hookimpl
def jobs_after(entry: Entry) -> "Sequence[Wanted]":
    """Fees are captured at the start, and given back to whoever leaves, or to all."""
    from deltacrown_economy.hosting.jobs import wanted_after  # noqa: PLC0415 - as above

    return wanted_after(entry)


@hookimpl
def figures_of_tournament(connection: "Connection", tournament: Tournament) -> Mapping[str, int]:
    """What of the prizes was paid."""
    from deltacrown_economy.hosting.figures import figures  # noqa: PLC0415 - as above

    return figures(connection, tournament)


@hookimpl
def register_payment_providers() -> "Sequence[PaymentProvider]":
    """Payment by proof."""
    from deltacrown_economy.providers.proof import ByProof  # noqa: PLC0415 - as above

    return [ByProof()]
