"""Pictures of stages over HTTP."""

import xml.etree.ElementTree as ET
from typing import Any

SVG = "{http://www.w3.org/2000/svg}"


def parsed(answer: Any) -> ET.Element:
    return ET.fromstring(answer.text)  # noqa: S314 - our own picture


def test_a_stage_is_one_picture_of_its_moment(running: Any) -> None:
    """Every match is in it; while nothing happens it need not be sent again, and after a result it is another."""
    cup = running.cup("abcd")
    first = cup.get("stages/ko/picture.svg")
    assert first.headers["content-type"] == "image/svg+xml"
    assert first.headers["etag"] == f'"{cup.version}"'
    drawn = parsed(first)
    assert {part.get("data-match") for part in drawn.iter() if part.get("data-match")} == {"R1-1", "R1-2", "final"}
    again = cup.get("stages/ko/picture.svg", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    cup.report("R1-1", 7, 1)
    moved = cup.get("stages/ko/picture.svg", headers={"If-None-Match": first.headers["etag"]})
    assert moved.status_code == 200
    assert "7" in {text.text for text in parsed(moved).iter(f"{SVG}text")}


def test_a_picture_can_do_nothing(running: Any) -> None:
    """Its policy lets it use its own style sheet and nothing else, and a name in it is text, whatever it holds."""
    cup = running.cup(())
    name = "<script>alert(1)</script>"
    for entrant in "ab":
        assert cup.register(entrant, name).status_code == 201
    cup.post("start")
    answer = cup.get("stages/ko/picture.svg")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    drawn = parsed(answer)
    assert {part.tag.removeprefix(SVG) for part in drawn.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "g",
        "path",
        "text",
    }
    assert name in {part.text for part in drawn.iter()}


def test_what_is_not_there_is_a_problem(running: Any) -> None:
    """A stage that has not opened has no picture."""
    answer = running.cup("ab").get("stages/nowhere/picture.svg")
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["code"] == "stage.unknown"


def test_the_page_leads_to_the_picture(running: Any) -> None:
    """Each stage that has opened has a link that finds its picture."""
    cup = running.cup("abcd")
    page = running.http.get(f"/t/{cup.id}").text
    address = f"/api/tournaments/{cup.id}/stages/ko/picture.svg"
    assert f'href="{address}"' in page
    assert running.http.get(address).status_code == 200


def test_a_picture_for_programs_that_take_no_svg(running: Any) -> None:
    """The same as PNG, twice as sharp, the same bytes for the same moment; and one for previews, as large as they want."""
    cup = running.cup("abcd")
    wide, high = (int(parsed(cup.get("stages/ko/picture.svg")).attrib[side]) for side in ("width", "height"))
    first = cup.get("stages/ko/picture.png")
    assert first.headers["content-type"] == "image/png"
    assert size(first.content) == (2 * wide, 2 * high)
    assert cup.get("stages/ko/picture.png").content == first.content
    again = cup.get("stages/ko/picture.png", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    cup.report("R1-1", 7, 1)
    assert cup.get("stages/ko/picture.png").content != first.content
    assert size(running.http.get(f"/t/{cup.id}/preview.png").content) == (1200, 630)


def size(picture: bytes) -> tuple[int, int]:
    """How many pixels wide and high a PNG says that it is."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
