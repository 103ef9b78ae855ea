"""What this package offers to DeltaCrown."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deltacrown import PayoutRule, hookimpl

from deltacrown_economy.payouts.bands import Bands
from deltacrown_economy.payouts.fixed import Fixed
from deltacrown_economy.payouts.percent import Percent
from deltacrown_economy.payouts.winner_takes_all import WinnerTakesAll

if TYPE_CHECKING:
    import rich_click as click
    from deltacrown_host import PluginTables


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
    from deltacrown_economy.cli.wallet import wallet  # noqa: PLC0415 - who has no command line has no click

    return [wallet]
