"""Whether a tournament can be configured like this."""

from collections.abc import Iterable

from deltacrown.errors import Malformed
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.prize.decide import CODE_LENGTH, MOST, prize_problems
from deltacrown.problems import Problem
from deltacrown.ranking import HEAD_TO_HEAD, REAPPLY
from deltacrown.registration.fields import KEY, KEY_SAYS, field_problems
from deltacrown.registration.rosters import rules_problems
from deltacrown.stage.state import StageSettings
from deltacrown.tournament.state import EntryFee, TournamentSettings

_LEAST_ENTRANTS = 2
_LONGEST_REGION = 64
_YEAR_S = 366 * 24 * 3600


def settings_problems(settings: TournamentSettings, registry: Registry) -> Iterable[Problem]:
    """Why a tournament cannot be configured like this; fields are below `settings`."""
    if not settings.name.strip():
        yield Problem("settings.name_empty", "a tournament needs a name", "settings.name")
    if settings.capacity is not None and settings.capacity < _LEAST_ENTRANTS:
        yield Problem("settings.capacity_too_small", "at least 2 entrants are needed", "settings.capacity")
    yield from _seconds_problems(settings)
    if settings.seeding not in registry.seedings:
        yield Problem("seeding.unknown", _unknown(settings.seeding, registry.seedings), "settings.seeding")
    if not settings.stages:
        yield Problem("settings.no_stages", "a tournament needs at least one stage", "settings.stages")
    for place, stage in enumerate(settings.stages):
        path = f"settings.stages.{place}"
        yield from stage_problems(stage, path, registry)
        yield from _source_problems(stage, settings.stages[:place], path)
    yield from prize_problems(settings.prize, registry, "settings.prize")
    yield from field_problems(settings.fields, "settings.fields")
    if settings.game and not KEY.fullmatch(settings.game):
        yield Problem("game.name_invalid", KEY_SAYS, "settings.game")

    if len(settings.region) > _LONGEST_REGION or not settings.region.isprintable():
        message = f"a region has at most {_LONGEST_REGION} printable characters"
        yield Problem("settings.region_invalid", message, "settings.region")
    if settings.roster is not None:
        yield from rules_problems(settings.roster, "settings.roster")
    if settings.fee is not None:
        yield from _fee_problems(settings.fee, "settings.fee")


def _fee_problems(fee: EntryFee, path: str) -> Iterable[Problem]:
    if not 0 < len(fee.currency) <= CODE_LENGTH or not fee.currency.isprintable() or " " in fee.currency:
        message = f"a currency is a code of 1 to {CODE_LENGTH} printable characters"
        yield Problem("fee.currency_invalid", message, f"{path}.currency")
    if not 0 < fee.amount <= MOST:
        yield Problem("fee.amount_invalid", f"a fee has 1 to {MOST} minor units", f"{path}.amount")


def _seconds_problems(settings: TournamentSettings) -> Iterable[Problem]:
    seconds = {"confirm_within_s": settings.confirm_within_s}
    if settings.check_in is not None:
        seconds["check_in.opens_before_s"] = settings.check_in.opens_before_s
        seconds["check_in.undo_within_s"] = settings.check_in.undo_within_s
    for name, value in seconds.items():
        if value is not None and not 0 <= value <= _YEAR_S:
            yield Problem("settings.seconds", "a time span is between 0 seconds and a year", f"settings.{name}")


def stage_problems(stage: StageSettings, path: str, registry: Registry) -> Iterable[Problem]:
    """Why there can be no such stage, whatever comes before it; fields are below `path`."""
    if not KEY.fullmatch(stage.key):
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
        yield from option_problems(registry, stage, len(stage.sources) or None, path)
    else:
        yield Problem("format.unknown", _unknown(stage.format, registry.formats), f"{path}.format")


def option_problems(registry: Registry, stage: StageSettings, entrants: int | None, path: str) -> Iterable[Problem]:
    """What is wrong with a stage's options for that many entrants, or for any number where it is None."""
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
