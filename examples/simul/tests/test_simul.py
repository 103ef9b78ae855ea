"""The simultaneous exhibition keeps the laws of formats, and ranks by the result against the exhibitor."""

from deltacrown import ReportResult, Score
from deltacrown.testing import FormatConformance, Playground, Script
from deltacrown_simul import Simul


class TestSimul(FormatConformance):
    format = Simul()


def test_everyone_is_ranked_by_the_result_against_the_exhibitor() -> None:
    """Whoever won is first, the exhibitor is level with whoever drew, whoever lost is last, each with the reason."""
    director = Playground(Simul()).play(Script(5), most_matches=0).director
    for board, score in enumerate([(1, 0), (0, 1), (1, 1), (1, 0)], 1):
        director.submit(ReportResult("stage", f"board-{board}", Score(score)))
    stage = director.tournament.stages[0]
    assert stage.ranking is not None
    groups = [[stage.seeds[entrant] for entrant in group] for group in stage.ranking.groups]
    assert groups == [[3], [1, 4], [2, 5]]
    reasons = [line.reason for line in stage.ranking.standings]
    assert reasons == ["", "did not beat the exhibitor", "", "lost to the exhibitor", ""]
