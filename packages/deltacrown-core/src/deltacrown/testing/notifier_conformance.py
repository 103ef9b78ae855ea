"""The conformance kit of notifiers."""

from typing import Any, ClassVar

from hypothesis import strategies as st

from deltacrown.contracts.notifier import Notifier
from deltacrown.journal import Entry
from deltacrown.testing.lawbook import Conformance, law
from deltacrown.testing.samples import sample_journal
from deltacrown.testing.script import Script
from deltacrown.testing.strategies import scripts


class NotifierConformance(Conformance):
    """The laws of notifiers. Where yours needs a network, hand over one that talks to a stand-in.

    class TestMine(NotifierConformance):
        notifier = Mine(stand_in)
    """

    notifier: ClassVar[Notifier]

    @law("withdrawals")
    def test_it_takes_every_event(self, case: Script) -> None:
        """No kind of event makes it raise: not a bye, not a walkover, not the kinds it does not care about."""
        for entry in sample_journal(case):
            wrong = self._notified(entry)
            if wrong:
                self._fail(f"cannot take {entry.event!r}: {wrong}")

    @law()
    def test_it_takes_an_event_again(self, case: Script) -> None:
        """After a crash the same event comes once more, and that is no error."""
        for entry in sample_journal(case):
            if not self._notified(entry):
                wrong = self._notified(entry)
                if wrong:
                    self._fail(f"cannot take the same event again, event {entry.seq}: {wrong}")

    @classmethod
    def cases(cls, *varying: Any) -> st.SearchStrategy[Any]:
        """Scripts of tournaments to be told about."""
        return scripts((2, 5), varying=varying)

    @classmethod
    def complete(cls) -> bool:
        """Whether a notifier is named."""
        return hasattr(cls, "notifier")

    def _notified(self, entry: Entry) -> str:
        try:
            self.notifier.notify("conformance", entry)
        except Exception as error:  # noqa: BLE001 - the notifier under test may fail in any way
            return f"{type(error).__name__}: {error}"
        return ""

    def _fail(self, sentence: str) -> None:
        message = f"the notifier {self.notifier.name!r} {sentence}"
        raise AssertionError(message)
