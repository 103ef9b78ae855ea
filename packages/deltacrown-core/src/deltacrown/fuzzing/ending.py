"""The ending: every tournament is played to its end, and its journal holds before anyone."""

from deltacrown.commands import (
    CloseStage,
    Command,
    ContinueTournament,
    DecideTie,
    DropNoShows,
    ReportResult,
    ResolveDispute,
    StartTournament,
    UnfreezeTournament,
)
from deltacrown.director import Director
from deltacrown.dispute.state import Ruling
from deltacrown.errors import PluginFault, Refused
from deltacrown.fuzzing import invariants, scoring
from deltacrown.fuzzing.luck import Luck
from deltacrown.fuzzing.report import hold
from deltacrown.fuzzing.scene import Scene
from deltacrown.fuzzing.world import AsThen, World
from deltacrown.journal import MemoryJournal, read_lines
from deltacrown.match.progress import MatchState
from deltacrown.registration.check_in import missing
from deltacrown.tournament.state import Phase, Tournament
from deltacrown.verification import verify


def play_to_the_end(world: World, luck: Luck) -> None:
    """With every plugin there again, a tournament that has started ends, and each move on the way is accepted."""
    world.here = world.engine
    world.reopen()
    for move in range(world.plan.moves):
        world.report.steps += 1
        step = next_step(world.scene(), luck)
        if step is None:
            break
        world.doing = repr(step)
        live = world.tournament.phase is Phase.LIVE
        entries = world.submit(step, f"end-{move}")
        if not live and not entries:
            break
        hold("ending", entries, "a move that must be possible was refused")
    hold("ending", world.tournament.phase is not Phase.LIVE, f"still live after {world.plan.moves} moves")


def next_step(scene: Scene, luck: Luck) -> Command | None:
    """What brings a tournament nearer to its end; nothing where it has ended, or was not opened yet."""
    tournament = scene.tournament
    if tournament.phase not in {Phase.REGISTRATION, Phase.CHECK_IN, Phase.LIVE}:
        return None
    if tournament.frozen:
        return UnfreezeTournament()
    if tournament.phase is not Phase.LIVE:
        return DropNoShows() if missing(tournament) and tournament.phase is Phase.CHECK_IN else StartTournament("end")
    if invariants.waits_for_a_format(tournament):
        return ContinueTournament()
    return _ruling(scene) or _tie(tournament, luck) or _result(scene, luck) or _close(scene)


def _ruling(scene: Scene) -> Command | None:
    for stage, match in scene.matches():
        if match.state is MatchState.DISPUTED:
            keep = match.outcome is not None or match.progress.claims
            return ResolveDispute(stage.key, match.key, Ruling.KEEP if keep else Ruling.VOID)
    return None


def _tie(tournament: Tournament, luck: Luck) -> Command | None:
    tied = set(tournament.unresolved)
    for stage in reversed(tournament.stages):
        if tied and stage.over and tied <= set(stage.entrants):
            return DecideTie(stage.key, luck.shuffled(tournament.unresolved), "lots")
    return None


def _result(scene: Scene, luck: Luck) -> Command | None:
    ready = [found for found in scene.matches() if found[1].ready]
    if not ready:
        return None
    stage, match = luck.pick(ready)
    return ReportResult(stage.key, match.key, scoring.score(match, luck))


def _close(scene: Scene) -> Command | None:
    return CloseStage(scene.kept_open.key) if scene.kept_open else None


def check_the_journal(world: World) -> None:
    """The file verifies without a finding, everything can be drawn, and deciding it all again gives the same digest."""
    world.doing = "everything"
    if not world.tournament.version:
        return
    engine = AsThen(world)
    verdict = verify(engine, read_lines(world.lines()))
    hold("verify", verdict.holds, verdict.findings[:1])
    hold("verify", invariants.same(verdict.tournament, world.tournament), "it gives another tournament")
    world.report.digest = verdict.digest
    again = Director(engine, MemoryJournal())
    try:
        for entry in world.journal.read():
            if entry.command is not None:
                again.submit(entry.command, entry.actor, entry.order, entry.at)
    except Refused as refused:
        hold("again", holds=False, message=refused)
    hold("again", [*again.journal.read()][-1].digest == verdict.digest, "the same commands give another journal")
    _check_drawings(world)


def _check_drawings(world: World) -> None:
    for stage in world.tournament.stages:
        try:
            world.engine.layout(stage)
        except PluginFault as fault:
            hold("layout", holds=False, message=fault)
