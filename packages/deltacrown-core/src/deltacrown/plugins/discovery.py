"""Finding plugins: installed packages by entry point, loose files in a folder, objects handed over.

pluggy loads entry points in one sweep and stops at the first broken import; here each is loaded by itself, and a
broken one is named and left out.
"""

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from attrs import frozen

from deltacrown.plugins.hookspecs import PROJECT


@frozen
class Rejected:
    """A plugin that is left out, and why."""

    plugin: str
    reason: str


@frozen
class Found:
    """A plugin that could be loaded."""

    name: str
    plugin: object


def installed() -> Iterator[Found | Rejected]:
    """Every package that offers an entry point in the group "deltacrown"."""
    for point in sorted(entry_points(group=PROJECT), key=lambda point: point.name):
        try:
            yield Found(point.name, point.load())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's import may fail in any way
            yield Rejected(point.name, f"cannot be imported: {type(error).__name__}: {error}")


def in_folder(folder: Path) -> Iterator[Found | Rejected]:
    """Every Python file in the folder, by name."""
    for path in sorted(folder.glob("*.py")):
        try:
            yield Found(path.stem, _module(path))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's file may fail in any way
            yield Rejected(path.stem, f"cannot be imported: {type(error).__name__}: {error}")


def handed_over(plugins: Iterable[object]) -> Iterator[Found]:
    """Modules or objects that the application brings itself."""
    for plugin in plugins:
        yield Found(getattr(plugin, "__name__", type(plugin).__name__), plugin)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"deltacrown_plugin_{path.stem}", path)
    if spec is None or spec.loader is None:
        message = f"{path} is not a Python file"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    # Whoever reads the annotations of something in it looks for its module by name.
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[spec.name]
        raise
    return module
