"""The director: one tournament, its journal and the engine together, for whoever embeds them in a program."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from os import urandom

from deltacrown.commands import Command, Envelope
from deltacrown.correction.effect import Effect, effect
from deltacrown.deciding import Decision
from deltacrown.drawing.drawing import Drawing
from deltacrown.engine import Engine
from deltacrown.errors import Refused
from deltacrown.journal import Entry, Journal, MemoryJournal, answered
from deltacrown.problems import Refusal
from deltacrown.tournament.state import Tournament


class Director:
    """Runs one tournament: takes commands, keeps the journal, and holds the tournament as it stands.

        director = Director()
        director.submit(CreateTournament("cup", settings))

    The journal may hold events already: they are replayed. `clock` and `new_id` are used where a command comes
    without a time or an id.
    """

    def __init__(
        self,
        engine: Engine | None = None,
        journal: Journal | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = lambda: urandom(16).hex(),
    ) -> None:
        self.engine = Engine() if engine is None else engine
        self.journal = MemoryJournal() if journal is None else journal
        self._clock, self._new_id = clock, new_id
        self.tournament = Tournament()
        self.catch_up()

    def catch_up(self) -> Tournament:
        """Apply what others have appended to the journal since, and answer the tournament."""
        new = self.journal.read(self.tournament.version)
        self.tournament = self.engine.apply(self.tournament, (entry.event for entry in new))
        return self.tournament

    def preview(self, command: Command) -> Effect:
        """What the command would do to matches and ranks, without doing it. Raises Refused with every reason."""
        return effect(self.tournament, self._decide(Envelope("preview", self._clock(), "", command)).tournament)

    def submit(
        self, command: Command, actor: str = "", command_id: str = "", at: datetime | None = None
    ) -> Sequence[Entry]:
        """Decide the command and write what happens; answers the entries of the journal.

        Submitting the same command under the same id again answers the same entries, and nothing happens twice.

        Raises Refused with every reason, CommandReused for an id that came before with another command, and
        StaleVersion where somebody else appended to the journal first (then catch up and decide again).
        """
        envelope = Envelope(command_id or self._new_id(), at or self._clock(), actor, command)
        entries = answered(self.journal, envelope)
        if entries:
            return entries
        decision = self._decide(envelope)
        entries = self.journal.append(self.tournament.version, decision.envelope, decision.events)
        self.tournament = decision.tournament
        return entries

    def draw(self, stage: str, names: Mapping[str, str] | None = None) -> Drawing:
        """A stage as it stands: `print` shows it, `.svg()` is a picture. `names` holds display names by entrant id.

        Raises KeyError where no such stage has opened.
        """
        found = self.tournament.stage(stage)
        if found is None:
            raise KeyError(stage)
        return self.engine.draw(found, names)

    def _decide(self, envelope: Envelope) -> Decision:
        decision = self.engine.decide(envelope, self.tournament, self.journal.read)
        if isinstance(decision, Refusal):
            raise Refused(decision.problems)
        return decision
