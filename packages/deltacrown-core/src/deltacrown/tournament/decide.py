"""Whether a tournament may be created, opened, started, continued or cancelled, and what follows."""

import re
from collections.abc import Iterable

from attrs import evolve

from deltacrown.deciding import Decision
from deltacrown.draws import commitment
from deltacrown.errors import Malformed
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.prize.decide import prize_problems, rehearse
from deltacrown.problems import Problem
from deltacrown.ranking import HEAD_TO_HEAD, REAPPLY
from deltacrown.registration.check_in import missing
from deltacrown.registration.decide import promote
from deltacrown.stage.progression import open_stages, proceed
from deltacrown.stage.state import StageSettings
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
from deltacrown.tournament.state import TournamentSettings

_LEAST_ENTRANTS = 2
_YEAR_S = 366 * 24 * 3600
_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create_problems(command: CreateTournament, decision: Decision) -> Iterable[Problem]:
    """Why there can be no such tournament."""
    if not command.tournament:
        yield Problem("tournament.id_empty", "a tournament needs an id", "tournament")
    yield from _settings_problems(command.settings, decision)


def create(command: CreateTournament, decision: Decision) -> None:
    """A draft."""
    decision.record(TournamentCreated(command.tournament, command.settings))


def _settings_problems(settings: TournamentSettings, decision: Decision) -> Iterable[Problem]:
    if not settings.name.strip():
        yield Problem("settings.name_empty", "a tournament needs a name", "settings.name")
    if settings.capacity is not None and settings.capacity < _LEAST_ENTRANTS:
        yield Problem("settings.capacity_too_small", "at least 2 entrants are needed", "settings.capacity")
    yield from _seconds_problems(settings)
    if settings.seeding not in decision.registry.seedings:
        yield Problem("seeding.unknown", _unknown(settings.seeding, decision.registry.seedings), "settings.seeding")
    if not settings.stages:
        yield Problem("settings.no_stages", "a tournament needs at least one stage", "settings.stages")
    for place, stage in enumerate(settings.stages):
        path = f"settings.stages.{place}"
        yield from _stage_problems(stage, path, decision)
        yield from _source_problems(stage, settings.stages[:place], path)
    yield from prize_problems(settings.prize, decision.registry, "settings.prize")


def _seconds_problems(settings: TournamentSettings) -> Iterable[Problem]:
    seconds = {"confirm_within_s": settings.confirm_within_s}
    if settings.check_in is not None:
        seconds["check_in.opens_before_s"] = settings.check_in.opens_before_s
        seconds["check_in.undo_within_s"] = settings.check_in.undo_within_s
    for name, value in seconds.items():
        if value is not None and not 0 <= value <= _YEAR_S:
            yield Problem("settings.seconds", "a time span is between 0 seconds and a year", f"settings.{name}")


def _stage_problems(stage: StageSettings, path: str, decision: Decision) -> Iterable[Problem]:
    registry = decision.registry
    if not _KEY.fullmatch(stage.key):
        message = "a stage's key has 1 to 64 letters, digits, '-' or '_'"
        yield Problem("stage.key_invalid", message, f"{path}.key")
    for place, turn in enumerate(stage.vetoes):
        if turn not in {"ban", "pick"}:
            yield Problem("vetoes.turn", f"a turn is 'ban' or 'pick', not {turn!r}", f"{path}.vetoes.{place}")
    if len(stage.vetoes) > len(set(stage.maps)):
        yield Problem("vetoes.too_many", "there are more turns than maps", f"{path}.vetoes")
    for word in stage.tie_breakers or ():
        if word != REAPPLY and word.removeprefix(HEAD_TO_HEAD) not in registry.tie_breakers:
            yield Problem("tie_breaker.unknown", _unknown(word, registry.tie_breakers), f"{path}.tie_breakers")
    if stage.format in registry.formats:
        yield from _option_problems(registry, stage, len(stage.sources) or None, path)
    else:
        yield Problem("format.unknown", _unknown(stage.format, registry.formats), f"{path}.format")


def _option_problems(registry: Registry, stage: StageSettings, entrants: int | None, path: str) -> Iterable[Problem]:
    try:
        problems = asking.check(registry, stage, entrants)
    except Malformed as error:
        problems = error.problems
    for problem in problems:
        yield Problem(problem.code, problem.message, f"{path}.options.{problem.field}".rstrip("."))


def _source_problems(stage: StageSettings, before: tuple[StageSettings, ...], path: str) -> Iterable[Problem]:
    keys = [other.key for other in before]
    if stage.key in keys:
        yield Problem("stage.key_repeated", f"there is a stage {stage.key!r} already", f"{path}.key")
    if before and not stage.sources:
        yield Problem("stage.no_sources", "a later stage says where its entrants come from", f"{path}.sources")
    if len(stage.sources) == 1:
        yield Problem("stage.too_few_sources", "a stage needs at least 2 entrants", f"{path}.sources")
    for place, source in enumerate(stage.sources):
        if source.stage not in keys:
            message = f"{source.stage!r} is not an earlier stage"
            yield Problem("source.unknown_stage", message, f"{path}.sources.{place}.stage")
        if source.rank < 1:
            yield Problem("source.rank_too_small", "ranks count from 1", f"{path}.sources.{place}.rank")
        if source in stage.sources[:place]:
            yield Problem("source.repeated", "the same place is taken twice", f"{path}.sources.{place}")


def _unknown(name: str, known: Iterable[str]) -> str:
    return f"{name!r} is not installed; there is {', '.join(sorted(known)) or 'nothing'}"


def change_problems(command: ChangeSettings, decision: Decision) -> Iterable[Problem]:
    """Why the tournament cannot be configured like this."""
    yield from _settings_problems(command.settings, decision)
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
    unfit = list(_option_problems(registry, stages[0], len(entrants), "settings.stages.0"))
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
