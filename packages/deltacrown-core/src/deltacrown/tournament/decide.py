"""Whether a tournament may be created, opened, started, continued or cancelled, and what follows."""

import re
from collections.abc import Iterable

from attrs import evolve

from deltacrown.deciding import Decision
from deltacrown.draws import commitment
from deltacrown.plugins import asking
from deltacrown.prize.decide import rehearse
from deltacrown.problems import Problem
from deltacrown.registration.check_in import missing
from deltacrown.registration.decide import promote
from deltacrown.stage.progression import open_stages, proceed
from deltacrown.tournament.commands import (
    ArchiveTournament,
    CancelTournament,
    ChangeSettings,
    CommitToDraw,
    ContinueTournament,
    CreateTournament,
    FreezeTournament,
    OpenCheckIn,
    OpenRegistration,
    PublishTournament,
    StartTournament,
    UnfreezeTournament,
)
from deltacrown.tournament.configuring import option_problems, settings_problems
from deltacrown.tournament.events import (
    CheckInOpened,
    DrawCommitted,
    RegistrationOpened,
    SettingsChanged,
    TournamentArchived,
    TournamentCancelled,
    TournamentCreated,
    TournamentFrozen,
    TournamentPublished,
    TournamentStarted,
    TournamentUnfrozen,
)
from deltacrown.tournament.sources import place_problems

_LEAST_ENTRANTS = 2
_COMMITMENT = re.compile(r"[0-9a-f]{64}")


def create_problems(command: CreateTournament, decision: Decision) -> Iterable[Problem]:
    """Why there can be no such tournament."""
    if not command.tournament:
        yield Problem("tournament.id_empty", "a tournament needs an id", "tournament")
    yield from settings_problems(command.settings, decision.registry)


def create(command: CreateTournament, decision: Decision) -> None:
    """A draft."""
    decision.record(TournamentCreated(command.tournament, command.settings))


def change_problems(command: ChangeSettings, decision: Decision) -> Iterable[Problem]:
    """Why the tournament cannot be configured like this."""
    yield from settings_problems(command.settings, decision.registry)
    if command.settings == decision.tournament.settings:
        yield Problem("settings.same", "this is how the tournament is configured already", "settings")


def change(command: ChangeSettings, decision: Decision) -> None:
    """A new configuration; where there are more places now, the waiting list moves up."""
    decision.record(SettingsChanged(command.settings))
    promote(decision)


def nothing_against(_: object, __: Decision) -> Iterable[Problem]:
    """Nothing but the phase speaks against the command."""
    return ()


def publish(_: PublishTournament, decision: Decision) -> None:
    """The public may see it."""
    decision.record(TournamentPublished())


def open_registration(_: OpenRegistration, decision: Decision) -> None:
    """Registration opens."""
    decision.record(RegistrationOpened())


def commit_problems(command: CommitToDraw, _: Decision) -> Iterable[Problem]:
    """Why this is no commitment."""
    if not _COMMITMENT.fullmatch(command.commitment):
        message = "a commitment is the SHA-256 of the seed, as 64 hexadecimal digits in lower case"
        yield Problem("draw.commitment_invalid", message, "commitment")


def commit(command: CommitToDraw, decision: Decision) -> None:
    """The draw is bound to a seed."""
    decision.record(DrawCommitted(command.commitment))


def open_check_in_problems(_: OpenCheckIn, decision: Decision) -> Iterable[Problem]:
    """Why nobody can check in."""
    if decision.tournament.settings.check_in is None:
        yield Problem("check_in.not_asked", "nobody needs to check in to this tournament")


def open_check_in(_: OpenCheckIn, decision: Decision) -> None:
    """Check-in opens."""
    decision.record(CheckInOpened())


def start_problems(command: StartTournament, decision: Decision) -> Iterable[Problem]:
    """Why play cannot begin."""
    tournament, registry = decision.tournament, decision.registry
    if tournament.commitment and commitment(command.seed) != tournament.commitment:
        yield Problem("draw.other_seed", "this is not the seed that was committed to", "seed")
    entrants = tournament.taking_part
    if len(entrants) < _LEAST_ENTRANTS:
        yield Problem("tournament.too_few_entrants", f"{len(entrants)} take part, at least 2 are needed")
    absent = missing(tournament)
    if absent:
        names = ", ".join(entrant.id for entrant in absent)
        yield Problem("check_in.missing", f"not checked in: {names}")
    stages = tournament.settings.stages
    unfit = list(option_problems(registry, stages[0], len(entrants), "settings.stages.0"))
    yield from unfit or place_problems(registry, stages, [entrant.id for entrant in entrants])
    rehearse(registry, tournament.settings.prize, len(entrants))


def start(command: StartTournament, decision: Decision) -> None:
    """Entrants are seeded, the first stage opens, and whatever needs no play is settled."""
    tournament, registry = decision.tournament, decision.registry
    seeds = asking.seed(registry, tournament.settings.seeding, tournament.taking_part, command.seed)
    decision.record(TournamentStarted(seeds, command.seed))
    open_stages(decision)


def continue_problems(_: ContinueTournament, decision: Decision) -> Iterable[Problem]:
    """Why nothing can be continued: a trial shows that nothing would happen."""
    trial = evolve(decision, events=[])
    proceed(trial, [])
    if not trial.events:
        parked = (stage.parked for stage in decision.tournament.stages if stage.parked)
        yield Problem("tournament.nothing_to_continue", next(parked, "nothing waits for a plugin"))


def continue_(_: ContinueTournament, decision: Decision) -> None:
    """Parked stages whose format is there again go on."""
    proceed(decision, [])


def freeze_problems(command: FreezeTournament, _: Decision) -> Iterable[Problem]:
    """Why it cannot be frozen."""
    yield from _reason_problems(command.reason)


def freeze(command: FreezeTournament, decision: Decision) -> None:
    """Everything stands still."""
    decision.record(TournamentFrozen(command.reason))


def unfreeze_problems(_: UnfreezeTournament, decision: Decision) -> Iterable[Problem]:
    """Why it cannot be unfrozen."""
    if not decision.tournament.frozen:
        yield Problem("tournament.not_frozen", "the tournament is not frozen")


def unfreeze(_: UnfreezeTournament, decision: Decision) -> None:
    """Everything goes on."""
    decision.record(TournamentUnfrozen())


def cancel_problems(command: CancelTournament, _: Decision) -> Iterable[Problem]:
    """Why it cannot be cancelled."""
    yield from _reason_problems(command.reason)


def cancel(command: CancelTournament, decision: Decision) -> None:
    """The end, without a result."""
    decision.record(TournamentCancelled(command.reason))


def archive(_: ArchiveTournament, decision: Decision) -> None:
    """The end of everything."""
    decision.record(TournamentArchived())


def _reason_problems(reason: str) -> Iterable[Problem]:
    if not reason.strip():
        yield Problem("reason.empty", "say why", "reason")
