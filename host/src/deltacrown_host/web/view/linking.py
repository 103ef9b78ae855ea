"""What a match on a tournament's page links to: its own page, its entrants', and the page on which a side wins it."""

from collections.abc import Collection, Mapping
from typing import Any

from attrs import evolve, field, frozen
from deltacrown import EntrantId, LoserOf, Match, Stage, Tournament

from deltacrown_host.web.view.matches import MatchView, SideView
from deltacrown_host.web.view.moment import LEVEL, Moment
from deltacrown_host.web.view.words import entrant_address, match_address

OUT = "out"
DROPS = "drops"
_SEMI_FINALS = 2


@frozen
class Links:
    """Where the links of a page lead, at a moment. `numbers` are those by which the page finds entrants again."""

    tournament: Tournament
    moment: Moment
    numbers: Mapping[EntrantId, int] = field(init=False)

    @numbers.default
    def _count(self) -> Mapping[EntrantId, int]:
        return {entrant: number for number, entrant in enumerate(self.tournament.entrants, 1)}

    def entrant(self, entrant: EntrantId) -> str:
        """The page of an entrant."""
        return entrant_address(self.tournament.id, entrant) if entrant in self.numbers else ""

    def of_stage(self, stage: Stage[Any], views: Mapping[str, MatchView]) -> Mapping[str, MatchView]:
        """The matches of a stage with their links."""
        fates = _Fates.of(stage)
        return {key: self._match(stage, stage.matches[key], view, fates) for key, view in views.items()}

    def _match(self, stage: Stage[Any], match: Match, view: MatchView, fates: "_Fates | None") -> MatchView:
        chosen = self.moment.chosen(stage.key, match.key) if match.outcome else ""
        asked = self.moment.asking and (bool(chosen) or (match.ready and not stage.over))
        level = self.moment.choosing(stage.key, match.key, LEVEL).address if asked and match.draws else ""

        def linked(side: SideView) -> SideView:
            place = str(match.entrants.index(side.entrant)) if asked else ""
            return evolve(
                side,
                number=self.numbers.get(side.entrant, 0),
                to=self.entrant(side.entrant),
                fate=fates.after(match, side.entrant) if fates and side.lost else "",
                pick=self.moment.choosing(stage.key, match.key, place).address if asked else "",
                picked=asked and place == chosen,
            )

        sides = tuple(linked(side) if side.known else side for side in view.sides)
        to = match_address(self.tournament.id, stage.key, match.key)
        return evolve(view, sides=sides, to=to, level=level, imagined=bool(chosen))


@frozen
class _Fates:
    """What losing means in a bracket where some losers go on.

    fall   the matches whose losers do
    last   the last match of each entrant
    """

    fall: Collection[str]
    last: Mapping[EntrantId, str]

    @classmethod
    def of(cls, stage: Stage[Any]) -> "_Fates | None":
        """Those of a stage; None where it is the same for every loser, a match for third place aside."""
        fall = {slot.match for match in stage.matches.values() for slot in match.slots if isinstance(slot, LoserOf)}
        last = {entrant: match.key for match in stage.matches.values() for entrant in match.present}
        return cls(fall, last) if len(fall) > _SEMI_FINALS else None

    def after(self, match: Match, loser: EntrantId) -> str:
        """What losing the match meant for this entrant."""
        if match.key in self.fall:
            return DROPS
        return OUT if self.last[loser] == match.key else ""
