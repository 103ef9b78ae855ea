"""What people do in a match with a form, as the API is asked for it."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from deltacrown_host.web.asking import path_of
from deltacrown_host.web.forms import Filled
from deltacrown_host.web.view.words import match_address


@frozen
class Where:
    """Which match."""

    tournament: str
    stage: str
    match: str

    @property
    def page(self) -> str:
        """Its page."""
        return match_address(self.tournament, self.stage, self.match)

    @property
    def commands(self) -> str:
        """Where commands about it go."""
        return path_of("tournaments", self.tournament, "commands")

    def path(self, *parts: str) -> str:
        """Its address in the API, and what is below."""
        return path_of("tournaments", self.tournament, "matches", self.stage, self.match, *parts)

    def command(self, kind: str, **more: object) -> dict[str, Any]:
        """A command about it."""
        return {"type": kind, "stage": self.stage, "match": self.match, **more}


@frozen
class Deed:
    """How the API is asked."""

    method: str
    path: Callable[[Where], str]
    body: Callable[[Where, Filled, int], Any]


def whole(text: str) -> int | str:
    """The number that was typed; whatever else it was, for the API to refuse."""
    return int(text) if text.lstrip("-").isdecimal() else text


def _row(form: Filled, name: str, sides: int) -> list[int | str]:
    """One number a side, or none where nobody filled any in."""
    typed = [form[f"{name}.{side}"] for side in range(sides)]
    return [whole(text) for text in typed] if any(typed) else []


def score_in(form: Filled, sides: int) -> dict[str, Any]:
    """The score that was filled in."""
    return {"points": _row(form, "points", sides), "shootout": _row(form, "shootout", sides)}


def _given(kind: str, *names: str, score: bool = False) -> Deed:
    """A command with these fields of the form."""

    def body(where: Where, form: Filled, sides: int) -> Any:
        fields: dict[str, Any] = {name: form[name] for name in names}
        return where.command(kind, **fields, **({"score": score_in(form, sides)} if score else {}))

    return Deed("POST", lambda where: where.commands, body)


def _ruling(where: Where, form: Filled, sides: int) -> Any:
    ruled = where.command("ResolveDispute", ruling=form["ruling"])
    return {**ruled, "score": score_in(form, sides)} if form["ruling"] == "replace" else ruled


def _forfeit(where: Where, form: Filled, _: int) -> Any:
    return where.command("ForfeitMatch", entrants=list(form.all("entrant")), no_show=bool(form["no_show"]))


DEEDS: Mapping[str, Deed] = {
    "claimed": _given("ClaimResult", "entrant", score=True),
    "confirmed": _given("ConfirmResult", "entrant"),
    "be-there": _given("CheckInToMatch", "entrant"),
    "given-up": Deed("POST", lambda where: where.commands, _forfeit),
    "said": Deed("POST", lambda where: where.path("dispute", "comments"), lambda _, form, __: {"text": form["text"]}),
    "recorded": Deed("PUT", lambda where: where.path("result"), lambda _, form, sides: score_in(form, sides)),
    "taken-up": _given("ReviewDispute"),
    "ruled": Deed("POST", lambda where: where.commands, _ruling),
    "put-away": _given("CloseDispute"),
    "lobby": Deed(
        "PUT",
        lambda where: where.path("lobby"),
        lambda _, form, __: {name: form[name] for name in ("lobby", "stream", "coordinator")},
    ),
}
"""What can be done, by the word for what was done."""
