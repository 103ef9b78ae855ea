"""Pictures of stages: whatever is drawn is all there, in its place, and well-formed."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from attrs import evolve, field, frozen
from deltacrown import (
    Bye,
    Column,
    Drawing,
    Layout,
    LoserOf,
    Match,
    Outcome,
    PlacedIn,
    Score,
    Section,
    Seed,
    Stage,
    StageSettings,
    Table,
    WinnerOf,
    load,
    picture,
)
from deltacrown.testing import Playground, Script
from deltacrown.testing.playground import Unplayable
from hypothesis import given, settings
from hypothesis import strategies as st

SVG = "{http://www.w3.org/2000/svg}"
MOVE = re.compile(r"translate\((-?\d+) (-?\d+)\)")
ROW = 26
FORMATS = load().formats


@frozen
class Seen:
    """What stands in a picture: the frame of each match, and where each line begins and ends."""

    size: tuple[int, int]
    frames: list[tuple[str, int, int, int, int]] = field(factory=list)
    lines: list[tuple[tuple[int, int], tuple[int, int]]] = field(factory=list)
    texts: list[str] = field(factory=list)


def seen(svg: str) -> Seen:
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    found = Seen((int(root.attrib["width"]), int(root.attrib["height"])))
    _look(root, 0, 0, found)
    return found


def _look(part: ET.Element, x: int, y: int, found: Seen) -> None:
    moved = MOVE.fullmatch(part.get("transform", ""))
    if moved:
        x, y = x + int(moved[1]), y + int(moved[2])
    if part.tag == f"{SVG}text":
        found.texts.append("".join(part.itertext()))
    if (key := part.get("data-match")) is not None:
        card = next((one for one in part if one.get("class") == "card"), None)
        size = (0, ROW) if card is None else (int(card.attrib["width"]), int(card.attrib["height"]))
        found.frames.append((key, x, y, *size))
    if part.get("class", "").startswith("wire"):
        numbers = [int(number) for number in re.findall(r"-?\d+", part.attrib["d"])]
        last = numbers[-2] if "V" in part.attrib["d"] else numbers[1]
        found.lines.append(((x + numbers[0], y + numbers[1]), (x + numbers[-1], y + last)))
    for inner in part:
        _look(inner, x, y, found)


def joined(drawing: Drawing) -> Iterator[tuple[str, str, int]]:
    """The lines that a picture owes: every winner who moves on to a later column of a bracket, once."""
    for section in drawing.layout.sections:
        if section.kind != "bracket":
            continue
        columns = {key: place for place, column in enumerate(section.columns) for key in column.matches}
        begun = set()
        for key, column in columns.items():
            for place, slot in enumerate(drawing.stage.matches[key].slots):
                if isinstance(slot, WinnerOf) and columns.get(slot.match, column) < column and slot.match not in begun:
                    begun.add(slot.match)
                    yield slot.match, key, place


def check(drawing: Drawing) -> None:
    found = seen(drawing.svg())
    drawn = [key for section in drawing.layout.sections for column in section.columns for key in column.matches]
    assert Counter(key for key, *_ in found.frames) == Counter(drawn), "every match once"
    for (key, x, y, width, height), (other, left, top, wide, high) in combinations(found.frames, 2):
        apart = x + width <= left or left + wide <= x or y + height <= top or top + high <= y
        assert apart, f"{key} lies on {other}"
    for key, x, y, width, height in found.frames:
        assert x >= 0, key
        assert y >= 0, key
        assert (x + width, y + height) <= found.size, key
    frames = {key: frame for key, *frame in found.frames}
    # A bye has no card; its line begins where the cards of its column end.
    widths = {frame[2] for frame in frames.values()} - {0}
    owed = list(joined(drawing))
    assert len(found.lines) == len(owed)
    for feeder, key, place in owed:
        (left, top, width, high), (x, y, _, height) = frames[feeder], frames[key]
        end = (x, y + min(place, height // ROW - 1) * ROW + ROW // 2)
        starts = {(left + wide, top + high // 2) for wide in ({width} - {0} or widths)}
        assert any((start, end) in found.lines for start in starts) or not widths, f"no line from {feeder} to {key}"


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_every_format_is_drawn_whole_at_any_moment(data: Any) -> None:
    """Each match once, none on another, and every winner's line ends at the slot that it leads to."""
    format_ = FORMATS[data.draw(st.sampled_from(sorted(set(FORMATS) - {"custom_bracket"})))]
    script = Script(data.draw(st.integers(2, 20)), luck=data.draw(st.integers(0, 9)))
    try:
        play = Playground(format_).play(script, looking=False, most_matches=data.draw(st.sampled_from([0, 20, 200])))
    except Unplayable:
        return
    stage = play.stage
    if stage is not None:
        check(play.director.draw(stage.key))


@pytest.mark.parametrize(
    ("format_", "entrants", "options"),
    [
        ("single_elimination", 11, {"placement": 8}),
        ("single_elimination", 13, {"third_place": True, "consolation": True}),
        ("single_elimination", 64, {"placement": 16}),
        ("double_elimination", 11, {}),
        ("double_elimination", 24, {"split_start": True}),
        ("round_robin", 9, {"groups": 3}),
    ],
)
@pytest.mark.parametrize("most", [0, None])
def test_brackets_with_more_than_a_bracket(format_: str, entrants: int, options: Any, most: int | None) -> None:
    """Matches for places, consolation, a losers' bracket with places left out, a second final: all in their places."""
    check(
        Playground(FORMATS[format_]).play(Script(entrants, options, luck=5), most, looking=False).director.draw("stage")
    )


