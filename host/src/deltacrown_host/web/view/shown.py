"""What every section of a stage is made from, found once."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from deltacrown import Engine, EntrantId, Ranking, Stage, Tally

from deltacrown_host.web.view.matches import MatchView
from deltacrown_host.web.view.words import Names


@frozen
class Shown:
    """A stage with what is known about it. `marks` says who goes on to a later stage (see `advancing`)."""

    engine: Engine
    stage: Stage[Any]
    ranking: Ranking
    names: Names
    marks: Mapping[EntrantId, str]
    matches: Mapping[str, MatchView]
    tallies: tuple[Tally, ...] = ()
