"""What those who run a tournament do with a button or a short form, as the API is asked for it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from attrs import frozen

from deltacrown_host.web.asking import path_of
from deltacrown_host.web.forms import Filled


@frozen
class Deed:
    """How the API is asked, and from which page it is done."""

    method: str
    path: Callable[[str, Filled], str]
    body: Callable[[Filled], Any]
    page: str = ""


def _commands(tournament: str, _: Filled) -> str:
    return path_of("tournaments", tournament, "commands")


def _below(*parts: str) -> Callable[[str, Filled], str]:
    """An address below the tournament; what begins with a colon stands in the form."""

    def path(tournament: str, form: Filled) -> str:
        return path_of("tournaments", tournament, *(form[part[1:]] if part[0] == ":" else part for part in parts))

    return path


def _command(kind: str, *names: str, page: str = "", **fixed: object) -> Deed:
    """A command with these fields of the form, and these that are always so."""
    return Deed("POST", _commands, lambda form: {"type": kind, **{name: form[name] for name in names}, **fixed}, page)


def _newcomer(form: Filled) -> dict[str, Any]:
    rating = form["rating"]
    said = {"rating": int(rating) if rating.isdecimal() else rating} if rating else {}
    return {"entrant": f"e{uuid4().hex[:15]}", "name": form["name"], **said}


def _nothing(_: Filled) -> None:
    return None


def _staff(form: Filled) -> dict[str, Any]:
    return {"permissions": list(form.all("permission"))}


DEEDS: Mapping[str, Deed] = {
    "publish": _command("PublishTournament"),
    "open": _command("OpenRegistration"),
    "check-in": _command("OpenCheckIn"),
    "drop": _command("DropNoShows"),
    "start": Deed("POST", _below("start"), lambda form: {"seed": form["seed"]}),
    "freeze": _command("FreezeTournament", "reason"),
    "unfreeze": _command("UnfreezeTournament"),
    "cancel": _command("CancelTournament", "reason"),
    "archive": _command("ArchiveTournament"),
    "close-stage": _command("CloseStage", "stage"),
    "continue": Deed("POST", _below("continue"), _nothing),
    "verify": Deed("POST", _below("entrants", ":entrant", "payment", "verify"), _nothing),
    "reject": Deed(
        "POST", _below("entrants", ":entrant", "payment", "reject"), lambda form: {"reason": form["reason"]}
    ),
    "save": Deed("POST", _below("templates"), lambda form: {"name": form["name"]}),
    "add": Deed("POST", _below("entrants"), _newcomer, "entrants"),
    "arrived": Deed("POST", _commands, lambda form: {"type": "CheckIn", "entrants": [form["entrant"]]}, "entrants"),
    "gone-again": _command("UndoCheckIn", "entrant", page="entrants", override=True),
    "take-out": _command("WithdrawEntrant", "entrant", page="entrants"),
    "put-out": _command("DisqualifyEntrant", "entrant", "reason", page="entrants"),
    "appoint": Deed("PUT", _below("staff", ":account"), _staff, "staff"),
    "dismiss": Deed("DELETE", _below("staff", ":account"), _nothing, "staff"),
}
"""What can be done, by the word for it."""
