"""What every section of a stage is made from, found once."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from deltacrown import Engine, EntrantId, Ranking, Stage, Tally

from deltacrown_host.web.view.linking import Links
from deltacrown_host.web.view.matches import MatchView
from deltacrown_host.web.view.words import Names


@frozen
class Shown:
    """A stage with what is known about it. `marks` says who is sure of a place, or out of reach (see `advancing`)."""

    engine: Engine
    stage: Stage[Any]
    ranking: Ranking
    names: Names
    marks: Mapping[EntrantId, str]
    matches: Mapping[str, MatchView]
    links: Links
    tallies: tuple[Tally, ...] = ()
