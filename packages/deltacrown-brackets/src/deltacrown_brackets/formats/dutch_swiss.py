"""The FIDE Dutch system as a format: Swiss tournaments of chess, with colours."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen
from deltacrown import Bye, Format, Match, Problem, Reason, Seed, Stage

from deltacrown_brackets.fide.baku import baku_group, baku_points
from deltacrown_brackets.fide.card import Edition
from deltacrown_brackets.fide.dutch import NoValidPairingError, Pair, next_round
from deltacrown_brackets.fide.field import Field
from deltacrown_brackets.fide.history import Colour, PointValue, Scoring, SwissHistory
from deltacrown_brackets.fide.reasons import Round, why_pair
from deltacrown_brackets.fide.stage_history import history_of_stage
from deltacrown_brackets.swiss.reasons import seats_of, stays


@frozen
class DutchSwissOptions:
    """Options of a FIDE Dutch Swiss.

    rounds        how many rounds; 0 for as many as find one unbeaten winner: 3 for 8, 4 for 16
    edition       the rules: "2026" for those in force, "2017" for those before
    acceleration  "baku" for virtual points in the first rounds (C.04.7)
    first_colour  the colour of seed 1 in round 1: drawn by lot
    """

    rounds: int = 0
    edition: Edition = "2026"
    acceleration: Literal["none", "baku"] = "none"
    first_colour: Colour = "white"


class DutchSwiss(Format[DutchSwissOptions]):
    """Swiss by the FIDE Handbook, C.04.3: seeds are pairing numbers, the first slot of a match has white.

    The stage ends before its last round where the absolute criteria leave no pairing. A published pairing is not
    changed: a result that was written down wrongly affects, once corrected, only pairings still to be made (C.04.2).
    """

    name = "dutch_swiss"
    title = "FIDE Dutch Swiss"
    options = DutchSwissOptions
    late_entry = True
    keeps_pairings = True
    tie_breakers = ("points", "buchholz_cut_1", "buchholz", "sonneborn_berger")

    def check(self, options: DutchSwissOptions, entrants: int | None) -> Sequence[Problem]:
        """Everyone meets everyone at most once; an odd number of entrants can play as many rounds as they are."""
        problems = []
        if options.rounds < 0:
            message = "rounds are a number from 1, or 0 for the usual number"
            problems.append(Problem("dutch_swiss.rounds", message, "rounds"))
        elif entrants is not None and options.rounds > _most_rounds(entrants):
            message = f"{entrants} entrants can play {_most_rounds(entrants)} rounds without a rematch"
            problems.append(Problem("dutch_swiss.rounds", message, "rounds"))
        for name, allowed in (("edition", ("2017", "2026")), ("acceleration", ("none", "baku"))):
            if getattr(options, name) not in allowed:
                problems.append(Problem(f"dutch_swiss.{name}", f"{name} is one of {', '.join(allowed)}", name))
        return problems

    def pair(self, stage: Stage[DutchSwissOptions]) -> Sequence[Match]:
        """The next round, in the order of publishing; the pairing-allocated bye is last."""
        history = _history(stage)
        present = len(stage.entrants) - len(history.absent)
        if history.rounds >= history.planned_rounds or present < 2:  # noqa: PLR2004 - it takes two
            return ()
        try:
            pairs = next_round(history, stage.options.edition)
        except NoValidPairingError:
            return ()
        number = history.rounds + 1
        return [
            Match(f"R{number}-bye", (Seed(pair.white), Bye()), number)
            if pair.black is None
            else Match(f"R{number}-{board}", (Seed(pair.white), Seed(pair.black)), number, draws=True)
            for board, pair in enumerate(pairs, 1)
        ]

    def explain(self, stage: Stage[DutchSwissOptions], match: Match) -> Sequence[Reason]:
        """Scores, floats, places, the colours due and the article that gave them; or why it is the bye."""
        past = stage.before(match.round)
        if past.undecided:
            return [stays("a result of a round before is open")]
        history, edition = _history(past), stage.options.edition
        white, *black = (seat + 1 for seat in seats_of(match))
        pair = Pair(white, black[0] if black else None)
        if not _is_paired(history, edition, pair):
            return [stays("results of the rounds before are others now")]
        return why_pair(Round(Field(history, edition), past.entrants), pair)


def _is_paired(history: SwissHistory, edition: Edition, pair: Pair) -> bool:
    try:
        return pair in next_round(history, edition)
    except NoValidPairingError:
        return False


def _most_rounds(entrants: int) -> int:
    return entrants - 1 if entrants % 2 == 0 else entrants


def _history(stage: Stage[DutchSwissOptions]) -> SwissHistory:
    entrants, options = len(stage.entrants), stage.options
    rounds = options.rounds or max(1, (entrants - 1).bit_length())
    accelerations: dict[int, tuple[PointValue, ...]] = {}
    if options.acceleration == "baku":
        first = [seed for seed in range(1, entrants + 1) if _was_there_at_first(stage, seed)]
        scoring = Scoring(stage.settings.points.win, stage.settings.points.draw)
        accelerations = dict.fromkeys(first[: baku_group(len(first))], baku_points(rounds, scoring))
    return history_of_stage(stage, rounds, options.first_colour, accelerations)


def _was_there_at_first(stage: Stage[DutchSwissOptions], seed: int) -> bool:
    """Whether the entrant was paired in round 1, or nobody has been yet: later entries change no group."""
    first = [match for match in stage.matches.values() if match.round == 1]
    return not first or any(Seed(seed) in match.slots for match in first)
