"""Amending the past: everything after a changed command is decided again, and what differs becomes one event."""

from collections.abc import Iterator

from deltacrown.commands import Command
from deltacrown.correction.events import HistoryAmended, StageRevision
from deltacrown.correction.replaying import look_back, replay_amended
from deltacrown.deciding import Decision
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament


def amend_history(decision: Decision, order: str, instead: Command | None, reason: str) -> None:
    """The command with the id `order` is replaced or taken back, and the tournament is what follows from that."""
    again = replay_amended(look_back(decision, order), instead, decision)
    before, after = decision.tournament, again.tournament
    same_entrants = list(before.entrants.items()) == list(after.entrants.items())
    decision.record(
        HistoryAmended(
            order,
            instead,
            reason,
            again.dropped,
            after.phase,
            None if after.settings == before.settings else after.settings,
            None if same_entrants else tuple(after.entrants.values()),
            None if after.seeds == before.seeds else after.seeds,
            tuple(stage.key for stage in after.stages),
            tuple(_revisions(before, after)),
            after.unresolved,
            after.ranking,
            after.draw,
            after.prizes,
            after.commitment,
            after.frozen,
            tuple(again.kept.new),
        )
    )


def _revisions(before: Tournament, after: Tournament) -> Iterator[StageRevision]:
    for stage in after.stages:
        old = before.stage(stage.key)
        if old != stage:
            yield _revision(old, stage)


def _revision(old: Stage | None, new: Stage) -> StageRevision:
    known = old.matches if old else {}
    changed = tuple(match for key, match in new.matches.items() if known.get(key) != match)
    same_keys = list(known) == list(new.matches)
    return StageRevision(
        new.key,
        new.revision,
        new.entrants,
        tuple(sorted(new.withdrawn)),
        tuple(sorted(new.disqualified)),
        changed,
        None if same_keys else tuple(new.matches),
        new.ranking,
        new.parked,
    )
