"""The list of tournaments: those that everything fits which is asked for, a page at a time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from attrs import frozen
from deltacrown import Malformed, Phase, Registry
from sqlalchemy import Connection

from deltacrown_host.access.caller import Caller
from deltacrown_host.games.records import all_games
from deltacrown_host.tournaments.listing import ORDERS, Wanted, listing
from deltacrown_host.tournaments.views import TournamentLine, TournamentList
from deltacrown_host.web.language import said
from deltacrown_host.web.view.page import phase_label
from deltacrown_host.web.view.words import money, plain

ASKED = ("q", "game", "phase", "format", "since", "until")
"""What the form asks for; the days are those in UTC on which play begins."""
_LONGEST = 100
_PHASES = (Phase.REGISTRATION, Phase.LIVE, Phase.PUBLISHED, Phase.CHECK_IN, Phase.COMPLETED, Phase.ARCHIVED)


@frozen
class Found:
    """A tournament in the list."""

    to: str
    name: str
    phase: str
    phase_label: str
    formats: str
    game: str
    fee: str
    starts_at: datetime | None


@frozen
class DirectoryView:
    """A page of the list, what was asked for, and what can be; `more` is the address of the next page."""

    found: tuple[Found, ...]
    asked: Mapping[str, str]
    games: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, str], ...]
    phases: tuple[tuple[str, str], ...]
    more: str

    @property
    def narrowed(self) -> bool:
        """Whether something was asked for."""
        return any(self.asked.values())


def directory_view(
    connection: Connection, registry: Registry, caller: Caller, query: Mapping[str, str]
) -> DirectoryView:
    """The page of the list that an address asks for; what cannot be read in it is left out."""
    asked = {name: _readable(query.get(name, "")) for name in ASKED}
    page = _page(connection, caller, _wanted(asked), query.get("cursor", ""))
    games = {one.game.name: one.game.title or one.game.name for one in all_games(connection, registry)}
    formats = {name: said(one.title or plain(name)) for name, one in sorted(registry.formats.items())}
    kept = {name: value for name, value in asked.items() if value}
    return DirectoryView(
        found=tuple(_found(line, games, formats) for line in page.tournaments),
        asked=asked,
        games=tuple(games.items()),
        formats=tuple(formats.items()),
        phases=tuple((phase.value, phase_label(phase.value)) for phase in _PHASES),
        more=f"/?{urlencode({**kept, 'cursor': page.next})}" if page.next else "",
    )


def _page(connection: Connection, caller: Caller, wanted: Wanted, cursor: str) -> TournamentList:
    try:
        return listing(connection, caller, wanted, ORDERS["updated"], cursor)
    except Malformed:
        return listing(connection, caller, wanted, ORDERS["updated"])


def _wanted(asked: Mapping[str, str]) -> Wanted:
    since, until = _day(asked["since"]), _day(asked["until"])
    return Wanted(
        q=asked["q"],
        phase=asked["phase"],
        game=asked["game"],
        format=asked["format"],
        starts_from=since,
        starts_before=until + timedelta(days=1) if until else None,
    )


def _readable(text: str) -> str:
    return text.strip() if text.isprintable() and len(text) <= _LONGEST else ""


def _day(text: str) -> datetime | None:
    """The beginning of a day; None for what is none, or at an end of the calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if 1 < day.year < date.max.year else None


def _found(line: TournamentLine, games: Mapping[str, str], formats: Mapping[str, str]) -> Found:
    return Found(
        to=f"/t/{line.id}",
        name=line.name,
        phase=line.phase,
        phase_label=phase_label(line.phase),
        formats=", ".join(formats.get(name, plain(name)) for name in line.formats),
        game=games.get(line.game, line.game),
        fee=money(line.fee.amount, line.fee.currency) if line.fee else "",
        starts_at=line.starts_at,
    )
