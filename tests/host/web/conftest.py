"""Tournaments to look at: the World Cup as far as one likes, played in memory."""

import pytest
from attrs import define
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    StartTournament,
    TournamentSettings,
    wire,
)
from deltacrown_host.demo.world_cup import WorldCup, world_cup
from deltacrown_host.web.view.page import TournamentPage, tournament_page


@define
class Cup:
    """The World Cup in memory, with the page that shows it."""

    director: Director
    data: WorldCup
    played: int = 0

    @property
    def page(self) -> TournamentPage:
        events = [entry.event for entry in self.director.journal.read()]
        return tournament_page(self.director.engine, self.director.tournament, self.data.entrants, events)

    def start(self) -> "Cup":
        self.director.submit(StartTournament("2022"))
        return self

    def play(self, matches: int) -> "Cup":
        return self.play_on(matches)

    def play_on(self, matches: int) -> "Cup":
        """So many matches more."""
        before, self.played = self.played, self.played + matches
        for fixture in self.data.matches[before : self.played]:
            stage = self.director.tournament.stage(fixture.stage)
            assert stage is not None
            match = next(m for m in stage.matches.values() if m.ready and set(m.present) == set(fixture.sides))
            turned = match.entrants != fixture.sides
            points, shootout = fixture.points, fixture.shootout
            score = Score(points[::-1], shootout[::-1]) if turned else Score(points, shootout)
            self.director.submit(ReportResult(fixture.stage, match.key, score))
        return self


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


def registered(engine: Engine) -> Cup:
    data = world_cup()
    director = Director(engine)
    director.submit(CreateTournament("cup", wire.structure(data.settings, TournamentSettings)))
    director.submit(OpenRegistration())
    for entrant in data.entrants:
        director.submit(RegisterEntrant(entrant))
    return Cup(director, data)


@pytest.fixture
def cup(engine: Engine) -> Cup:
    """The World Cup with its entrants registered."""
    return registered(engine)


@pytest.fixture(scope="session")
def finished(engine: Engine) -> TournamentPage:
    """The page at the end of the World Cup."""
    return registered(engine).start().play(64).page
