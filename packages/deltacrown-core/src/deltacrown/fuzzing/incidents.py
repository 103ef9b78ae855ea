"""Incidents: what happens between and around commands, other than commands."""

from collections.abc import Callable
from contextlib import suppress
from os import truncate

from deltacrown.director import Director
from deltacrown.errors import CommandReused, DeltaCrownError, JournalError, Refused, StaleVersion
from deltacrown.fuzzing import invariants
from deltacrown.fuzzing.commanding import command
from deltacrown.fuzzing.luck import Luck
from deltacrown.fuzzing.report import hold
from deltacrown.fuzzing.trouble import Mood, moody, without
from deltacrown.fuzzing.world import World
from deltacrown.journal import FileJournal

Incident = Callable[[World, Luck, str], None]


def crash(world: World, _: Luck, __: str) -> None:
    """The process dies between two commands."""
    world.reopen()


def torn_write(world: World, luck: Luck, order: str) -> None:
    """The process dies while a command is written: it never happened, and happens when it is asked again."""
    asked, before, size = command(world.scene(), luck), world.tournament, world.path.stat().st_size
    entries = world.submit(asked, order)
    if not entries:
        return
    truncate(world.path, luck.between(size, world.path.stat().st_size - 1))
    world.open()
    hold("torn write", invariants.same(world.tournament, before), "half a command was kept")
    hold("torn write", tuple(world.submit(asked, order)) == tuple(entries), "asked again, it became something else")


def repeated(world: World, luck: Luck, _: str) -> None:
    """The same command comes again: the same answer, and nothing happens."""
    past = world.scene().commands
    if past:
        order = luck.pick(list(past))
        before = world.tournament
        entries = world.director.submit(past[order], "somebody", order, world.now)
        hold("repeated", tuple(entries) == tuple(world.journal.find(order)), "it was answered otherwise")
        hold("repeated", world.tournament is before, "it happened again")


def reused(world: World, luck: Luck, _: str) -> None:
    """Another command comes with an id that was used: it is told so, and nothing happens."""
    scene = world.scene()
    other = command(scene, luck)
    orders = [order for order, past in scene.commands.items() if past != other]
    if orders:
        _must_fail(world, lambda: world.director.submit(other, "", luck.pick(orders), world.now), CommandReused)


def second_director(world: World, luck: Luck, order: str) -> None:
    """Two serve one journal: whoever is late is told so, catches up and sees the same tournament."""
    late, version = world.director, world.tournament.version
    world.director = Director(world.here, world.journal)
    world.submit(command(world.scene(), luck), order)
    if world.tournament.version > version:
        other = command(world.scene(), luck)
        _must_fail(world, lambda: late.submit(other, "", order + "-late", world.now), StaleVersion, Refused)
    hold("catching up", invariants.same(late.catch_up(), world.tournament), "the late one sees another tournament")


def stranger(world: World, luck: Luck, order: str) -> None:
    """Somebody else writes to the file: whoever held it open is told so and opens it again."""
    held, version = world.director, world.tournament.version
    if not isinstance(world.journal, FileJournal):
        return
    world.reopen()
    world.submit(command(world.scene(), luck), order)
    if world.tournament.version > version:
        other = command(world.scene(), luck)
        _must_fail(world, lambda: held.submit(other, "", order + "-late", world.now), JournalError, Refused)


def failing_format(world: World, luck: Luck, order: str) -> None:
    """A format fails while it is asked: the command is refused, naming it, and nothing is written."""
    mood = Mood(luck.between(1, 6), raises=luck.once_in(2))
    asked = command(world.scene(), luck)
    accepted = world.submit(asked, order, moody(world.here, mood))
    hold("faults", not (mood.failed and accepted), "a format failed, and the command was accepted")
    if accepted:
        world.deciders[order] = world.here


def plugin_gone(world: World, luck: Luck, _: str) -> None:
    """A format is not installed any more; or, if it was gone, it is there again."""
    played = [stage.format for stage in world.tournament.settings.stages]
    gone = luck.pick(played) if played and world.here is world.engine else ""
    world.here = without(world.engine, gone) if gone else world.engine
    world.reopen()


def look_ahead(world: World, luck: Luck, _: str) -> None:
    """Somebody looks at what a command would do: nothing happens."""
    before = world.tournament
    with suppress(Refused):
        world.director.preview(command(world.scene(), luck))
    hold("preview", world.tournament is before and before.version == len(world.journal.read()), "it happened")


def _must_fail(world: World, act: Callable[[], object], *errors: type[DeltaCrownError]) -> None:
    before = tuple(world.journal.read())
    try:
        act()
    except errors:
        hold("told so", tuple(world.journal.read()) == before, "something was written")
        return
    hold("told so", holds=False, message=f"no {errors[0].__name__}")


LIKELY: dict[Incident, int] = {
    crash: 4,
    torn_write: 6,
    repeated: 3,
    reused: 2,
    second_director: 3,
    stranger: 2,
    failing_format: 6,
    plugin_gone: 3,
    look_ahead: 3,
}
