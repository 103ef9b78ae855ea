"""Cups that the core's tests play."""

from collections.abc import Callable

import pytest
from deltacrown import (
    Command,
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    Refused,
    RegisterEntrant,
    Source,
    StageSettings,
    StartTournament,
    TournamentSettings,
    load,
)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(load())


@pytest.fixture
def cup(engine: Engine) -> Callable[..., Director]:
    """A started single elimination of entrants named by letters, or of whatever stages are given."""

    def start(entrants: int = 8, *stages: StageSettings, seed: str = "", **options: object) -> Director:
        director = Director(engine)
        chosen = stages or (StageSettings("main", "single_elimination", options=options),)
        director.submit(CreateTournament("cup", TournamentSettings("Cup", chosen)))
        director.submit(OpenRegistration())
        for place in range(entrants):
            director.submit(RegisterEntrant(chr(ord("a") + place)))
        director.submit(StartTournament(seed))
        return director

    return start


@pytest.fixture
def groups_then_final() -> tuple[StageSettings, ...]:
    """Two groups whose winners meet."""
    groups = StageSettings("groups", "round_robin", options={"groups": 2})
    sources = (Source("groups", 1, "Group A"), Source("groups", 1, "Group B"))
    return (groups, StageSettings("final", "single_elimination", sources=sources))


Codes = Callable[[Director, Command], list[tuple[str, str]]]


@pytest.fixture
def refusal() -> Codes:
    """The codes and fields with which a command is refused; nothing may have been written."""

    def refused(director: Director, command: Command) -> list[tuple[str, str]]:
        before, entries = director.tournament, list(director.journal.read())
        with pytest.raises(Refused) as caught:
            director.submit(command)
        assert director.tournament is before
        assert list(director.journal.read()) == entries
        assert all(problem.message for problem in caught.value.problems)
        return [(problem.code, problem.field) for problem in caught.value.problems]

    return refused
