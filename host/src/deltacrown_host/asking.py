"""Asking plugins one by one, so that one that fails costs its own answer only."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from deltacrown import Registry


def asked(registry: Registry, hook: str, **known: object) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every plugin that implements the hook, and how to ask it for no more of what is known than it names."""
    for implementation in getattr(registry.manager.hook, hook).get_hookimpls():
        given = [known[name] for name in implementation.argnames]
        yield implementation.plugin_name, partial(implementation.function, *given)
