"""Notifiers that think of the usual case only: every match has a score, and every event comes once."""

from typing import ClassVar

from deltacrown import Entry, MatchCompleted, Notifier, hookimpl


class ExpectsAScore(Notifier):
    name = "expects_a_score"
    law: ClassVar = "test_it_takes_every_event"

    def notify(self, tournament: str, entry: Entry) -> None:  # noqa: ARG002 - a contract
        if isinstance(entry.event, MatchCompleted):
            str(entry.event.outcome.score.points)  # type: ignore[union-attr]


class ExpectsEachOnce(Notifier):
    name = "expects_each_once"
    law: ClassVar = "test_it_takes_an_event_again"

    def __init__(self) -> None:
        self.last = 0

    def notify(self, tournament: str, entry: Entry) -> None:  # noqa: ARG002 - a contract
        if entry.seq == self.last:
            raise ValueError(entry.seq)
        self.last = entry.seq


@hookimpl
def register_notifiers() -> list[Notifier]:
    return [ExpectsAScore(), ExpectsEachOnce()]
