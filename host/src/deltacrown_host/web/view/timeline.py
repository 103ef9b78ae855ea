"""The bar with which one goes back and forth along the journal, and asks what if."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from deltacrown import Engine, Entry, MatchCompleted, Phase, Tournament

from deltacrown_host.web.view.happened import what_happened
from deltacrown_host.web.view.imagining import Seen
from deltacrown_host.web.view.moment import Moment
from deltacrown_host.web.view.words import Names


@frozen
class TimelineView:
    """Where one is, and where one can go.

    newest   the number of the last event
    says     what happened at the moment, and `when`; nothing for the tournament as it stands
    earlier, later  the pages after the result before, and after the next one
    live     the page as it stands; what is imagined is gone
    ask      the page on which one asks what if; nothing where nothing is left to play
    sober    the same moment without anything imagined
    imagined how many results are
    """

    moment: Moment
    newest: int
    says: str = ""
    when: datetime | None = None
    earlier: str = ""
    later: str = ""
    ask: str = ""
    imagined: int = 0

    @property
    def at(self) -> int:
        """The number of the event that one stands behind."""
        return self.moment.at or self.newest

    @property
    def live(self) -> str:
        """The page as it stands."""
        return Moment(self.moment.tournament).address

    @property
    def sober(self) -> str:
        """The same moment without anything imagined."""
        return self.moment.sober().address


def timeline_now(tournament: Tournament) -> TimelineView:
    """The bar of the tournament as it stands."""
    moment, version = Moment(tournament.id), tournament.version
    earlier = moment.after(version - 1).address if version > 1 else ""
    return TimelineView(moment, version, earlier=earlier, ask=_ask(tournament, moment))


def timeline_at(  # noqa: PLR0913, PLR0917 - who looks from where to where
    engine: Engine, found: Seen, moment: Moment, names: Names, newest: int, following: Sequence[Entry]
) -> TimelineView:
    """The bar at another moment; `following` are the entries after it."""
    entry = found.entries[-1] if found.entries else None
    return TimelineView(
        moment,
        newest,
        says=what_happened(engine, found.tournament, names, entry.event) if entry and moment.at else "",
        when=entry.at if entry and moment.at else None,
        earlier=_result(found.entries[-2::-1], moment),
        later=_result(following, moment),
        ask=_ask(found.tournament, moment),
        imagined=len(found.played),
    )


def _result(entries: Sequence[Entry], moment: Moment) -> str:
    """The page after the first result of these; after the last of them where there is none."""
    for entry in entries:
        if isinstance(entry.event, MatchCompleted):
            return moment.after(entry.seq).address
    return moment.after(entries[-1].seq).address if entries else ""


def _ask(tournament: Tournament, moment: Moment) -> str:
    return moment.asked().address if tournament.phase is Phase.LIVE else ""
