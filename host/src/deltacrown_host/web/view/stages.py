"""A stage as the pages show it: what its layout says, a section at a time. Knows no format."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen
from deltacrown import NOBODY, Engine, Match, PluginFault, Ranking, Section, Stage
from deltacrown.stage.layout import Layout

from deltacrown_host.web.language import said
from deltacrown_host.web.view.advancing import advancing
from deltacrown_host.web.view.brackets import ColumnView, bracket_columns, is_aside
from deltacrown_host.web.view.linking import Links
from deltacrown_host.web.view.matches import MatchView, match_view
from deltacrown_host.web.view.shown import Shown
from deltacrown_host.web.view.tables import TableView, table_view
from deltacrown_host.web.view.words import Names, dom_id, plain

_HIGH = 16
"""How many matches of a round a page shows below each other."""


@frozen
class SectionView:
    """One part of a stage: a bracket of columns, or a table with its rounds."""

    id: str
    name: str
    kind: str
    columns: tuple[ColumnView, ...]
    table: TableView | None = None

    @property
    def large(self) -> bool:
        """Whether the bracket is looked at through a window of its own, for it is higher than any screen."""
        return max((len(column.matches) for column in self.columns), default=0) > _HIGH


@frozen
class StageView:
    """One stage. `state` is "coming", "live" or "over"; `notice` says what is in its way."""

    id: str
    key: str
    name: str
    format: str
    state: str
    sections: tuple[SectionView, ...]
    notice: str = ""
    decided: int = 0
    total: int = 0

    @property
    def kind(self) -> str:
        """How the whole stage reads: "table" where every section is one."""
        return "table" if all(section.kind == "table" for section in self.sections) else "bracket"


def stage_view(engine: Engine, stage: Stage[Any], names: Names, links: Links, state: str = "") -> StageView:
    """The stage as it stands."""
    layout = drawn(engine, stage)
    titles = match_titles(layout)
    plain_views = {key: match_view(stage.key, match, names, titles) for key, match in stage.matches.items()}
    coming = state == "coming"
    views = {key: _awaited(v) for key, v in plain_views.items()} if coming else links.of_stage(stage, plain_views)
    ranking, fault = ranked(engine, stage)
    tables = any(section.kind != "bracket" for section in layout.sections)
    marks = {} if fault or coming or not tables else advancing(engine, links.tournament, stage, ranking)
    real = [match for match in stage.matches.values() if NOBODY not in match.entrants]
    return StageView(
        id=dom_id("stage", stage.key),
        key=stage.key,
        name=stage.settings.name or plain(stage.key),
        format=format_title(engine, stage.settings.format),
        state=state or ("over" if stage.over else "live"),
        sections=_sections(Shown(engine, stage, ranking, names, marks, views, links, layout.tallies), layout),
        notice=fault or stage.parked,
        decided=sum(match.outcome is not None for match in real),
        total=len(real),
    )


def _awaited(match: MatchView) -> MatchView:
    """The match with nobody known yet: its names are those of places."""
    return evolve(match, state="waiting", sides=tuple(evolve(side, known=False) for side in match.sides))


def format_title(engine: Engine, name: str) -> str:
    """What people call the format."""
    installed = engine.registry.formats.get(name)
    return said((installed.title if installed else "") or plain(name))


def match_titles(layout: Layout) -> dict[str, str]:
    """What to call each match: its round, with its number where the round has several."""
    titles: dict[str, str] = {}
    for section in layout.sections:
        for column in section.columns:
            for place, key in enumerate(column.matches, 1):
                one = _one(column.title)
                counted = f"{one}, match" if one[-1:].isdigit() else one
                titles[key] = said(column.title if len(column.matches) == 1 else f"{counted} {place}")
    return titles


def _one(title: str) -> str:
    """A round's title for one of its matches: of the "Quarter-finals", one is a "Quarter-final"."""
    return title[:-1] if title.endswith("finals") else title


def match_places(layout: Layout) -> dict[str, str]:
    """Where each match belongs, in a word or two: its group, or its round."""
    return {
        key: said(section.name if section.kind != "bracket" and section.name else _one(column.title))
        for section in layout.sections
        for column in section.columns
        for key in column.matches
    }


def drawn(engine: Engine, stage: Stage[Any]) -> Layout:
    """The layout of the stage; the plain one where the format's own fails: a page must not fall with a plugin."""
    try:
        return engine.layout(stage)
    except PluginFault:
        return Layout.by_round(stage.matches.values())


def ranked(engine: Engine, stage: Stage[Any]) -> tuple[Ranking, str]:
    """The ranking, and what is wrong where the plugin cannot make one."""
    try:
        return engine.ranking(stage), ""
    except PluginFault as fault:
        return Ranking.of([stage.entrants]), str(fault)


def _sections(shown: Shown, layout: Layout) -> tuple[SectionView, ...]:
    sections: list[SectionView] = []
    overall_shown = False
    for section in layout.sections:
        columns = bracket_columns(section, shown.stage.matches, shown.matches)
        if sections and is_aside(section, sections[-1].columns):
            sections[-1] = _with_aside(sections[-1], columns)
            continue
        kind = "bracket" if section.kind == "bracket" else "table"
        # The standings over all sections are shown once, with the first section that has no table of its own.
        own = section.name in shown.ranking.tables
        table = _table(shown, section) if kind == "table" and (own or not overall_shown) else None
        overall_shown = overall_shown or (table is not None and not own)
        name = dom_id("section", shown.stage.key, section.name)
        sections.append(SectionView(name, said(section.name), kind, columns, table))
    return tuple(sections)


def _table(shown: Shown, section: Section) -> TableView:
    own = shown.ranking.tables.get(section.name)
    if own is None:
        return table_view(shown, shown.ranking, shown.stage.decided)
    return table_view(shown, own, _of(section, shown.stage.matches), section.name)


def _of(section: Section, matches: Mapping[str, Match]) -> Sequence[Match]:
    return [matches[key] for column in section.columns for key in column.matches]


def _with_aside(section: SectionView, columns: tuple[ColumnView, ...]) -> SectionView:
    *first, last = section.columns
    return evolve(section, columns=(*first, evolve(last, aside=(*last.aside, *columns))))
