"""Commands by luck: any of the union, mostly such as fit where the tournament stands, at times nonsense."""

from typing import Any, get_args

import attrs

from deltacrown import commands
from deltacrown.commands import Amend, Command
from deltacrown.dispute.state import Ruling
from deltacrown.fuzzing.anything import anything, filled
from deltacrown.fuzzing.invariants import waits_for_a_format
from deltacrown.fuzzing.luck import Luck
from deltacrown.fuzzing.scene import NAMES, Scene, sensible
from deltacrown.match.progress import MatchState
from deltacrown.registration.check_in import missing
from deltacrown.tournament.phases import FITS
from deltacrown.tournament.state import Phase, Tournament

KINDS: tuple[type, ...] = get_args(Command)
_DISPUTING = "deltacrown.dispute.commands"
_FEW = 4
_ABOUT_DISPUTES = tuple(kind for kind in KINDS if kind.__module__ == _DISPUTING and kind is not commands.OpenDispute)
_MATCHES = ("deltacrown.match.commands", _DISPUTING)
_USUAL, _SELDOM, _URGENT = 10, 2, 120
_LIKELY: dict[type, int] = {
    commands.RegisterEntrant: 12,
    commands.ReportResult: 100,
    commands.ClaimResult: 25,
    commands.ConfirmResult: 20,
    commands.ReportGame: 20,
    commands.Amend: 25,
    commands.OpenDispute: 20,
    commands.CloseStage: 2,
    commands.DisqualifyEntrant: 4,
    commands.FreezeTournament: 3,
    commands.CancelTournament: 1,
    commands.ArchiveTournament: 1,
}
"""How likely a kind is where it fits, if it is not the usual."""


def command(scene: Scene, luck: Luck) -> Command:
    """What somebody asks of the tournament now."""
    kind = luck.pick(KINDS) if luck.once_in(25) else luck.weighted(_weights(scene))
    return _amendment(scene, luck) if kind is Amend else drawn(kind, scene, luck)


def drawn(kind: type, scene: Scene, luck: Luck) -> Command:
    """A command of this kind, its fields sensible where luck does not go astray."""
    about_match = kind.__module__ in _MATCHES
    focus = scene.focus(luck, disputes=kind.__module__ == _DISPUTING) if about_match else None
    known = dict(sensible(scene, focus, luck))
    if kind is commands.ResolveDispute:
        ruling = luck.pick(list(Ruling))
        known["ruling"] = lambda: ruling
        known |= {} if ruling is Ruling.REPLACE else {"score": lambda: None}
    if kind is commands.ScheduleMatches:
        known["matches"] = lambda: tuple(drawn(commands.ScheduleMatch, scene, luck) for _ in range(luck.between(0, 2)))
    if kind is commands.ArrangeMatch:
        known["entrants"] = lambda: luck.shuffled(_there(scene))[:2]
    if kind is commands.PairAgain:
        known["round"] = lambda: luck.pick([match.round for _, match in scene.matches()][-3:] or [1])
    if kind is commands.RegisterEntrant:
        known["entrant"] = lambda: luck.pick(NAMES)
    if kind is commands.CheckIn:
        known["entrants"] = lambda: tuple(entrant.id for entrant in missing(scene.tournament)[luck.below(2) :])
    made: Command = filled(kind, luck, {name: value for name, value in known.items() if not luck.once_in(60)})
    return made


def _there(scene: Scene) -> tuple[str, ...]:
    """Who could meet on demand: those in the stage that was opened last."""
    return scene.tournament.stages[-1].active if scene.tournament.stages else NAMES


def _weights(scene: Scene) -> dict[type, int]:
    """How likely each kind is; what the tournament waits for is likelier, what has no object is seldom."""
    tournament = scene.tournament
    fits = [kind for kind in KINDS if tournament.phase in FITS[kind]]
    weights = {kind: _LIKELY.get(kind, _USUAL) for kind in fits}
    disputed = any(
        match.state is MatchState.DISPUTED for stage in tournament.stages for match in stage.matches.values()
    )
    weights |= {kind: _SELDOM for kind in _ABOUT_DISPUTES if kind in weights and not disputed}
    waits_for = {
        commands.UnfreezeTournament: bool(tournament.frozen),
        commands.DecideTie: bool(tournament.unresolved),
        commands.ArrangeMatch: scene.kept_open is not None,
        commands.ContinueTournament: waits_for_a_format(tournament),
        commands.ResolveDispute: disputed,
        commands.AllotPrizes: tournament.settings.prize is not None and tournament.prizes is None,
        _before_play(tournament): True,
    }
    weights |= {kind: _URGENT if waits else _SELDOM for kind, waits in waits_for.items() if kind in weights}
    return weights or dict.fromkeys(KINDS, 1)


def _before_play(tournament: Tournament) -> type:
    """What brings a tournament nearer to its start."""
    if tournament.phase not in {Phase.REGISTRATION, Phase.CHECK_IN}:
        return commands.CreateTournament if tournament.phase is Phase.NEW else commands.OpenRegistration
    if len(tournament.taking_part) < _FEW:
        return commands.RegisterEntrant
    if missing(tournament):
        return commands.CheckIn if tournament.phase is Phase.CHECK_IN else commands.OpenCheckIn
    return commands.StartTournament


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