SLOTS = st.sampled_from(["seed", "bye", "winner", "loser", "placed"])


@st.composite
def anything(draw: Any) -> Drawing:
    """A stage that no format would plan, but that is sound: links point back; sections, columns and sides are any."""
    matches: dict[str, Match] = {}
    for number in range(draw(st.integers(1, 14))):
        slots: list[Any] = []
        for _ in range(draw(st.integers(2, 5))):
            kind = draw(SLOTS)
            if not matches or kind in {"seed", "bye"}:
                slots.append(Bye() if kind == "bye" else Seed(draw(st.integers(1, 6))))
                continue
            other = draw(st.sampled_from(sorted(matches)))
            slots.append({"winner": WinnerOf(other), "loser": LoserOf(other), "placed": PlacedIn(other, 3)}[kind])
        entrants = tuple(f"e{slot.seed}" if isinstance(slot, Seed) else "" if slot == Bye() else None for slot in slots)
        key, section = f"m{number}", draw(st.sampled_from(["", "left", "right"]))
        matches[key] = Match(key, tuple(slots), draw(st.integers(1, 4)), section, entrants=entrants)
    stage = Stage(
        StageSettings("s", "anything"),
        1,
        tuple(f"e{seed}" for seed in range(1, 7)),
        None,
        matches=Table(matches.items()),
    )
    return Drawing(stage, Layout.by_round(matches.values(), draw(st.sampled_from(["bracket", "table"]))))


@given(anything())
@settings(deadline=None, max_examples=150)
def test_any_sound_layout_is_drawn_whole(drawing: Drawing) -> None:
    """Whatever a format plans, a picture and a text of it can be made, and the picture is whole."""
    check(drawing)
    assert str(drawing)
    assert drawing.text(40)


@given(st.lists(st.text(max_size=40), min_size=4, max_size=4))
@settings(deadline=None)
def test_any_name_is_text(names: list[str]) -> None:
    """Markup, quotes and control characters in names break no picture; a name that is cut is there as a whole too."""
    called = dict(zip("abcd", names, strict=True))
    matches = {
        "m1": Match("m1", (Seed(1), Seed(2)), entrants=("a", "b")),
        "m2": Match("m2", (Seed(3), Seed(4)), entrants=("c", "d")),
    }
    stage = Stage(StageSettings("s", "any"), 1, tuple("abcd"), None, matches=Table(matches.items()))
    for kind in ("bracket", "table"):
        svg = Drawing(stage, Layout.by_round(matches.values(), kind), None, called).svg(names[0])
        texts = seen(svg).texts
        for entrant, name in called.items():
            printable = re.sub(
                "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", "\ufffd", name
            )
            assert any(text.startswith(printable or entrant) for text in texts), name


def duel(*names: str, **changes: Any) -> Drawing:
    """A bracket of one match."""
    match = evolve(Match("final", (Seed(1), Seed(2)), entrants=names), **changes)
    stage = Stage(StageSettings("main", "single_elimination"), 1, names, None, matches=Table([("final", match)]))
    return Drawing(stage, Layout((Section("", (Column("Final", ("final",)),), "bracket"),)))


def test_a_long_name_is_cut_and_kept_for_whoever_points_at_it() -> None:
    """The card stays narrow; the whole name is the text's title."""
    name = "The Incredibly Long Team Name of Somewhere"
    svg = duel(name, "b").svg()
    assert f"<title>{name}</title>The Incredibly Long" in svg
    assert seen(svg).size[0] < 400


def test_a_score_has_its_winner_and_its_shootout() -> None:
    """The winner is marked; what was scored in a shoot-out stands behind the goals."""
    score = Score((1, 1), (5, 4))
    drawing = duel("a", "b", outcome=Outcome((("a",), ("b",)), score=score))
    assert seen(drawing.svg()).texts == ["Main", "Final", "1", "a", "1", "(5)", "2", "b", "1", "(4)"]
    assert drawing.svg().count('class="mark"') == 1


def test_a_picture_needs_nothing_and_is_the_same_every_time() -> None:
    """No script, no address but the name of SVG itself; light, dark and print; and a voice has something to say."""
    drawing = duel("a", "b")
    svg = drawing.svg()
    assert svg == drawing.svg() == drawing._repr_svg_()
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|\son\w+=|@import|url\(|\sstyle=", svg)
    assert "prefers-color-scheme:dark" in svg
    assert "@media print" in svg
    assert 'role="img"' in svg
    assert "<desc>Main: 2 entrants, 0 of 1 matches decided.</desc>" in svg


def test_several_stages_are_one_picture() -> None:
    """Each under its own heading, below the title of all."""
    found = seen(picture([duel("a", "b"), duel("c", "d")], "Cup"))
    assert found.texts[0] == "Cup"
    assert found.texts.count("Main") == 2
    assert len(found.frames) == 2


def test_sixty_four_and_a_thousand_stay_readable() -> None:
    """The size follows the field: the first round stands below each other without a gap that grows."""
    for entrants, most in ((64, 72 * 32 + 300), (1024, 72 * 512 + 300)):
        play = Playground(FORMATS["single_elimination"]).play(Script(entrants), 0, looking=False)
        assert seen(play.director.draw("stage").svg()).size[1] <= most
