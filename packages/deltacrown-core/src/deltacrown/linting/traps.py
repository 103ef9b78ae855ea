"""Settings that do nothing, or leave nothing: windows, waiting lists, maps."""

from collections.abc import Iterator

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case
from deltacrown.plugins import asking


def full_house(case: Case) -> Iterator[Advice]:
    """Whether the first stage can be played once every place is taken."""
    settings = case.settings
    if settings.capacity is None or case.played.refused:
        return
    for problem in asking.check(case.engine.registry, settings.stages[0], settings.capacity):
        message = f"with all {settings.capacity} places taken it cannot start: {problem.message}"
        yield Advice("lint.capacity_does_not_fit", message, "settings.capacity")


def windows(case: Case) -> Iterator[Advice]:
    """Windows that never open, and settings that wait for something that is not set."""
    settings = case.settings
    opens, closes = settings.registration.opens, settings.registration.closes
    if opens is not None and closes is not None and opens >= closes:
        message = f"registration closes at {closes.isoformat()}, before it opens: nobody can register"
        yield Advice("lint.never_open", message, "settings.registration")
    if settings.waitlist and settings.capacity is None:
        yield Advice("lint.no_effect", "without a capacity nobody ever waits for a place", "settings.waitlist")
    if settings.check_in is not None and settings.check_in.opens_before_s <= 0 and settings.starts_at is not None:
        message = "check-in ends at the start, before it opens: nobody can check in, and nobody may play"
        yield Advice("lint.never_open", message, "settings.check_in.opens_before_s")
    if settings.check_in is not None and settings.starts_at is None:
        message = (
            f"check-in is to open {settings.check_in.opens_before_s} seconds before the start, but no start is set: "
            "it is open for as long as nobody starts the tournament"
        )
        yield Advice("lint.no_effect", message, "settings.check_in")


def maps(case: Case) -> Iterator[Advice]:
    """Bans that leave fewer maps than games are played."""
    for settings in case.settings.stages:
        stage = case.stage(settings.key)
        banned, pool = settings.vetoes.count("ban"), len(set(settings.maps))
        games = max((match.best_of for match in stage.matches.values()), default=1) if stage else 1
        if banned and pool - banned < games:
            message = f"{banned} bans leave {pool - banned} of {pool} maps, and {games} may be needed"
            yield Advice("lint.maps_run_out", message, case.path(settings.key, "vetoes"))
