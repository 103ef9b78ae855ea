"""The stepladder keeps the laws of formats, and climbs as it should."""

from deltacrown.testing import FormatConformance, Playground, Script
from deltacrown_stepladder import Stepladder


class TestStepladder(FormatConformance):
    format = Stepladder()
    losses_to_be_out = 1


def test_the_winner_climbs_to_the_next_higher_seed() -> None:
    """Of four, 3 meets 4, then 2 waits, then 1; where the better seed always wins, nobody climbs far."""
    play = Playground(Stepladder()).play(Script(4))
    stage = play.final
    assert stage is not None
    assert stage.ranking is not None
    met = [sorted(stage.seeds[entrant] for entrant in match.present) for match in stage.decided]
    assert met == [[3, 4], [2, 3], [1, 2]]
    assert play.placed() == [[1], [2], [3], [4]]
    reasons = [line.reason for line in stage.ranking.standings]
    assert reasons == ["", "lost on step 3", "lost on step 2", "lost on step 1"]
