"""The playground: a format, an engine that knows it, and scripts played on them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count

from deltacrown.commands import Command, CreateTournament, Envelope, OpenRegistration, RegisterEntrant, StartTournament
from deltacrown.contracts.format import Format
from deltacrown.director import Director
from deltacrown.engine import Engine
from deltacrown.errors import PluginFault, Refused
from deltacrown.events import Event
from deltacrown.journal import Entry, MemoryJournal
from deltacrown.plugins.registry import load
from deltacrown.problems import Problem
from deltacrown.stage.state import StageSettings
from deltacrown.testing.checks import fault_of
from deltacrown.testing.driver import commands
from deltacrown.testing.plays import STAGE, Moment, Play
from deltacrown.testing.script import Script
from deltacrown.testing.watched import AsGiven, ConformanceKit, Watched
from deltacrown.tournament.state import TournamentSettings

_EACH_OF_THE_FIRST = 12
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Unplayable(Exception):
    """The format refuses this number of entrants with these options, and says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class Unwritable(Exception):
    """The journal cannot write down what a format answered."""


class _Writing(MemoryJournal):
    """A memory journal that tells its own troubles from those of the engine."""

    def append(self, expected_version: int, envelope: Envelope, events: Sequence[Event]) -> Sequence[Entry]:
        try:
            return super().append(expected_version, envelope, events)
        except (TypeError, ValueError, AttributeError) as error:
            message = f"{type(error).__name__}: {error}"
            raise Unwritable(message) from error


class Playground:
    """Where one format is played. `plugins` brings what it needs and is not installed, such as tie-breakers."""

    def __init__(self, format_: Format, plugins: Iterable[object] = ()) -> None:
        self.watched = Watched(format_)
        kit = ConformanceKit(self.watched)
        self.engine = Engine(load([*plugins, kit], prefer={format_.name: type(kit).__name__}))

    def play(self, script: Script, most_matches: int | None = None, *, looking: bool = True) -> Play:
        """Play the script to its end, to the first fault, or until more than `most_matches` are planned.

        Where nobody is `looking`, rankings are asked for at the start and the end only.
        Raises Unplayable where the format refuses the field or the options.
        """
        self.watched.answers = []
        numbers = count(1)
        director = Director(self.engine, _Writing(), clock=lambda: _NOW, new_id=lambda: str(next(numbers)))
        play = Play(script, director, self.watched.answers)
        before = random.getstate()
        # Every play of a script finds the global generator in the same state: only the law of purity minds its use.
        random.seed(0)
        try:
            self._play(play, most_matches, looking=looking)
        finally:
            random.setstate(before)
        return play

    def _play(self, play: Play, most_matches: int | None, *, looking: bool) -> None:
        for number, command in enumerate(self._commands(play)):
            if not self._submit(play, command):
                return
            late = max(0, number - len(play.script.ids()) - 2)
            if late == 0 or (looking and late % (1 + late // _EACH_OF_THE_FIRST) == 0):
                self._look(play)
            stage = play.stage
            if most_matches is not None and stage and len(stage.matches) > most_matches:
                return

    def _commands(self, play: Play) -> Iterator[Command]:
        script = play.script
        stage = StageSettings(STAGE, self.watched.name, options=script.options)
        yield CreateTournament("conformance", TournamentSettings("Conformance", (stage,), AsGiven.name))
        yield OpenRegistration()
        yield from (RegisterEntrant(entrant) for entrant in script.ids())
        yield StartTournament(f"draw/{script.luck}")
        yield from commands(play.director, script)

    def _submit(self, play: Play, command: Command) -> bool:
        try:
            play.director.submit(command)
        except Refused as refused:
            if refused.problems[0].code != "plugin.fault":
                raise Unplayable(refused.problems) from refused
            play.message, play.fault = refused.problems[0].message, fault_of(play.answers)
        except Unwritable as error:
            play.message, play.fault = str(error), "journal"
        return not play.fault

    def _look(self, play: Play) -> None:
        stage = play.stage
        if stage is None:
            return
        try:
            play.moments.append(Moment(stage, self.engine.ranking(stage)))
        except PluginFault as fault:
            play.moments.append(Moment(stage, None, str(fault)))
