"""The tie-breaks of chess for a running stage: its results read as a history, and measured by the codes of FIDE C.07.

Byes and walkovers are unplayed games: a virtual opponent stands in for them (edition of 2026). A round for which there
is no match counts nothing, since results do not say whether it is over.
"""

from collections.abc import Mapping, Sequence

from attrs import evolve
from deltacrown import EntrantId, How, Number, Results, Side, TieBreaker

from deltacrown_brackets.fide.history import Appearance, Colour, Kind, Player, Scoring, SwissHistory
from deltacrown_brackets.fide.tie_break_code import parse_code
from deltacrown_brackets.fide.tie_break_encounter import direct_encounter
from deltacrown_brackets.fide.tie_break_field import Field, field_of
from deltacrown_brackets.fide.tie_breaks import measure
from deltacrown_brackets.tie_breakers.football import Points

_PLAYED = {"win": Kind.WIN, "draw": Kind.DRAW, "loss": Kind.LOSS}
DUEL = 2


class OfHistory(TieBreaker):
    """A criterion of chess, by its code."""

    def __init__(self, name: str, title: str, code: str) -> None:
        self.name = name
        self.title = title
        self.code = code

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """What the code measures."""
        values = measure(_field(results), self.code).values()
        numbers = dict(zip(results.entrants, values, strict=False))
        return {entrant: 0 if number is None else number for entrant, number in numbers.items()}


class DirectEncounter(TieBreaker):
    """The place among those with the same points, by the games between them; 0 where those separate nobody (C.07, 6).

    Somebody is ahead before all have met only where no missing game could change that. For whoever is tied after
    other criteria than points, `h2h_points` measures the games among exactly those.
    """

    name = "direct_encounter"
    title = "Direct encounter"
    lower_is_better = True

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """1 for the first of those who are level on points."""
        ties: dict[Number, list[int]] = {}
        points = Points().measure(results)
        for place, entrant in enumerate(results.entrants):
            ties.setdefault(points[entrant], []).append(place)
        places = direct_encounter(_field(results), parse_code("DE"), [tuple(tied) for tied in ties.values()]).units
        return {entrant: place or 0 for entrant, place in zip(results.entrants, places, strict=False)}


class _Latest:
    """The field made last: the criteria of a cascade ask for the same results, one after the other."""

    made: tuple[Results, Field] | None = None


def _field(results: Results) -> Field:
    latest = _Latest.made
    if latest is None or latest[0] is not results:
        latest = _Latest.made = results, field_of(history_of(results))
    return latest[1]


def history_of(results: Results) -> SwissHistory:
    """The history of a stage's duels: the entrants in their order, then opponents who are not to be measured."""
    others = {entrant for match in results.matches for entrant in match.present}.difference(results.entrants)
    everyone = (*results.entrants, *sorted(others))
    numbers = {entrant: number for number, entrant in enumerate(everyone, 1)}
    sides: dict[EntrantId, list[Side]] = {entrant: [] for entrant in everyone}
    for side in evolve(results, entrants=everyone).sides():
        if len(side.match.slots) <= DUEL:
            sides[side.entrant].append(side)
    players = tuple(
        Player(numbers[entrant], None, tuple(_appearances(rows, results, numbers)), name=entrant)
        for entrant, rows in sides.items()
    )
    rounds = max((len(player.rounds) for player in players), default=0)
    return SwissHistory(players, rounds, rounds, scoring=_scoring(results))


def _scoring(results: Results) -> Scoring:
    points = results.points
    return Scoring(
        points.win,
        points.draw,
        points.loss,
        pairing_bye=points.win,
        half_bye=points.draw,
        full_bye=points.win,
        zero_bye=points.loss,
        forfeit_win=points.win,
        forfeit_loss=points.loss,
    )


def _appearances(sides: list[Side], results: Results, numbers: Mapping[EntrantId, int]) -> Sequence[Appearance]:
    ordered = sorted(sides, key=lambda side: (side.match.round, side.match.key))
    return [_appearance(side, results, numbers) for side in ordered]


def _appearance(side: Side, results: Results, numbers: Mapping[EntrantId, int]) -> Appearance:
    opponent = next((numbers[other] for other in side.match.present if other != side.entrant), None)
    colour: Colour = "black" if side.position else "white"
    return Appearance(_kind(side, opponent), results.points.of(side.verdict), opponent, colour)


def _kind(side: Side, opponent: int | None) -> Kind:
    assert side.match.outcome is not None
    if opponent is None:
        return Kind.PAIRING_BYE if side.verdict == "win" else Kind.FORFEIT_LOSS
    if side.match.outcome.how is How.PLAYED:
        return _PLAYED[side.verdict]
    return Kind.FORFEIT_WIN if side.verdict == "win" else Kind.FORFEIT_LOSS


CHESS: tuple[TieBreaker, ...] = (
    OfHistory("buchholz", "Buchholz", "BH"),
    OfHistory("buchholz_cut_1", "Buchholz cut 1", "BH/C1"),
    OfHistory("buchholz_cut_2", "Buchholz cut 2", "BH/C2"),
    OfHistory("median_buchholz", "Median Buchholz", "BH/M1"),
    OfHistory("median_buchholz_2", "Median Buchholz 2", "BH/M2"),
    OfHistory("sonneborn_berger", "Sonneborn-Berger", "SB"),
    OfHistory("sonneborn_berger_cut_1", "Sonneborn-Berger cut 1", "SB/C1"),
    OfHistory("koya", "Koya", "KS"),
    OfHistory("progressive", "Progressive score", "PS"),
    OfHistory("progressive_cut_1", "Progressive score cut 1", "PS/C1"),
    OfHistory("number_of_wins", "Number of wins", "WIN"),
    OfHistory("number_of_wins_played", "Number of wins in matches that were played", "WON"),
    OfHistory("number_of_games_with_black", "Number of games with black, or away", "BPG"),
    OfHistory("number_of_wins_with_black", "Number of wins with black, or away", "BWG"),
    OfHistory("sum_of_opponents_scores", "Sum of opponents' scores (SOS)", "SOS"),
    OfHistory("sum_of_opponents_sums", "Sum of opponents' sums (SOSOS)", "SOSOS"),
    DirectEncounter(),
)
