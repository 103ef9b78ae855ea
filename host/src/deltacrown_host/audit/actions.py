"""What deeds are called: one name for every command of a journal, and a few that depend on what it says."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

RESULTS = {"ReportResult", "ReportGame", "ClaimResult", "ConfirmResult", "ForfeitMatch"}
_ALWAYS: Mapping[str, str] = {
    "CreateTournament": "tournament.create",
    "ChangeSettings": "tournament.configure",
    "PublishTournament": "tournament.publish",
    "OpenRegistration": "registration.open",
    "OpenCheckIn": "registration.open_checkin",
    "FreezeTournament": "tournament.freeze",
    "UnfreezeTournament": "tournament.unfreeze",
    "ArchiveTournament": "tournament.archive",
    "CancelTournament": "admin.cancel_tournament",
    "CommitToDraw": "bracket.commit",
    "StartTournament": "bracket.generate",
    "ContinueTournament": "bracket.continue",
    "PairAgain": "bracket.regenerate",
    "CloseStage": "bracket.finalize",
    "DecideTie": "bracket.decide_tie",
    "WithdrawEntrant": "registration.withdraw",
    "DisqualifyEntrant": "registration.disqualify",
    "ReplaceEntrant": "registration.replace",
    "UndoCheckIn": "registration.checkin_undo",
    "DropNoShows": "registration.drop_no_shows",
    "ArrangeMatch": "match.arrange",
    "ScheduleMatches": "match.bulk_schedule",
    "SetBestOf": "match.best_of",
    "StartMatch": "match.start",
    "CheckInToMatch": "match.checkin",
    "VetoMap": "match.veto",
    "ReportGame": "match.score_update",
    "ReportResult": "match.score_update",
    "ForfeitMatch": "match.force_win",
    "ClaimResult": "result.submit",
    "ConfirmResult": "result.confirm",
    "ConfirmOverdue": "result.confirm",
    "OpenDispute": "dispute.create",
    "AddEvidence": "dispute.evidence",
    "CommentOnDispute": "dispute.comment",
    "ReviewDispute": "dispute.review",
    "EscalateDispute": "dispute.escalate",
    "ResolveDispute": "dispute.resolve",
    "CloseDispute": "dispute.close",
    "AllotPrizes": "prize.allot",
}


@frozen
class Given:
    """A command as the journal has it: its fields, the id it came with, what it amends, and whether it is one's own.

    `own` says whether everyone whom it names is acted for by whoever gave it.
    """

    fields: Mapping[str, Any]
    order: str = ""
    amended: str = ""
    own: bool = True


_SOMETIMES: Mapping[str, tuple[Callable[[Given], str], tuple[str, ...]]] = {
    "RegisterEntrant": (
        lambda given: "registration.override" if given.fields.get("override") else "registration.create",
        ("registration.create", "registration.override"),
    ),
    "CheckIn": (
        lambda given: "registration.checkin" if given.own else "registration.force_checkin",
        ("registration.checkin", "registration.force_checkin"),
    ),
    "ScheduleMatch": (
        lambda given: "match.bulk_schedule" if given.order.startswith(BULK) else "match.schedule",
        ("match.schedule", "match.bulk_schedule"),
    ),
    "Amend": (
        lambda given: _amending(given.amended, (given.fields.get("instead") or {}).get("type", "")),
        (
            "tournament.amend",
            "tournament.take_back",
            "bracket.regenerate",
            "bracket.unfinalize",
            "match.score_update",
            "match.reset",
        ),
    ),
}
BULK = "bulk-"
"""How the ids of commands begin that came as many at once."""


def action_of(given: Given) -> str:
    """What the deed is called."""
    kind = given.fields["type"]
    if kind in _SOMETIMES:
        return _SOMETIMES[kind][0](given)
    return _ALWAYS.get(kind) or "tournament." + re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()


def commands_of(action: str) -> tuple[str, ...]:
    """The commands that may be called that."""
    always = tuple(kind for kind, name in _ALWAYS.items() if name == action)
    return always + tuple(kind for kind, (_, names) in _SOMETIMES.items() if action in names)


def object_of(tournament: str, fields: Mapping[str, Any]) -> str:
    """What it was done to."""
    match fields:
        case {"stage": stage, "match": match}:
            return f"match/{stage}/{match}"
        case {"entrant": entrant} | {"entrants": [entrant]}:
            return f"entrant/{entrant}"
        case {"stage": stage}:
            return f"stage/{stage}"
        case {"type": "Amend", "order": order}:
            return f"order/{order}"
    return f"tournament/{tournament}"


def _amending(amended: str, instead: str) -> str:
    if instead:
        known = {"StartTournament": "bracket.regenerate", **dict.fromkeys(RESULTS, "match.score_update")}
        return known.get(instead, "tournament.amend")
    known = {"StartTournament": "bracket.unfinalize", **dict.fromkeys(RESULTS, "match.reset")}
    return known.get(amended, "tournament.take_back")
