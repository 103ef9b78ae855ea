"""The scene: where a tournament stands, and what the fields of a command may say about it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from deltacrown.commands import Command
from deltacrown.fuzzing import scoring
from deltacrown.fuzzing.configuring import settings
from deltacrown.fuzzing.luck import Luck
from deltacrown.journal import Entry
from deltacrown.match.progress import MatchState
from deltacrown.match.state import Match
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament

NAMES = tuple(f"e{number}" for number in range(1, 25))
_ODD_NAMES = ("", "ö 9", "e\n1", "E1")


@frozen
class Scene:
    """What a command is drawn from."""

    tournament: Tournament
    entries: Sequence[Entry]
    now: datetime
    registry: Registry
    formats: Sequence[str]

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command in the journal by its id."""
        return {entry.order: entry.command for entry in self.entries if entry.command is not None}

    @property
    def kept_open(self) -> Stage | None:
        """A stage that is being played and stays open until it is closed."""
        open_ = (stage for stage in self.tournament.stages if not (stage.over or stage.parked))
        return next((stage for stage in open_ if asking.open_ended(self.registry, stage)), None)

    def matches(self) -> list[tuple[Stage, Match]]:
        """Every match, with its stage."""
        return [(stage, match) for stage in self.tournament.stages for match in stage.matches.values()]

    def focus(self, luck: Luck, *, disputes: bool) -> tuple[Stage, Match] | None:
        """The match that a command is about: mostly one where something can be done."""
        matches = self.matches()
        open_ = [found for found in matches if found[1].ready]
        if disputes:
            open_ = [found for found in matches if found[1].state is MatchState.DISPUTED] or open_
        claimed = [found for found in open_ if found[1].progress.claims or found[1].progress.games]
        likely = claimed if claimed and luck.once_in(2) else open_
        if likely and not luck.once_in(6):
            return luck.pick(likely)
        return luck.pick(matches) if matches else None


def sensible(scene: Scene, focus: tuple[Stage, Match] | None, luck: Luck) -> Mapping[str, Callable[[], Any]]:
    """What a field of a command may sensibly say, by the name of the field."""
    known: dict[str, Callable[[], Any]] = {
        "tournament": lambda: "cup",
        "settings": lambda: settings(scene.registry, scene.formats, luck),
        "entrant": lambda: _entrant(scene, luck),
        "entrants": lambda: luck.some(list(scene.tournament.entrants) or NAMES, 6),
        "substitute": lambda: luck.pick(NAMES),
        "order": lambda: luck.shuffled(scene.tournament.unresolved),
        "stage": lambda: luck.pick([stage.key for stage in scene.tournament.stages] or ["first"]),
        "reason": lambda: "because",
        "method": lambda: "lots",
        "seed": lambda: f"seed {luck.below(9)}",
        "override": lambda: luck.once_in(8),
        "applied": lambda: luck.once_in(20),
        "comment": lambda: f"c{luck.below(6)}",
        "reply_to": lambda: f"c{luck.below(6)}" if luck.once_in(4) else "",
        "at": lambda: scene.now + timedelta(hours=luck.below(9)) if luck.once_in(2) else None,
    }
    if focus is not None:
        known |= _about_match(*focus, luck)
    return known


def _about_match(stage: Stage, match: Match, luck: Luck) -> dict[str, Callable[[], Any]]:
    sides = match.present or ("e1",)
    return {
        "stage": lambda: stage.key,
        "match": lambda: match.key,
        "entrant": lambda: luck.pick(sides),
        "entrants": lambda: luck.shuffled(sides)[: max(len(sides) - luck.below(2), 1)],
        "score": lambda: scoring.score(match, luck),
        "game": lambda: scoring.game(match, luck),
        "round": lambda: match.round,
        "section": lambda: match.section,
        "best_of": lambda: luck.pick((1, 3, 3, 5, 2)),
        "map": lambda: luck.pick(stage.settings.maps or ("dust",)),
    }


def _entrant(scene: Scene, luck: Luck) -> str:
    if luck.once_in(40):
        return luck.pick(_ODD_NAMES)
    known = [entrant.id for entrant in scene.tournament.entrants.values() if not entrant.withdrawn]
    return luck.pick(known) if known and not luck.once_in(10) else luck.pick(NAMES)
