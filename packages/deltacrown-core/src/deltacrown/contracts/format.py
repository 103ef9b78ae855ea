"""The contract of a format: two pure functions, and the core does the rest."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic

from attrs import frozen

from deltacrown.explanations import Reason
from deltacrown.match.state import Match
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import Ranking
from deltacrown.stage.layout import Layout
from deltacrown.stage.options import OptionsT
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage


@frozen
class NoOptions:
    """The options of a format that has none."""


class Format(ABC, Generic[OptionsT]):
    """A kind of stage: which matches are played, and who stands where.

    All methods are pure: they read the stage and answer, the same answer for the same stage, however often they
    are asked. The core fills slots, moves winners and losers on, settles byes, walkovers and withdrawals, checks
    every answer and writes it to the journal.

        class Gauntlet(Format[NoOptions]):
            '''The best seed defends against everyone in turn; whoever wins stays.'''

            name = "gauntlet"

            def pair(self, stage):
                if stage.matches:
                    return ()
                first = Match("1", (Seed(1), Seed(2)))
                rest = [Match(str(n), (WinnerOf(str(n - 1)), Seed(n + 1)), n) for n in range(2, len(stage.entrants))]
                return [first, *rest]

            def rank(self, stage):
                king = [match.outcome.winner for match in stage.decided][-1:]
                return Ranking.of([king, [e for e in stage.entrants if e not in king]] if king else [stage.entrants])

    name          how settings name it: lower case, underscores
    title         how people name it
    revision      raise it when the same stage would be answered differently; running stages stay pinned to theirs
    options       an attrs class: its fields are the form, the schema and the validation
    sides         how many entrants a match has, or None where it varies
    late_entry    whether entrants may join while the stage is played; they come last in `stage.entrants`
    open_ended    whether the stage stays open when `pair` has nothing to add: it ends by `CloseStage`, and until then
                  matches are arranged on demand
    tie_breakers  the cascade that separates whom `rank` leaves level, unless the stage's settings say otherwise
    keeps_pairings  whether what was paired once stays when the past is corrected: a corrected result counts in the
                  standings and in pairings still to be made; the format plans a round, or a season of them, at a time
                  and is not open-ended
    ranks_by_path  a promise of brackets: `rank` places an entrant by nothing but the match where its way ended, and
                  its place in it; large fields then have an exact outlook
    """

    name: str
    title: str = ""
    revision: int = 1
    options: type = NoOptions
    sides: int | None = 2
    late_entry: bool = False
    open_ended: bool = False
    tie_breakers: tuple[str, ...] = ()
    keeps_pairings: bool = False
    ranks_by_path: bool = False

    @abstractmethod
    def pair(self, stage: Stage[OptionsT]) -> Sequence[Match]:
        """The matches to add now; the empty tuple ends the stage, unless it is `open_ended`.

        Asked when the stage opens, and whenever none of its matches is undecided. A bracket answers once, with
        slots that say `WinnerOf`; Swiss answers a round at a time. Seeds are positions in `stage.entrants`; who
        has withdrawn is in `stage.withdrawn`. Where pairings follow from tables, `stage.separated(ranking, matches)`
        is the ranking with its ties separated by the stage's cascade over these matches.
        """

    def rank(self, stage: Stage[OptionsT]) -> Ranking:
        """Every entrant once, best first, valid at any moment. Here: all level, so the tie-breakers decide."""
        return Ranking.of([stage.entrants])

    def arrange(self, stage: Stage[OptionsT], entrants: Sequence[EntrantId]) -> Match | Refusal:  # noqa: ARG002 - a contract
        """The match that these entrants ask for, whoever asks first; or every reason why there is none.

        Asked when a match is to be arranged on demand, such as a challenge, at any moment of the stage. The entrants
        play it, are different and have not withdrawn. Here: refused, for most formats plan their own matches.
        """
        return Refusal((Problem("stage.plans_its_own", f"{self.name!r} plans its own matches", "stage"),))

    def check(self, options: OptionsT, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """What is wrong with these options for that many entrants; `field` is relative to the options.

        Asked when a tournament is created, with None where the number is not known yet, and again at the start.
        """
        return ()

    def layout(self, stage: Stage[OptionsT]) -> Layout:
        """How to draw the stage. Here: its sections side by side, each in columns of rounds."""
        return Layout.by_round(stage.matches.values())

    def explain(self, stage: Stage[OptionsT], match: Match) -> Sequence[Reason]:  # noqa: ARG002 - a contract
        """Why `match`, one of the stage's, was paired: by which rules, from which facts. Here: nothing.

        Who sits in it, and what was decided, is explained without being asked. Everything said is true of the stage
        as it was when the match was planned: `stage.before(match.round)`, where rounds are planned one at a time.
        """
        return ()
