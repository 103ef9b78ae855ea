"""Rulings: what was ruled of a match is what counts of it."""

from deltacrown.commands import Command, ResolveDispute
from deltacrown.dispute.state import Ruling
from deltacrown.fuzzing.report import hold
from deltacrown.tournament.state import Tournament


def check_ruling(command: Command, after: Tournament) -> None:
    """After a ruling that replaces a result the match has that score; after one that voids it, no report counts.

    A match may have been settled by a walkover since: then neither side can be given a score.
    """
    if not isinstance(command, ResolveDispute) or command.applied or command.ruling is Ruling.KEEP:
        return
    stage = after.stage(command.stage)
    match = stage.matches.get(command.match) if stage else None
    outcome = match.outcome if match else None
    if outcome is None or not outcome.order:
        return
    message = f"{command.stage} {command.match} was ruled {command.ruling}, and is {outcome}"
    hold("ruling", command.ruling is Ruling.REPLACE and outcome.score == command.score, message)
