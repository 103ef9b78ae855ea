"""Asking the readers of results files: which of them knows a file, and what it comes to."""

from collections.abc import Sequence

from deltacrown.contracts.results_reader import RankedResults, ResultsReader
from deltacrown.errors import Malformed, PluginFault
from deltacrown.plugins.registry import Registry


def rank_by_reader(
    registry: Registry, text: bytes, tie_breaks: Sequence[str] = (), edition: str = ""
) -> RankedResults | None:
    """What the first reader that knows the file makes of it; None where none does.

    Raises Malformed where the file is at fault, PluginFault where the reader is.
    """
    for plugin, reader in registry.offers("register_results_readers"):
        if not isinstance(reader, ResultsReader):
            raise PluginFault(plugin, f"register_results_readers offered {reader!r}, which is not a ResultsReader")
        try:
            answer = reader.rank(text, tie_breaks, edition) if reader.reads(text) else None
        except Malformed:
            raise
        except Exception as error:
            message = f"ResultsReader {reader.name!r} raised {type(error).__name__}: {error}"
            raise PluginFault(plugin, message) from error
        if answer is not None:
            return answer
    return None
