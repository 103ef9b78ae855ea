"""Free-for-all: lobbies from each of which the best go on, until one lobby is left."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import frozen
from deltacrown import Format, Layout, Match, PlacedIn, Problem, Ranking, Seed, Slot, Stage

from deltacrown_brackets.formats.lobbies import lobby_count, place_in, spread

FINAL = "final"
Way: TypeAlias = tuple[int, int]
"""Where somebody's way ended: the round, negative so that later ones come first, and the place in its lobby."""


@frozen
class FreeForAllOptions:
    """Options of a free-for-all.

    lobby_size  how many play in a lobby at most
    advance     how many of each lobby go on
    """

    lobby_size: int = 4
    advance: int = 2


class FreeForAll(Format[FreeForAllOptions]):
    """A knock-out of lobbies.

    The seeds are spread over the lobbies of a round by a snake, and so are those who go on: first all winners, then
    all seconds, past lobbies in which somebody sits whom they have just met. Sizes of the lobbies of a round differ
    by one at most. In a lobby of no more than go on nothing would be at stake: where one would come about, as few as
    possible of the best have a bye, so that all others play in lobbies that are large enough.
    """

    name = "free_for_all"
    title = "Free-for-all"
    options = FreeForAllOptions
    sides = None
    ranks_by_path = True

    def check(self, options: FreeForAllOptions, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """Somebody goes on from every lobby, and somebody does not."""
        problems = []
        if options.lobby_size < 2:  # noqa: PLR2004 - a duel is the least
            problems.append(Problem("free_for_all.lobby_size", "at least 2 play in a lobby", "lobby_size"))
        if not 1 <= options.advance < max(2, options.lobby_size):
            message = "at least 1 of a lobby goes on, and at least 1 does not"
            problems.append(Problem("free_for_all.advance", message, "advance"))
        return problems

    def pair(self, stage: Stage[FreeForAllOptions]) -> Sequence[Match]:
        """All rounds at once."""
        if stage.matches or len(stage.entrants) < 2:  # noqa: PLR2004 - one entrant has won already
            return ()
        return [match for matches in _rounds(len(stage.entrants), stage.options) for match in matches]

    def rank(self, stage: Stage[FreeForAllOptions]) -> Ranking:
        """Those still in are level; below them, by the round in which the way ended, and by the place in its lobby."""
        ended = dict(_ends(stage))
        groups: dict[Way, list[str]] = {}
        for entrant, way in ended.items():
            groups.setdefault(way, []).append(entrant)
        ways = sorted(groups)
        titles = {match.round: _title(match) for match in stage.matches.values()}
        reasons = [f"place {place} in {titles[-number]}" for number, place in ways]
        still_in = [entrant for entrant in stage.entrants if entrant not in ended]
        return Ranking.of([still_in, *(groups[way] for way in ways)], ["", *reasons])

    def layout(self, stage: Stage[FreeForAllOptions]) -> Layout:
        """Round by round: no line leads from a lobby to the next, each place of it goes its own way."""
        return Layout.by_round(
            stage.matches.values(), "table", lambda match: _title(match).removeprefix("the ").capitalize()
        )


def byes(entrants: int, options: FreeForAllOptions) -> int:
    """How many of the best rest, so that more play in every lobby of the round than go on from it."""
    return next(
        resting
        for resting in range(entrants)
        if (entrants - resting) // lobby_count(entrants - resting, options.lobby_size) > options.advance
    )


def _rounds(entrants: int, options: FreeForAllOptions) -> Iterator[list[Match]]:
    lines: list[Slot] = [Seed(seed) for seed in range(1, entrants + 1)]
    number = 1
    while len(lines) > options.lobby_size:
        resting = byes(len(lines), options)
        playing = lines[resting:]
        lobbies = spread(playing, lobby_count(len(playing), options.lobby_size), _acquainted)
        matches = [Match(f"R{number}-{place}", tuple(lobby), number) for place, lobby in enumerate(lobbies, 1)]
        yield matches
        ranks = range(1, options.advance + 1)
        lines = [*lines[:resting], *(PlacedIn(match.key, rank) for rank in ranks for match in matches)]
        number += 1
    yield [Match(FINAL, tuple(lines), number)]


def _acquainted(line: Slot, lobby: Sequence[Slot]) -> int:
    """How many in the lobby come from the same lobby as this one."""
    return sum(isinstance(line, PlacedIn) and isinstance(one, PlacedIn) and one.match == line.match for one in lobby)


def _ends(stage: Stage[FreeForAllOptions]) -> Iterator[tuple[str, Way]]:
    """Everyone whose way has ended, and where."""
    for match in stage.decided:
        assert match.outcome is not None
        going_on = range(1, 1 if match.key == FINAL else stage.options.advance + 1)
        through = {match.outcome.placed(rank) for rank in going_on}
        for entrant in match.present:
            if entrant not in through:
                yield entrant, (-match.round, place_in(match.outcome, entrant) or len(match.slots))


def _title(match: Match) -> str:
    return "the final" if match.key == FINAL else f"round {match.round}"
