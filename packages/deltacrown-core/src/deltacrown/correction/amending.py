"""Amending the past: everything after a changed command is decided again, and what differs becomes one event."""

from collections.abc import Iterator, Sequence

from deltacrown.commands import Command
from deltacrown.correction.events import HistoryAmended, StageRevision
from deltacrown.correction.replaying import Replay, look_back, replay_amended
from deltacrown.deciding import Decision
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament


def amend_history(
    decision: Decision, order: str, instead: Command | None, reason: str, open_again: tuple[str, str] | None = None
) -> None:
    """The command with the id `order` is replaced or taken back, and the tournament is what follows from that.

    The match `open_again`, as (stage, key), has no result after it: reports that had been dropped do not come back.
    """
    void: list[str] = []
    again = _replayed(decision, order, instead, void)
    while open_again and (decider := _decider(again.tournament, *open_again)):
        void.append(decider)
        again = _replayed(decision, order, instead, void)
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
            tuple(void),
        )
    )


def _replayed(decision: Decision, order: str, instead: Command | None, void: Sequence[str]) -> Replay:
    return replay_amended(look_back(decision, order), instead, decision, void)


def _decider(tournament: Tournament, stage: str, key: str) -> str:
    """The id of the command that decides the match; empty where none does."""
    there = tournament.stage(stage)
    match = there.matches.get(key) if there else None
    return match.outcome.order if match and match.outcome else ""


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
