"""What every section of a stage is made from, found once."""

from collections.abc import Mapping

from attrs import frozen
from deltacrown import Engine, EntrantId, Ranking
from deltacrown.stage.state import AnyStage

from deltacrown_host.web.view.matches import MatchView
from deltacrown_host.web.view.words import Names


@frozen
class Shown:
    """A stage with what is known about it. `marks` says who goes on to a later stage (see `advancing`)."""

    engine: Engine
    stage: AnyStage
    ranking: Ranking
    names: Names
    marks: Mapping[EntrantId, str]
    matches: Mapping[str, MatchView]
