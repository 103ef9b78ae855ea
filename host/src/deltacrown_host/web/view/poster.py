"""The picture that stands for a tournament where a link to it is shown: 1200 by 630 pixels, as such places want it."""

from html import escape
from typing import Any

from attrs import evolve
from deltacrown import Engine, Stage, Tournament
from deltacrown.drawing.look import STYLE
from deltacrown.drawing.marks import fitted
from deltacrown.drawing.stages import whole
from deltacrown.stage.layout import Layout, Section

from deltacrown_host.web.language import say
from deltacrown_host.web.view.page import phase_label
from deltacrown_host.web.view.stages import drawn, ranked
from deltacrown_host.web.view.words import Names

WIDTH, HEIGHT = 1200, 630
_COLUMN = 470
_PANEL = (520, 40, 640, 550)
_INSIDE = 28
_SHOWN_MATCHES = 4
_SHOWN_ROUNDS = 3
_LARGEST = 1.6
_LINES = 4
_LOOK = """
.poster .name{font:700 64px Inter,sans-serif;fill:#f6f3ea;letter-spacing:-2px}
.poster .said{font:400 26px Inter,sans-serif;fill:#b3b4bb}
.poster .phase{font:700 26px Inter,sans-serif;fill:#f2b632}
"""


def poster(engine: Engine, tournament: Tournament, names: Names) -> str:
    """The picture as SVG: what the tournament is called, how far it is, and the end of its bracket."""
    left, top, width, height = _PANEL
    stage = tournament.stages[-1] if tournament.stages else None
    panel = (
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="4" fill="#f4f1e9"/>'
        f'<svg x="{left + _INSIDE}" y="{top + _INSIDE}" width="{width - 2 * _INSIDE}" height="{height - 2 * _INSIDE}">'
        f"{_bracket(engine, stage, names)}</svg>"
        if stage
        else '<path d="M860 120 1080 500H640Z" fill="none" stroke="#f2b632" stroke-width="10"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" class="poster">'
        f"<style>{STYLE}{_LOOK}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#14161c"/><rect width="12" height="{HEIGHT}" fill="#f2b632"/>'
        f"{_words(tournament)}{panel}</svg>"
    )


def _words(tournament: Tournament) -> str:
    lines = _wrapped(tournament.settings.name)
    name = "".join(
        f'<text x="52" y="{150 + 68 * place}" class="name">{escape(line)}</text>' for place, line in enumerate(lines)
    )
    below = 150 + 68 * len(lines)
    return (
        f'<text x="52" y="72" class="phase">{escape(phase_label(tournament.phase.value))}</text>{name}'
        f'<text x="52" y="{below}" class="said">{escape(how_far(tournament))}</text>'
        f'<text x="52" y="{HEIGHT - 48}" class="said">DeltaCrown</text>'
    )


def how_far(tournament: Tournament) -> str:
    """How far the tournament is, in a few words."""
    matches = [match for stage in tournament.stages for match in stage.matches.values()]
    if not matches:
        return say("{count} entrants", count=len(tournament.taking_part))
    decided = sum(match.outcome is not None for match in matches)
    return say("{decided} of {total} matches decided", decided=decided, total=len(matches))


def _wrapped(name: str) -> list[str]:
    """The name in lines that fit."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if fitted(longer, _COLUMN, 64) == longer or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [fitted(line, _COLUMN, 64) for line in lines[:_LINES]]


def _bracket(engine: Engine, stage: Stage[Any], names: Names) -> str:
    """The end of the stage, as large as it fits."""
    layout = drawn(engine, stage)
    end = evolve(layout, sections=tuple(map(_end_of, layout.sections)))
    ranking, _ = ranked(engine, stage)
    block = whole(stage, end if end.sections else Layout((Section("", ()),)), ranking, names)
    _, _, width, height = _PANEL
    room = (width - 2 * _INSIDE, height - 2 * _INSIDE)
    by = min(_LARGEST, room[0] / block.width, max(room[1] / block.height, room[0] / block.width * 0.7))
    return f'<g class="dc" transform="scale({by:.3f})">{block.marks}</g>'


def _end_of(section: Section) -> Section:
    """The last rounds of a bracket; all of anything else."""
    if section.kind != "bracket":
        return section
    small = [column for column in section.columns if len(column.matches) <= _SHOWN_MATCHES]
    return evolve(section, columns=tuple(small[-_SHOWN_ROUNDS:]))
