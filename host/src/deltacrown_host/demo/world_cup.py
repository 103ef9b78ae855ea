"""The World Cup of 2022 as data: who took part, how it was set up, and every result in the order of kick-off."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen
from deltacrown import wire

FILE = Path(__file__).parent.parent / "data" / "world_cup_2022.json"


@frozen
class Fixture:
    """One match as it was played. `points` is the score after extra time where it was played."""

    kick_off: datetime
    stage: str
    sides: tuple[str, str]
    points: tuple[int, int]
    extra_time: bool = False
    shootout: tuple[int, ...] = ()


@frozen
class WorldCup:
    """The tournament and its history. `placings` is how it ended, the winner first."""

    name: str
    source: Mapping[str, str]
    notes: Mapping[str, str]
    entrants: Mapping[str, str]
    settings: Mapping[str, Any]
    matches: tuple[Fixture, ...]
    placings: tuple[str, ...]


def world_cup() -> WorldCup:
    """What the data file says."""
    return wire.structure(wire.loads(FILE.read_bytes()), WorldCup)
