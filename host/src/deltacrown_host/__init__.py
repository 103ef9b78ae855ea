"""The reference host of DeltaCrown: an HTTP API, real time and pages on top of the engine.

    from deltacrown_host import Settings, create_app

`create_app(settings, plugins)` is the application; `serving` runs one in the background of a program or a test. A
plugin's route takes `host: HostDependency`; `look` answers what it asks with an ETag.
"""

from typing import TYPE_CHECKING, Any

from deltacrown_host.settings import Settings

if TYPE_CHECKING:
    from deltacrown_host.app import create_app
    from deltacrown_host.bootstrap import Host, HostDependency
    from deltacrown_host.edge.conditional import look
    from deltacrown_host.in_background import serving

__all__ = ["Host", "HostDependency", "Settings", "create_app", "look", "serving"]

_WHERE = {
    "Host": "deltacrown_host.bootstrap",
    "HostDependency": "deltacrown_host.bootstrap",
    "create_app": "deltacrown_host.app",
    "look": "deltacrown_host.edge.conditional",
    "serving": "deltacrown_host.in_background",
}


def __getattr__(name: str) -> Any:
    """The public names that need the web framework, imported when they are asked for: the command line starts fast."""
    from importlib import import_module  # noqa: PLC0415 - as above

    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_WHERE[name]), name)
