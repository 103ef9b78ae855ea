"""Formats of a fixed size as later stages, into which fewer come than were planned for."""

from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
)

CUSTOM = {
    "matches": [
        {"key": "a", "slots": [{"seed": 1}, {"seed": 4}]},
        {"key": "b", "slots": [{"seed": 2}, {"seed": 3}]},
        {"key": "c", "slots": [{"winner_of": "a"}, {"winner_of": "b"}]},
    ]
}
FORMATS = {"page_playoff": {}, "gsl_groups": {}, "custom_bracket": CUSTOM, "stepladder": {}, "single_elimination": {}}
FORMATS |= {"league": {"divisions": 2, "seasons": 2}}
EVERYONE = ("ann", "bob", "cid", "dee")


@pytest.mark.parametrize("leaving", range(4))
@pytest.mark.parametrize("name", FORMATS)
def test_it_is_played_with_whoever_is_left(name: str, leaving: int) -> None:
    """Whoever leaves before the end of the first stage is missing in the second, which ends all the same."""
    director = _started(name)
    for entrant in EVERYONE[:leaving]:
        director.submit(WithdrawEntrant(entrant))
    for _ in range(100):
        ready = [
            (stage, match) for stage in director.tournament.stages for match in stage.matches.values() if match.ready
        ]
        if not ready:
            break
        stage, match = ready[0]
        director.submit(ReportResult(stage.key, match.key, Score((1, 0))))
    assert director.tournament.phase.value == "completed"
    assert director.tournament.ranking is not None
    assert sorted(line.entrant for line in director.tournament.ranking.standings) == sorted(EVERYONE)


def _started(name: str) -> Director:
    options: Any = FORMATS[name]
    stages = (
        StageSettings("league", "round_robin"),
        StageSettings("end", name, options=options, sources=tuple(Source("league", rank) for rank in range(1, 5))),
    )
    director = Director(Engine())
    director.submit(CreateTournament("cup", TournamentSettings("Cup", stages)))
    director.submit(OpenRegistration())
    for entrant in EVERYONE:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament("draw"))
    return director
