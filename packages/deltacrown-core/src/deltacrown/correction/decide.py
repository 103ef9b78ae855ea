"""Whether the past may be amended, and what follows."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from deltacrown.commands import Envelope
from deltacrown.correction.amending import amend_history
from deltacrown.correction.commands import Amend
from deltacrown.correction.replaying import look_back, replay_before
from deltacrown.deciding import Decision
from deltacrown.problems import Problem, Refusal
from deltacrown.tournament.commands import CreateTournament


def amend_problems(command: Amend, decision: Decision) -> Iterable[Problem]:
    """Why the past cannot be amended like this."""
    if not command.reason.strip():
        yield Problem("amend.reason_empty", "say why the past is amended", "reason")
    if isinstance(command.instead, Amend):
        yield Problem("amend.nested", "a correction cannot stand in the place of a command", "instead")
        return
    deed = look_back(decision, command.order).target
    target = deed.envelope if deed else None
    if deed is None or target is None:
        yield Problem("amend.unknown_order", f"no command {command.order!r} counts in this tournament", "order")
    elif isinstance(target.command, CreateTournament) and not isinstance(command.instead, CreateTournament):
        yield Problem("amend.creation", "a tournament cannot be made never to have been created", "order")
    elif isinstance(target.command, CreateTournament) and _other_id(target.command, command.instead):
        yield Problem(
            "amend.creation", "the id of a tournament stays: its journal is kept under it", "instead.tournament"
        )
    elif (None if deed.void else target.command) == command.instead:
        yield Problem("amend.same", "this is what the command says already", "instead")
    elif command.instead is not None:
        yield from _misfit(evolve(target, command=command.instead), decision)


def _other_id(created: CreateTournament, instead: object) -> bool:
    return isinstance(instead, CreateTournament) and instead.tournament != created.tournament


def _misfit(envelope: Envelope, decision: Decision) -> Iterator[Problem]:
    """Why the new command would itself have been refused at its place."""
    before = replay_before(look_back(decision, envelope.id), decision)
    answer = decision.decide_again(envelope, before.tournament, before.kept)
    for problem in answer.problems if isinstance(answer, Refusal) else ():
        yield Problem(problem.code, problem.message, f"instead.{problem.field}".rstrip("."))


def amend(command: Amend, decision: Decision) -> None:
    """The tournament becomes what follows from the amended past."""
    amend_history(decision, command.order, command.instead, command.reason)
