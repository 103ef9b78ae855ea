"""Files of others are read leniently: what has not the kind that it should have is as if it were not there."""

from collections.abc import Mapping
from typing import Any

MOST = 10**9


def words(value: object) -> str:
    """A text; a number as a text, as ids are written both ways."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def number(value: object) -> int:
    """A whole number from 0; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return value if 0 <= value <= MOST else 0


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
