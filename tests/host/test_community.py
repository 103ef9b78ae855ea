"""Formats from elsewhere, on a host that knows nothing of them."""

from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen
from deltacrown import Format, Match, Seed, hookimpl


class Mood(StrEnum):
    """How it goes."""

    GOOD = "good"
    BAD = "bad"


@frozen
class Inner:
    """Options in options."""

    depth: int


@frozen
class DuelOptions:
    """Options of every kind."""

    inner: Inner
    mood: Mood = Mood.GOOD
    weights: tuple[int, ...] = (1, 2)
    share: int | Fraction | None = None
    kind: Literal["a", "b"] = "a"
    anything: Any = None


class Duel(Format[DuelOptions]):
    """The two best seeds meet once."""

    name = "duel"
    title = "Duel"
    options = DuelOptions

    def pair(self, stage: Any) -> list[Match]:
        if stage.options.mood is Mood.BAD:
            message = "/secret/place"
            raise OSError(message)
        return [] if stage.matches else [Match("duel", (Seed(1), Seed(2)))]


class Community:
    """A plugin with a format."""

    @hookimpl
    def register_formats(self) -> list[Any]:
        return [Duel()]


def stages(**options: Any) -> list[dict[str, Any]]:
    return [{"key": "duel", "format": "duel", "options": options}]


def test_a_community_format_appears_and_is_played(serve: Any) -> None:
    """Installed is enough: it is listed, its options are a form, and tournaments of it are played."""
    with serve([Community()]) as running:
        formats = {line["name"]: line for line in running.http.get("/api/formats").json()["formats"]}
        cup = running.cup("ab", stages(inner={"depth": 1}))
        cup.play()
        assert cup.get().json()["phase"] == "completed"
    shown = formats["duel"]
    assert (shown["title"], shown["plugin"], shown["description"]) == (
        "Duel",
        "Community",
        "The two best seeds meet once.",
    )
    fields = shown["options"]["properties"]
    assert shown["options"]["required"] == ["inner"]
    assert fields["inner"]["properties"] == {"depth": {"type": "integer"}}
    assert fields["mood"] == {"enum": ["good", "bad"], "default": "good"}
    assert fields["weights"] == {"type": "array", "items": {"type": "integer"}, "default": [1, 2]}
    assert [kind["type"] for kind in fields["share"]["anyOf"]] == ["integer", ["integer", "string"], "null"]
    assert fields["kind"] == {"enum": ["a", "b"], "default": "a"}
    assert fields["anything"] == {"default": None}


def test_options_that_the_format_does_not_have_are_refused(serve: Any) -> None:
    """The format's own options class says what is wrong, each with its path in the request."""
    with serve([Community()]) as running:
        body = {"name": "Cup", "stages": stages(mood="ugly", size=3)}
        problems = running.http.post("/api/tournaments", json=body).json()["problems"]
    assert {(line["code"], line["field"]) for line in problems} == {
        ("field.missing", "stages.0.options.inner"),
        ("field.invalid", "stages.0.options.mood"),
        ("field.unknown", "stages.0.options.size"),
    }


def test_a_plugin_that_fails_is_named_and_nothing_is_written(serve: Any) -> None:
    """The command is refused with the plugin's name; what it raised is for the log."""
    with serve([Community()]) as running:
        cup = running.cup((), stages(inner={"depth": 1}, mood="bad"))
        for entrant in "ab":
            cup.register(entrant)
        before = cup.journal
        answer = cup.post("start")
        assert (answer.status_code, answer.json()["code"]) == (500, "plugin.fault")
        assert "Community" in answer.json()["detail"]
        assert "secret" not in answer.text
        assert cup.journal == before
