"""Creating a tournament: its id, and what of it must fit into addresses."""

from collections.abc import Iterable
from hashlib import sha256

from deltacrown import Malformed, Problem

from deltacrown_host.edge.names import segment_problems, tournament_id_problems
from deltacrown_host.tournaments.bodies import NewTournament


def id_for(new: NewTournament, command_id: str) -> str:
    """The id of a new tournament: the one asked for, or one that follows from the command.

    So the same request again, under the same key, finds the tournament that it made the first time. Raises Malformed.
    """
    problems = list(_problems(new))
    if problems:
        raise Malformed(problems)
    return new.id or sha256(command_id.encode()).hexdigest()[:20]


def _problems(new: NewTournament) -> Iterable[Problem]:
    if new.id:
        yield from tournament_id_problems(new.id)
    for place, stage in enumerate(new.stages):
        yield from segment_problems(stage.key, "stage.key_invalid", f"stages.{place}.key")
