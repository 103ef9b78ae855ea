"""Plugins made on the spot, and cups played with them."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    Format,
    Match,
    OpenRegistration,
    RegisterEntrant,
    Registry,
    Seed,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    hookimpl,
    load,
)


class Offering:
    """A plugin that offers whatever it is given, through every hook of the same name."""

    def __init__(self, name: str, **offers: Sequence[object]) -> None:
        self.__name__ = name
        for hook, things in offers.items():
            setattr(self, hook, self._hook(hook, things))

    @staticmethod
    def _hook(hook: str, things: Sequence[object]) -> Callable[[], Sequence[object]]:
        def offer() -> Sequence[object]:
            return things

        offer.__name__ = hook
        return hookimpl(offer)


class TwoRounds(Format[Any]):
    """Everyone plays their neighbour, twice, and is asked for in between."""

    name = "two_rounds"

    def pair(self, stage: Stage) -> Sequence[Match]:
        number = len(stage.matches) * 2 // len(stage.entrants) + 1
        seeds = range(1, len(stage.entrants), 2)
        return [Match(f"{number}-{a}", (Seed(a), Seed(a + 1)), number) for a in seeds] if number < 3 else []


@pytest.fixture
def offering() -> type[Offering]:
    return Offering


@pytest.fixture
def two_rounds() -> type[TwoRounds]:
    """A format that is asked for each of its two rounds."""
    return TwoRounds


@pytest.fixture
def registry_of() -> Callable[..., Registry]:
    """A registry of the brackets and of a plugin "stranger" that offers these things, by kind."""

    def make(**offers: Sequence[object]) -> Registry:
        hooks = {f"register_{kind}": things for kind, things in offers.items()}
        return load([Offering("stranger", **hooks)])

    return make


@pytest.fixture
def open_cup() -> Callable[..., Director]:
    """A cup of four with registration closed soon: everything is there but the start."""

    def begin(registry: Registry, format_: str, **settings: Any) -> Director:
        seeding = {"seeding": settings.pop("seeding")} if "seeding" in settings else {}
        director = Director(Engine(registry))
        stage = StageSettings("main", format_, **settings)
        director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,), **seeding)))
        director.submit(OpenRegistration())
        for entrant in "abcd":
            director.submit(RegisterEntrant(entrant))
        return director

    return begin


@pytest.fixture
def cup(open_cup: Callable[..., Director]) -> Callable[..., Director]:
    """The same, started."""

    def begin(registry: Registry, format_: str, **settings: Any) -> Director:
        director = open_cup(registry, format_, **settings)
        director.submit(StartTournament())
        return director

    return begin


@pytest.fixture
def nonsense() -> SimpleNamespace:
    """Something that is no kind of thing at all."""
    return SimpleNamespace(name="nonsense")
