"""Settings in a file: TOML, a key for each, such as `port = 9000`."""

import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

NAME = "deltacrown.toml"
_WRITTEN: dict[Any, tuple[type | tuple[type, ...], str]] = {
    int: (int, "a whole number"),
    float: ((int, float), "a number"),
    bool: (bool, "true or false"),
    tuple[str, ...]: (list, "a list of texts"),
}


def read(path: Path, kinds: Mapping[str, Any], of_text: Callable[[Any, str], Any]) -> dict[str, Any]:
    """What the file sets. `kinds` are the types of all settings by name, `of_text` makes one of a text.

    Raises ValueError that names the file, and the key that is unknown or cannot be read.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"the settings {path} cannot be read: {error.strerror}"
        raise ValueError(message) from error
    except ValueError as error:
        message = f"{path} is no TOML: {error}"
        raise ValueError(message) from error
    for name in given:
        if name not in kinds:
            near = get_close_matches(name, kinds, 1, 0)
            message = f"{path}: there is no setting {name!r}; the nearest is {near[0]!r}"
            raise ValueError(message)
    return {name: _value(path, name, value, kinds[name], of_text) for name, value in given.items()}


def _value(path: Path, name: str, value: Any, kind: Any, of_text: Callable[[Any, str], Any]) -> Any:
    wanted, words = _WRITTEN.get(kind, (str, "a text"))
    fits = isinstance(value, wanted) and (kind is bool or not isinstance(value, bool))
    if not fits or (isinstance(value, list) and not all(isinstance(one, str) for one in value)):
        message = f"{path}: {name} is {value!r}, expected {words}"
        raise ValueError(message)
    if isinstance(value, list):
        return tuple(value)
    try:
        return of_text(kind, value) if isinstance(value, str) else kind(value)
    except ValueError as error:
        message = f"{path}: {name} is {value!r}, which cannot be read: {error}"
        raise ValueError(message) from error
