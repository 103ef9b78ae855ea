"""The reference host of DeltaCrown: an HTTP API, real time and pages on top of the engine.

    from deltacrown_host import Settings, create_app

`create_app(settings, plugins)` is the application; `serving` runs one in the background of a program or a test, and
`key_to` makes an API key to it. A plugin's route takes `host: HostDependency`; `look` answers what it asks with an
ETag, `submit` gives a command as its caller; `opt=needs(Permission.MANAGE)` says who may ask, and
`caller_of(request)` who does. `PluginTables` are tables of a plugin's own in the host's database; a `Kind` is a kind of
job, `enqueue` puts one there, and a `Wanted` is one that an event calls for.
"""

from typing import TYPE_CHECKING, Any

from deltacrown_host.settings import Settings

if TYPE_CHECKING:
    from deltacrown_host.access.caller import Caller
    from deltacrown_host.access.needs import caller_of, needs
    from deltacrown_host.access.roles import Permission, Role
    from deltacrown_host.accounts.service_account import key_to
    from deltacrown_host.app import create_app
    from deltacrown_host.bootstrap import Host, HostDependency
    from deltacrown_host.edge.conditional import look
    from deltacrown_host.edge.orders import submit
    from deltacrown_host.in_background import serving
    from deltacrown_host.jobs.causes import Wanted
    from deltacrown_host.jobs.queue import enqueue
    from deltacrown_host.jobs.runner import Kind
    from deltacrown_host.store.offered_tables import PluginTables

__all__ = [
    "Caller",
    "Host",
    "HostDependency",
    "Kind",
    "Permission",
    "PluginTables",
    "Role",
    "Settings",
    "Wanted",
    "caller_of",
    "create_app",
    "enqueue",
    "key_to",
    "look",
    "needs",
    "serving",
    "submit",
]

_WHERE = {
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
}


def __getattr__(name: str) -> Any:
    """The public names that need the web framework, imported when they are asked for: the command line starts fast."""
    from importlib import import_module  # noqa: PLC0415 - as above

    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_WHERE[name]), name)
