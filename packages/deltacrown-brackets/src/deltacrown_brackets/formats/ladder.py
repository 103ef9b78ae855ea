"""A challenge ladder: whoever beats somebody above takes the place."""

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from attrs import define, field, frozen
from deltacrown import Column, EntrantId, Format, Layout, Match, Problem, Ranking, Refusal, Section, Seed, Stage

Win = Literal["swap", "insert"]
_DUEL = 2


@frozen
class LadderOptions:
    """Options of a ladder.

    reach          how many places above a challenger may go; 0 for any number
    win            what a challenger gains by a win: the place of the one who was challenged, who gets the challenger's
                   ("swap"), or the place above, and everyone between moves down by one ("insert")
    rematch_after  how many matches against others a challenger plays before challenging the same one again
    best_of        how many games a match has at most
    """

    reach: int = 3
    win: Win = "swap"
    rematch_after: int = 0
    best_of: int = 1


class Ladder(Format[LadderOptions]):
    """Entrants start in the order of their seeds, and challenge each other upwards until the stage is closed.

    Everyone has one open match at a time. A challenger who wins moves up; one who loses changes nothing, nor does a
    match that nobody wins. Whoever joins starts at the bottom; whoever has left makes room at once.

    The order follows from the matches as they were arranged. It is the same in whatever order results come in: who
    plays two matches plays them one after the other, and results of others do not touch each other.
    """

    name = "ladder"
    title = "Ladder"
    options = LadderOptions
    late_entry = True
    open_ended = True

    def check(self, options: LadderOptions, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """No number is negative, and a match has a winner."""
        problems = [
            Problem(f"ladder.{name}", f"{name} is a number from 0", name)
            for name in ("reach", "rematch_after")
            if getattr(options, name) < 0
        ]
        if options.win not in get_args(Win):
            problems.append(Problem("ladder.win", f"win is one of {', '.join(get_args(Win))}", "win"))
        if options.best_of < 1 or options.best_of % 2 == 0:
            problems.append(Problem("ladder.best_of", "the number of games is odd: 1, 3, 5 …", "best_of"))
        return problems

    def pair(self, stage: Stage[LadderOptions]) -> Sequence[Match]:  # noqa: ARG002 - a contract
        """Nothing: every match is a challenge."""
        return ()

    def arrange(self, stage: Stage[LadderOptions], entrants: Sequence[EntrantId]) -> Match | Refusal:
        """The challenge of the first against the second, who stands above and within reach."""
        if len(entrants) != _DUEL:
            return Refusal((Problem("ladder.duel", "one challenges one other", "entrants"),))
        challenger, challenged = entrants
        problems = tuple(_against(stage, challenger, challenged))
        return Refusal(problems) if problems else _challenge(stage, challenger, challenged)

    def rank(self, stage: Stage[LadderOptions]) -> Ranking:
        """The ladder from the top, then whoever has left; each with what brought them there last."""
        climb = _climbed(stage)
        order = [*_active(climb, stage), *(entrant for entrant in climb.order if entrant in stage.withdrawn)]
        reasons = ["left" if entrant in stage.withdrawn else climb.reasons[entrant] for entrant in order]
        return Ranking.of([[entrant] for entrant in order], reasons)

    def layout(self, stage: Stage[LadderOptions]) -> Layout:
        """A table with the challenges in the order in which they were made."""
        columns = (Column("Challenge", tuple(stage.matches)),) if stage.matches else ()
        return Layout((Section("", columns, "table"),))


@define
class _Climb:
    """The order as it changes, with everyone's place in it and what moved them last. Those who have left stay in it."""

    order: list[EntrantId]
    place: dict[EntrantId, int] = field(init=False)
    reasons: dict[EntrantId, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.place = {entrant: place for place, entrant in enumerate(self.order)}
        self.reasons = {entrant: f"started as number {place + 1}" for entrant, place in self.place.items()}

    def won(self, match: Match, win: Win) -> None:
        """The challenger has won, and moves up. Reasons name nobody: only pages know names."""
        winner, loser = match.seated
        above, below = self.place[loser], self.place[winner]
        if win == "swap":
            self._set({above: winner, below: loser})
        else:
            between = self.order[above:below]
            self._set({above: winner, **dict(enumerate(between, above + 1))})
            self.reasons |= dict.fromkeys(between, "made room for a challenger")
        self.reasons[winner], self.reasons[loser] = "won a challenge", "lost a challenge"

    def _set(self, places: dict[int, EntrantId]) -> None:
        for place, entrant in places.items():
            self.order[place], self.place[entrant] = entrant, place


def _climbed(stage: Stage[LadderOptions]) -> _Climb:
    """The ladder after every match that is decided."""
    climb = _Climb(list(stage.entrants))
    for match in stage.decided:
        if match.outcome and match.outcome.winner == match.seated[0]:
            climb.won(match, stage.options.win)
    return climb


def _active(climb: _Climb, stage: Stage[LadderOptions]) -> list[EntrantId]:
    return [entrant for entrant in climb.order if entrant not in stage.withdrawn]


def _against(stage: Stage[LadderOptions], challenger: EntrantId, challenged: EntrantId) -> Iterator[Problem]:
    """Why there is no such challenge now."""
    played = _played_by(stage, challenger, challenged)
    for entrant in (challenger, challenged):
        if any(match.outcome is None and entrant in match.entrants for match in played):
            yield Problem("ladder.busy", f"{entrant!r} has an open match", "entrants")
    order, reach = _active(_climbed(stage), stage), stage.options.reach
    steps = order.index(challenger) - order.index(challenged)
    if steps < 0:
        yield Problem("ladder.not_above", f"{challenged!r} does not stand above {challenger!r}", "entrants")
    elif 0 < reach < steps:
        message = f"{challenged!r} stands {steps} places above {challenger!r}, and {reach} are within reach"
        yield Problem("ladder.out_of_reach", message, "entrants")
    missing = stage.options.rematch_after - _since(played, challenger, challenged, stage.options.rematch_after)
    if missing > 0:
        message = f"{challenger!r} plays {missing} more matches against others before challenging {challenged!r} again"
        yield Problem("ladder.rematch", message, "entrants")


def _played_by(stage: Stage[LadderOptions], challenger: EntrantId, challenged: EntrantId) -> list[Match]:
    """The matches of either of them, the open ones too."""
    return [m for m in stage.matches.values() if challenger in m.entrants or challenged in m.entrants]


def _since(played: Sequence[Match], challenger: EntrantId, challenged: EntrantId, enough: int) -> int:
    """How many matches the challenger has played since challenging this one; enough where that never was."""
    own = [match for match in played if challenger in match.entrants]
    since = (place for place, match in enumerate(reversed(own)) if match.entrants == (challenger, challenged))
    return next(since, enough)


def _challenge(stage: Stage[LadderOptions], challenger: EntrantId, challenged: EntrantId) -> Match:
    """The match. Its key names the two, so that it keeps it where a correction takes back a challenge of others."""
    seeds = stage.seeds
    key = f"{seeds[challenger]}-{seeds[challenged]}"
    played = _played_by(stage, challenger, challenged)
    again = sum(match.entrants == (challenger, challenged) for match in played)
    return Match(
        f"{key}-{again + 1}" if again else key,
        (Seed(seeds[challenger]), Seed(seeds[challenged])),
        max((match.round for match in played), default=0) + 1,
        best_of=stage.options.best_of,
    )
