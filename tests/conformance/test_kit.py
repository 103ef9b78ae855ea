"""How the kit itself behaves: what an author gets, and what failures say."""

from collections.abc import Sequence
from typing import Any

import pytest
from deltacrown import Bye, Format, Match, Ranking, Seed, Stage
from deltacrown.testing import FormatConformance, Playground, Script, Unplayable, finish
from deltacrown_brackets.formats.round_robin import RoundRobin
from deltacrown_brackets.formats.single_elimination import SingleElimination
from hypothesis import Phase, settings

ONCE = settings(max_examples=1, derandomize=True, database=None, phases=[Phase.generate])
LAWS = [name for name in dir(FormatConformance) if name.startswith("test_")]


class ForgetsTheLoser(SingleElimination):
    name = "forgets_the_loser"

    def rank(self, stage: Stage) -> Ranking:
        return Ranking.of([stage.entrants])


def test_a_subclass_gets_its_own_copy_of_every_law() -> None:
    """Hypothesis keeps what it knows by function, so two kits must not share one."""

    class One(FormatConformance):
        format = SingleElimination()

    class Two(FormatConformance):
        format = RoundRobin()

    assert len(LAWS) == 17
    for law in LAWS:
        assert getattr(One, law) is not getattr(Two, law)
        assert getattr(One, law).__doc__ == getattr(FormatConformance, law).__doc__


def test_a_failure_says_how_to_see_it_again() -> None:
    """The sentence names the format, and the play in it can be pasted into a session."""

    class Kit(FormatConformance):
        format = ForgetsTheLoser()
        effort = settings(max_examples=10, derandomize=True, database=None)

    with pytest.raises(AssertionError) as caught:
        Kit().test_the_unbeaten_come_first()
    sentence, again = str(caught.value).splitlines()[:2]
    assert sentence == "the format 'forgets_the_loser' ranks seeds [1, 2] first, but only seed 1 is unbeaten."
    assert again.startswith("To play it again: Playground(ForgetsTheLoser()).play(Script(entrants=2,")
    play = eval(again.removeprefix("To play it again: "), {**globals()})  # noqa: S307 - that is what it is for
    assert play.placed() == [[1, 2]]


def test_fields_that_the_format_refuses_are_passed_over() -> None:
    """What `check` refuses cannot be played, and the driver says why."""
    with pytest.raises(Unplayable, match="do not fill 4 groups"):
        Playground(RoundRobin()).play(Script(5, {"groups": 4}))


def test_the_same_script_gives_the_same_play() -> None:
    """A script decides everything: luck, order, names and who leaves."""
    script = Script(9, luck=5, order=3, names=2, withdrawals=((2, 4), (3, 9)))
    ground = Playground(SingleElimination())
    first, second = ground.play(script), ground.play(script)
    assert first.placed() == second.placed()
    assert [entry.event for entry in first.director.journal.read()] == [
        entry.event for entry in second.director.journal.read()
    ]


def test_the_driver_finishes_what_has_begun() -> None:
    """`finish` plays any tournament that is live, from wherever it stands."""
    play = Playground(RoundRobin()).play(Script(6), most_matches=0)
    assert play.final is None
    finish(play.director, Script(6, luck=4))
    assert play.final is not None
    assert sorted(seed for group in play.placed() for seed in group) == [1, 2, 3, 4, 5, 6]


class PlansOnlyByes(Format[Any]):
    name = "plans_only_byes"

    def pair(self, stage: Stage) -> Sequence[Match]:
        number = len(stage.matches) + 1
        return [Match(str(number), (Seed(1), Bye()), number)]


def test_matches_that_nobody_can_play_are_no_end() -> None:
    """A format that plans byes for ever is stopped by the engine, and the law says so."""

    class Kit(FormatConformance):
        format = PlansOnlyByes()
        effort = ONCE

    with pytest.raises(AssertionError, match=r"never ends: .* nothing could be played"):
        Kit().test_it_ends()
