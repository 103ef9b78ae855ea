"""Names that stand in addresses: what they may be made of."""

import re
from collections.abc import Iterable

from deltacrown import Problem

_TOURNAMENT = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ADDRESS_MEANING = re.compile(r"[/?#%\\]|^\.{1,2}$")


def tournament_id_problems(id_: str) -> Iterable[Problem]:
    """Why this cannot be the id of a tournament."""
    if not _TOURNAMENT.fullmatch(id_):
        yield Problem("tournament.id_invalid", "1 to 64 letters, digits, hyphens and underscores", "id")


def segment_problems(name: str, code: str, field: str) -> Iterable[Problem]:
    """Why this cannot be one segment of an address."""
    if _ADDRESS_MEANING.search(name):
        yield Problem(code, "it stands in addresses, so it holds none of / ? # % \\ and is not . or ..", field)
