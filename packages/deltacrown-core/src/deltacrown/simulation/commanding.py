"""Commands by luck: any of the union, mostly such as fit where the tournament stands, at times nonsense."""

from typing import Any, get_args

import attrs

from deltacrown import commands
from deltacrown.commands import Amend, Command
from deltacrown.match.progress import MatchState
from deltacrown.simulation.anything import anything, filled
from deltacrown.simulation.luck import Luck
from deltacrown.simulation.scene import Scene, sensible
from deltacrown.stage.state import Stage
from deltacrown.tournament.phases import FITS
from deltacrown.tournament.state import Phase, Tournament

KINDS: tuple[type, ...] = get_args(Command)
_DISPUTING = "deltacrown.dispute.commands"
_MATCHES = ("deltacrown.match.commands", _DISPUTING)
_USUAL = 4
_LIKELY: dict[type, int] = {
    commands.CreateTournament: 400,
    commands.OpenRegistration: 20,
    commands.RegisterEntrant: 40,
    commands.CheckIn: 40,
    commands.StartTournament: 12,
    commands.ReportResult: 60,
    commands.ClaimResult: 12,
    commands.ConfirmResult: 8,
    commands.ReportGame: 12,
    commands.ForfeitMatch: 4,
    commands.WithdrawEntrant: 2,
    commands.DisqualifyEntrant: 1,
    commands.Amend: 8,
    commands.DropNoShows: 2,
    commands.OpenDispute: 6,
    commands.FreezeTournament: 1,
    commands.CancelTournament: 1,
    commands.ArchiveTournament: 1,
}


def command(scene: Scene, luck: Luck) -> Command:
    """What somebody asks of the tournament now."""
    kind = luck.pick(KINDS) if luck.once_in(25) else luck.weighted(_weights(scene.tournament))
    return _amendment(scene, luck) if kind is Amend else drawn(kind, scene, luck)


def drawn(kind: type, scene: Scene, luck: Luck) -> Command:
    """A command of this kind, its fields sensible where luck does not go astray."""
    about_match = kind.__module__ in _MATCHES
    focus = scene.focus(luck, disputes=kind.__module__ == _DISPUTING) if about_match else None
    known = {name: value for name, value in sensible(scene, focus, luck).items() if not luck.once_in(60)}
    if kind is commands.ResolveDispute and luck.once_in(2):
        known["score"] = lambda: None
    made: Command = filled(kind, luck, known)
    return made


def _weights(tournament: Tournament) -> dict[type, int]:
    """How likely each kind is; what the tournament waits for is likelier."""
    fits = [kind for kind in KINDS if tournament.phase in FITS[kind]]
    weights = {kind: _LIKELY.get(kind, _USUAL) for kind in fits}
    urgent = {
        commands.UnfreezeTournament: bool(tournament.frozen),
        commands.DecideTie: bool(tournament.unresolved),
        commands.ContinueTournament: any(stage.parked for stage in tournament.stages),
        commands.ResolveDispute: any(_disputed(stage) for stage in tournament.stages),
        commands.RegisterEntrant: tournament.phase is Phase.REGISTRATION,
    }
    for kind in fits:
        weights[kind] += 60 * urgent.get(kind, False)
    return weights or dict.fromkeys(KINDS, 1)


def _disputed(stage: Stage) -> bool:
    return any(match.state is MatchState.DISPUTED for match in stage.matches.values())


def _amendment(scene: Scene, luck: Luck) -> Command:
    """A correction of any past command: taken back, with a field changed, or by something else altogether."""
    past = scene.commands
    if not past or luck.once_in(30):
        return Amend(anything(str, luck), None, "never was")
    order = luck.pick(list(past))
    if luck.once_in(3):
        return Amend(order, None, "taken back")
    if luck.once_in(12):
        return Amend(order, command(scene, luck), "something else")
    return Amend(order, _otherwise(past[order], scene, luck), "misread")


def _otherwise(original: Command, scene: Scene, luck: Luck) -> Command:
    """The command with one of its fields said anew, about the same match."""
    names = [field.name for field in attrs.fields(type(original)) if field.name not in ("stage", "match")]
    if not names:
        return original
    about = (getattr(original, "stage", None), getattr(original, "match", None))
    focus = next((found for found in scene.matches() if (found[0].key, found[1].key) == about), None)
    known: Any = sensible(scene, focus, luck)
    name = luck.pick(names)
    kind = attrs.fields_dict(attrs.resolve_types(type(original)))[name].type
    return attrs.evolve(original, **{name: known[name]() if name in known else anything(kind, luck)})
