"""Rosters: who may play for a team in a tournament, and who may take a player's place."""

from collections.abc import Iterable

from attrs import frozen

from deltacrown.problems import Problem

MOST_PLAYERS = 100


@frozen
class RosterRules:
    """What rosters of teams are like.

    size         how many play
    substitutes  how many more there may be at most
    required     whether no team registers without a roster
    """

    size: int
    substitutes: int = 0
    required: bool = False


@frozen
class Roster:
    """Who plays for a team, and who may take a player's place: ids that say nothing about a person."""

    players: tuple[str, ...]
    substitutes: tuple[str, ...] = ()

    @property
    def everyone(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.players, *self.substitutes)


def rules_problems(rules: RosterRules, path: str) -> Iterable[Problem]:
    """Why rosters cannot be like this; fields of problems are below `path`."""
    if not 1 <= rules.size <= MOST_PLAYERS:
        yield Problem("roster_rules.size", f"1 to {MOST_PLAYERS} play on one side", f"{path}.size")
    if not 0 <= rules.substitutes <= MOST_PLAYERS:
        message = f"a roster has at most {MOST_PLAYERS} substitutes"
        yield Problem("roster_rules.substitutes", message, f"{path}.substitutes")


def roster_problems(rules: RosterRules | None, roster: Roster | None, path: str = "roster") -> Iterable[Problem]:
    """Why a team cannot register with this roster, or without one."""
    if roster is None:
        if rules is not None and rules.required:
            yield Problem("roster.missing", f"say who plays: {rules.size}", path)
        return
    if rules is None:
        yield Problem("roster.not_asked", "this tournament has no rosters", path)
        return
    if len(roster.players) != rules.size:
        yield Problem("roster.size", f"exactly {rules.size} play", f"{path}.players")
    if len(roster.substitutes) > rules.substitutes:
        message = f"there are at most {rules.substitutes} substitutes"
        yield Problem("roster.substitutes", message, f"{path}.substitutes")
    if len(set(roster.everyone)) != len(roster.everyone):
        yield Problem("roster.repeated", "nobody is in a roster twice", path)
