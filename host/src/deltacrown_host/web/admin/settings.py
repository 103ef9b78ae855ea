"""The settings of a host as they are, for its administrators: what is secret is not shown."""

from collections.abc import Iterator

import attrs
from attrs import frozen
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from deltacrown_host.settings import Settings


@frozen
class SettingLine:
    """A setting: what it is, whether it is as it would be unless said; `secret` hides its value."""

    name: str
    value: str
    usual: bool
    secret: bool


def setting_lines(settings: Settings) -> Iterator[SettingLine]:
    """Every setting, in the order of the reference."""
    for one in attrs.fields(Settings):
        value = getattr(settings, one.name)
        secret = not one.repr
        yield SettingLine(one.name, "" if secret else _shown(one.name, value), value == one.default, secret and value)


def _shown(name: str, value: object) -> str:
    if name.endswith("_url") and value:
        return _without_password(str(value))
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str("" if value is None else value)


def _without_password(address: str) -> str:
    try:
        return make_url(address).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "***" if "@" in address else address
