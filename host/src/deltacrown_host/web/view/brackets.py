"""A bracket as the pages show it: columns of matches, and which lines can be drawn between them."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen
from deltacrown import Column, Match, Section
from deltacrown.stage.slots import LoserOf, PlacedIn, WinnerOf

from deltacrown_host.web.language import said
from deltacrown_host.web.view.matches import MatchView


@frozen
class ColumnView:
    """One round.

    feeds  how the lines come in from the column before: "pairs" (two matches feed one), "lines" (one feeds one), or
           empty where the matches are fed in another way and no line is drawn
    leads  the same word for the column after, so that both ends of a line are drawn alike
    aside  matches that stand beside the last column, such as the one for third place, with their title
    """

    title: str
    matches: tuple[MatchView, ...]
    feeds: str = ""
    leads: str = ""
    aside: "tuple[ColumnView, ...]" = ()


def bracket_columns(
    section: Section, matches: Mapping[str, Match], views: Mapping[str, MatchView]
) -> tuple[ColumnView, ...]:
    """The section's rounds from the first to the last."""
    columns: list[ColumnView] = []
    before: Column | None = None
    for column in section.columns:
        feeds = _feeds(before, column, matches) if before else ""
        if columns:
            columns[-1] = evolve(columns[-1], leads=feeds)
        columns.append(ColumnView(said(column.title), tuple(views[key] for key in column.matches), feeds))
        before = column
    return tuple(columns)


def is_aside(section: Section, main: Sequence[ColumnView]) -> bool:
    """Whether the section is one match that stands best beside the end of the bracket before it."""
    return (
        section.kind == "bracket"
        and [len(column.matches) for column in section.columns] == [1]
        and bool(main)
        and len(main[-1].matches) == 1
    )


def _feeds(before: Column, column: Column, matches: Mapping[str, Match]) -> str:
    sources = [_sources(matches[key]) for key in column.matches]
    pairs = list(zip(before.matches[::2], before.matches[1::2], strict=False))
    if len(before.matches) == 2 * len(column.matches) and sources == pairs:
        return "pairs"
    if len(before.matches) == len(column.matches) and all(
        key in source for key, source in zip(before.matches, sources, strict=True)
    ):
        return "lines"
    return ""


def _sources(match: Match) -> tuple[str, ...]:
    return tuple(slot.match for slot in match.slots if isinstance(slot, WinnerOf | LoserOf | PlacedIn))
