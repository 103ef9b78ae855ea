"""The pages as text: what is known of a tournament, put into its templates on a reader's thread."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from zlib import crc32

from attrs import frozen
from deltacrown import Engine, Tournament
from litestar.di import NamedDependency
from markupsafe import Markup
from sqlalchemy import Connection

from deltacrown_host.registrations.names import names_of
from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.web.language import current
from deltacrown_host.web.sharing import preview
from deltacrown_host.web.shell import Visitor
from deltacrown_host.web.templating import render
from deltacrown_host.web.view.imagining import seen
from deltacrown_host.web.view.moment import Moment
from deltacrown_host.web.view.page import TournamentPage, tournament_page
from deltacrown_host.web.view.timeline import timeline_at
from deltacrown_host.web.view.ways import Way

_LATEST_EVENTS = 50
_FOLLOWING = 500
_KEPT = 64


@frozen
class Rendered:
    """A page and the tag of what it was made from: the same tag, the same page."""

    etag: str
    text: str


@frozen
class About:
    """What a page is about: a tournament at a moment, where its journal is, and the address of the host."""

    engine: Engine
    tournament: Tournament
    connection: Connection
    moment: Moment
    home: str = ""


class Fragments:
    """The newest inner part of each tournament's page in each language: everyone who watches asks for the same ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Rendered] = OrderedDict()
        self._lock = Lock()

    def get(self, page: str, etag: str) -> Rendered | None:
        """The part with this tag, if it is still here."""
        kept = self._kept.get(page)
        return kept if kept and kept.etag == etag else None

    def keep(self, page: str, rendered: Rendered) -> Rendered:
        """Keep it in place of the one before."""
        with self._lock:
            self._kept[page] = rendered
            self._kept.move_to_end(page)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return rendered


FragmentsDependency = NamedDependency[Fragments]


def whole_page(about: About, fragments: Fragments, ways: Sequence[Way] = (), who: Visitor | None = None) -> str:
    """The page of a tournament, for whoever looks at it and with the ways that are open to them."""
    live = live_part(about, fragments)
    assert live is not None
    shared = preview(about.tournament, names_of(about.connection, about.tournament.id), about.home)
    return render("tournament.html", shared=shared, about=about, live=Markup(live.text), ways=ways, me=who)  # noqa: S704 - our own


def live_part(about: About, fragments: Fragments, known: str = "") -> Rendered | None:
    """The part of the page that moves; None where the caller has it already under the tag `known`."""
    return _part(about, fragments, known, "live.html")


def embedded_part(about: About, fragments: Fragments, stage: str = "", known: str = "") -> Rendered | None:
    """What other sites show of the tournament: one stage, or all; None where the caller has it already."""
    return _part(about, fragments, known, "embedded.html", only=stage)


def _part(about: About, fragments: Fragments, known: str, template: str, **more: str) -> Rendered | None:
    tournament, names = about.tournament, names_of(about.connection, about.tournament.id)
    shown = (template, about.moment, *more.values(), sorted(names.items()))
    etag = f'"{current()}-{tournament.version}-{crc32(repr(shown).encode()):x}"'
    if known == etag:
        return None
    key = f"{template}/{about.moment.address}/{current()}/{'/'.join(more.values())}"
    kept = fragments.get(key, etag)
    if kept:
        return kept
    return fragments.keep(key, Rendered(etag, render(template, page=_page(about, names), **more)))


def _page(about: About, names: Mapping[str, str]) -> TournamentPage:
    engine, tournament, moment = about.engine, about.tournament, about.moment
    journal = SqlJournal(about.connection, tournament.id)
    if moment.now:
        after = max(0, tournament.version - _LATEST_EVENTS)
        latest = journal.read(after, tournament.version - after)
        return tournament_page(engine, tournament, names, [entry.event for entry in latest])
    found = seen(engine, journal, moment, tournament.version)
    following = tuple(journal.read(moment.at, _FOLLOWING)) if moment.at else ()
    timeline = timeline_at(engine, found, moment, names, tournament.version, following)
    return tournament_page(engine, found.tournament, names, [entry.event for entry in found.entries], timeline)
