"""Whether an entrant may register or withdraw, and what follows."""

from collections.abc import Iterable

from deltacrown.deciding import Decision
from deltacrown.problems import Problem
from deltacrown.registration.commands import RegisterEntrant, WithdrawEntrant
from deltacrown.registration.events import EntrantRegistered, EntrantWithdrawn
from deltacrown.stage.progression import proceed
from deltacrown.tournament.decide import wrong_phase
from deltacrown.tournament.state import Phase

ID_LENGTH = 64


def register_problems(command: RegisterEntrant, decision: Decision) -> Iterable[Problem]:
    """Why the entrant cannot take part."""
    tournament = decision.tournament
    yield from wrong_phase(tournament, Phase.REGISTRATION)
    if not 0 < len(command.entrant) <= ID_LENGTH or not command.entrant.isprintable():
        message = f"an entrant's id has 1 to {ID_LENGTH} printable characters"
        yield Problem("entrant.id_invalid", message, "entrant")
    known = tournament.entrants.get(command.entrant)
    if known and not known.withdrawn:
        yield Problem("entrant.registered_already", f"{command.entrant!r} takes part already", "entrant")
    capacity = tournament.settings.capacity
    if capacity is not None and len(tournament.taking_part) >= capacity:
        yield Problem("registration.full", f"all {capacity} places are taken")


def register(command: RegisterEntrant, decision: Decision) -> None:
    """One more entrant."""
    decision.record(EntrantRegistered(command.entrant, command.rating))


def withdraw_problems(command: WithdrawEntrant, decision: Decision) -> Iterable[Problem]:
    """Why the entrant cannot leave."""
    yield from wrong_phase(decision.tournament, Phase.REGISTRATION, Phase.LIVE)
    entrant = decision.tournament.entrants.get(command.entrant)
    if entrant is None:
        yield Problem("entrant.unknown", f"{command.entrant!r} does not take part", "entrant")
    elif entrant.withdrawn:
        yield Problem("entrant.withdrawn_already", f"{command.entrant!r} has left already", "entrant")


def withdraw(command: WithdrawEntrant, decision: Decision) -> None:
    """The entrant leaves; matches that can no longer be played are settled."""
    decision.record(EntrantWithdrawn(command.entrant))
    if decision.tournament.phase is Phase.LIVE:
        theirs = [
            (stage.key, match.key)
            for stage in decision.tournament.stages
            for match in stage.matches.values()
            if match.outcome is None and command.entrant in match.entrants
        ]
        proceed(decision, theirs)
