"""Battle royale: several games in lobbies, with points for places and for kills."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen
from deltacrown import EntrantId, Format, Layout, Match, Problem, Ranking, Seed, Stage, Tally
from deltacrown.ranking import Measured, break_ties

from deltacrown_brackets.formats.lobbies import lobby_count, place_in, spread

KILLS = "kills"
TOTAL = "placement and kill points"
_LEAST_LOBBY = 3


@frozen
class BattleRoyaleOptions:
    """Options of a battle royale. Those it has from the start are the points of the Apex Legends Global Series.

    games             how many games everyone plays
    lobby_size        how many play in a lobby at most
    placement_points  what the places of a lobby are worth, the first place first; lower places bring nothing.
                      PUBG's S.U.P.E.R.: 10 6 5 4 3 2 1 1
    kill_points       what a kill is worth
    match_point       whoever has so many points and then wins a game is the winner, and nothing more is played;
                      0 where points alone decide
    """

    games: int = 6
    lobby_size: int = 20
    placement_points: tuple[int, ...] = (12, 9, 7, 5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1)
    kill_points: int = 1
    match_point: int = 0


class BattleRoyale(Format[BattleRoyaleOptions]):
    """Everyone plays every game; the points of all games are added up.

    What is reported for a lobby is what happened in it, never what it is worth: `points` are any numbers that put the
    sides in order, such as how many each has outlived, and `stats` hold the kills: `{"kills": (3, 0, 7, …)}`. Level
    sides have the better of the places they span. Whoever has left plays no further games and keeps the points.

    Where they do not fit into one lobby, entrants are spread over lobbies that differ in size by one at most, anew for
    every game: in the order of the standings, so that all lobbies are equally strong, each next row of them to where
    they have met the fewest.
    """

    name = "battle_royale"
    title = "Battle royale"
    options = BattleRoyaleOptions
    sides = None
    late_entry = True
    tie_breakers = ("match_wins", KILLS, "best_placement", "last_placement")

    def check(self, options: BattleRoyaleOptions, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """At least one game, lobbies that can be filled, and no place that is worth less than one below it."""
        problems = []
        if options.games < 1:
            problems.append(Problem("battle_royale.games", "at least 1 game is played", "games"))
        if options.lobby_size < _LEAST_LOBBY:
            message = f"a lobby has room for at least {_LEAST_LOBBY}"
            problems.append(Problem("battle_royale.lobby_size", message, "lobby_size"))
        if list(options.placement_points) != sorted(options.placement_points, reverse=True):
            message = "a worse place is not worth more than a better one"
            problems.append(Problem("battle_royale.placement_points", message, "placement_points"))
        if options.match_point < 0:
            message = "match point is a number of points, or 0 for none"
            problems.append(Problem("battle_royale.match_point", message, "match_point"))
        return problems

    def pair(self, stage: Stage[BattleRoyaleOptions]) -> Sequence[Match]:
        """The lobbies of the next game."""
        played = max((match.round for match in stage.matches.values()), default=0)
        if played >= stage.options.games or len(stage.active) < 2 or _champions(stage):  # noqa: PLR2004 - it takes two
            return ()
        totals, met, seeds = totals_of(stage.decided, stage), _met(stage), stage.seeds
        order = sorted(stage.active, key=lambda entrant: (-totals[entrant], seeds[entrant]))

        def familiarity(one: EntrantId, others: Sequence[EntrantId]) -> int:
            return sum(met[one][other] for other in others)

        lobbies = spread(order, lobby_count(len(order), stage.options.lobby_size), familiarity)
        return [
            Match(f"G{played + 1}-{place}", tuple(Seed(seeds[entrant]) for entrant in lobby), played + 1)
            for place, lobby in enumerate(lobbies, 1)
        ]

    def rank(self, stage: Stage[BattleRoyaleOptions]) -> Ranking:
        """By the points of all games; first whoever has won at match point."""
        totals, champions = totals_of(stage.decided, stage), _champions(stage)
        others = [entrant for entrant in stage.entrants if entrant not in champions]
        groups = [champions, others] if champions else [others]
        level = Ranking.of(groups, ["", "the other won at match point"])
        return break_ties(level, [TOTAL], lambda *_: Measured(totals))

    def layout(self, stage: Stage[BattleRoyaleOptions]) -> Layout:
        """The standings with what was scored for what, and the lobbies of each game."""
        drawn = Layout.by_round(stage.matches.values(), "table", lambda match: f"Game {match.round}")
        return evolve(drawn, tallies=_tallies(stage))


def totals_of(matches: Sequence[Match], stage: Stage[BattleRoyaleOptions]) -> Mapping[EntrantId, int]:
    """Everyone's points in these games."""
    totals = dict.fromkeys(stage.entrants, 0)
    for match in matches:
        for entrant, placed, kills in _worth(match, stage.options):
            totals[entrant] += placed + stage.options.kill_points * kills
    return totals


def _tallies(stage: Stage[BattleRoyaleOptions]) -> tuple[Tally, ...]:
    wins, placed, killed = Counter[EntrantId](), Counter[EntrantId](), Counter[EntrantId]()
    for match in stage.decided:
        assert match.outcome is not None
        wins.update([match.outcome.winner] if match.outcome.winner else [])
        for entrant, points, kills in _worth(match, stage.options):
            placed[entrant] += points
            killed[entrant] += kills
    return (
        Tally("wins", "Lobbies won", "W", _of_all(stage, wins)),
        Tally("placement_points", "Placement points", "PP", _of_all(stage, placed)),
        Tally(KILLS, "Kills", "K", _of_all(stage, killed)),
        Tally("total", "Placement and kill points", "Pts", totals_of(stage.decided, stage)),
    )


def _of_all(stage: Stage[BattleRoyaleOptions], counted: Counter[EntrantId]) -> Mapping[EntrantId, int]:
    return {entrant: counted[entrant] for entrant in stage.entrants}


def _worth(match: Match, options: BattleRoyaleOptions) -> Iterator[tuple[EntrantId, int, int]]:
    """Everyone in the lobby with the points for the place, and the kills."""
    assert match.outcome is not None
    score, worth = match.outcome.score, options.placement_points
    kills = score.stats.get(KILLS, ()) if score else ()
    for side, entrant in enumerate(match.seated):
        place = place_in(match.outcome, entrant)
        # Whoever gave a lobby up has no place in it.
        counts = match.played or entrant == match.outcome.winner
        placed = worth[place - 1] if place and counts and place <= len(worth) else 0
        yield entrant, placed, kills[side] if kills else 0


def _champions(stage: Stage[BattleRoyaleOptions]) -> list[EntrantId]:
    """Who has won at match point; several where several lobbies were won in the same game."""
    last = max((match.round for match in stage.matches.values()), default=0)
    if not stage.options.match_point or any(match.outcome is None for match in stage.matches.values()):
        return []
    before = totals_of([match for match in stage.decided if match.round < last], stage)
    winners = [match.outcome.winner for match in stage.decided if match.outcome and match.round == last]
    return [entrant for entrant in winners if entrant and before[entrant] >= stage.options.match_point]


def _met(stage: Stage[BattleRoyaleOptions]) -> Mapping[EntrantId, Counter[EntrantId]]:
    met: dict[EntrantId, Counter[EntrantId]] = {entrant: Counter() for entrant in stage.entrants}
    for match in stage.matches.values():
        for entrant in match.present:
            met[entrant].update(match.present)
    return met
