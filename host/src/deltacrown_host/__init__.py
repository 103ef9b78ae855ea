"""The reference host of DeltaCrown: an HTTP API, real time and pages on top of the engine.

    from deltacrown_host import Settings, create_app

`create_app(settings, plugins)` is the application; `serving` runs one in the background of a program or a test, and
`key_to` makes an API key to it. A plugin's route takes `host: HostDependency`; `look` answers what it asks with an
ETag, `submit` gives a command as its caller; `opt=needs(Permission.MANAGE)` says who may ask, and
`caller_of(request)` who does. `PluginTables` are tables of a plugin's own in the host's database; a `Kind` is a kind of
job, `enqueue` puts one there, and a `Wanted` is one that an event calls for. `keep_file` and `note_file` keep a file,
`note` writes a `Deed` into the audit trail, and `TurnedAway` answers with any status.

`StrictBody` reads a body with all its problems at once, `command_id_of(request)` is the request's `Idempotency-Key`,
and `document` answers problems with a status of one's own. `people_of` are the accounts of entrants, `parts_of`
the entrants of an account, `games_of` the games of tournaments; `settle_payment` and `refund_payment` say of an entry
fee that the money is there, or went back.
"""

from typing import TYPE_CHECKING, Any

from deltacrown_host.settings import Settings

if TYPE_CHECKING:
    from deltacrown_host.access.caller import Caller
    from deltacrown_host.access.needs import admit, caller_of, needs
    from deltacrown_host.access.roles import Permission, Role
    from deltacrown_host.accounts.service_account import key_to
    from deltacrown_host.app import create_app
    from deltacrown_host.audit.deeds import Deed, doer_of, note
    from deltacrown_host.bootstrap import Host, HostDependency
    from deltacrown_host.edge.body import StrictBody
    from deltacrown_host.edge.conditional import known_versions, look
    from deltacrown_host.edge.orders import command_id_of, submit
    from deltacrown_host.edge.problems import document
    from deltacrown_host.edge.turned_away import TurnedAway
    from deltacrown_host.files.of_plugins import (
        BODY_LIMIT,
        LARGEST_FILE,
        UPLOAD,
        Kept,
        find_file,
        keep_file,
        link_to_file,
        note_file,
    )
    from deltacrown_host.in_background import serving
    from deltacrown_host.jobs.causes import Wanted
    from deltacrown_host.jobs.queue import enqueue
    from deltacrown_host.jobs.runner import Kind
    from deltacrown_host.payments.settling import refund_payment, settle_payment
    from deltacrown_host.registrations.names import names_of
    from deltacrown_host.registrations.people import parts_of, people_of
    from deltacrown_host.registrations.tables import entrant_accounts
    from deltacrown_host.store.offered_tables import PluginTables
    from deltacrown_host.store.types import UtcTime
    from deltacrown_host.tournaments.listing import games_of

__all__ = [
    "BODY_LIMIT",
    "LARGEST_FILE",
    "UPLOAD",
    "Caller",
    "Deed",
    "Host",
    "HostDependency",
    "Kept",
    "Kind",
    "Permission",
    "PluginTables",
    "Role",
    "Settings",
    "StrictBody",
    "TurnedAway",
    "UtcTime",
    "Wanted",
    "admit",
    "caller_of",
    "command_id_of",
    "create_app",
    "document",
    "doer_of",
    "enqueue",
    "entrant_accounts",
    "find_file",
    "games_of",
    "keep_file",
    "key_to",
    "known_versions",
    "link_to_file",
    "look",
    "names_of",
    "needs",
    "note",
    "note_file",
    "parts_of",
    "people_of",
    "refund_payment",
    "serving",
    "settle_payment",
    "submit",
]

_WHERE = {
    "BODY_LIMIT": "deltacrown_host.files.of_plugins",
    "Deed": "deltacrown_host.audit.deeds",
    "Kept": "deltacrown_host.files.of_plugins",
    "LARGEST_FILE": "deltacrown_host.files.of_plugins",
    "TurnedAway": "deltacrown_host.edge.turned_away",
    "UPLOAD": "deltacrown_host.files.of_plugins",
    "UtcTime": "deltacrown_host.store.types",
    "doer_of": "deltacrown_host.audit.deeds",
    "entrant_accounts": "deltacrown_host.registrations.tables",
    "find_file": "deltacrown_host.files.of_plugins",
    "keep_file": "deltacrown_host.files.of_plugins",
    "link_to_file": "deltacrown_host.files.of_plugins",
    "known_versions": "deltacrown_host.edge.conditional",
    "names_of": "deltacrown_host.registrations.names",
    "note": "deltacrown_host.audit.deeds",
    "note_file": "deltacrown_host.files.of_plugins",
    "Caller": "deltacrown_host.access.caller",
    "Permission": "deltacrown_host.access.roles",
    "PluginTables": "deltacrown_host.store.offered_tables",
    "Role": "deltacrown_host.access.roles",
    "caller_of": "deltacrown_host.access.needs",
    "Kind": "deltacrown_host.jobs.runner",
    "Wanted": "deltacrown_host.jobs.causes",
    "enqueue": "deltacrown_host.jobs.queue",
    "key_to": "deltacrown_host.accounts.service_account",
    "needs": "deltacrown_host.access.needs",
    "Host": "deltacrown_host.bootstrap",
    "HostDependency": "deltacrown_host.bootstrap",
    "create_app": "deltacrown_host.app",
    "look": "deltacrown_host.edge.conditional",
    "serving": "deltacrown_host.in_background",
    "submit": "deltacrown_host.edge.orders",
    "StrictBody": "deltacrown_host.edge.body",
    "command_id_of": "deltacrown_host.edge.orders",
    "document": "deltacrown_host.edge.problems",
    "games_of": "deltacrown_host.tournaments.listing",
    "parts_of": "deltacrown_host.registrations.people",
    "people_of": "deltacrown_host.registrations.people",
    "settle_payment": "deltacrown_host.payments.settling",
    "refund_payment": "deltacrown_host.payments.settling",
    "admit": "deltacrown_host.access.needs",
}


def __getattr__(name: str) -> Any:
    """The public names that need the web framework, imported when they are asked for: the command line starts fast."""
    from importlib import import_module  # noqa: PLC0415 - as above

    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_WHERE[name]), name)
