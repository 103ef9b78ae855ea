"""A loose plugin of the hosts: it moves their clock, and offers a notifier and a format that fail now and then."""

import os
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

from deltacrown import Match, Notifier, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin
from deltacrown_host import bootstrap

_OFFSET_S = Path(os.environ.get("SOAK_CLOCK", "/nowhere"))
_CALM = not _OFFSET_S.exists()


class _Moved(datetime):
    """A clock that somebody sets: all hosts see the same."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        moved = datetime.now(tz) + timedelta(seconds=float(_OFFSET_S.read_text() or 0))
        return cls.fromtimestamp(moved.timestamp(), tz or UTC)


if not _CALM:
    bootstrap.datetime = _Moved  # type: ignore[attr-defined]


class Shaky(RoundRobin):
    """A round robin whose plugin breaks down one time in ten."""

    name = "shaky"
    title = "Shaky round robin"

    def pair(self, stage: Stage) -> Sequence[Match]:
        if not _CALM and random.random() < 0.1:
            message = "out of order"
            raise RuntimeError(message)
        return super().pair(stage)


class Moody(Notifier):
    """Dawdles, and fails one time in five."""

    name = "moody"

    def notify(self, *_: object) -> None:
        time.sleep(random.expovariate(100))
        if random.random() < 0.2:
            message = "not in the mood"
            raise ConnectionError(message)


@hookimpl
def register_notifiers() -> list[Notifier]:
    return [Moody()]


@hookimpl
def register_formats() -> list[Shaky]:
    return [Shaky()]
