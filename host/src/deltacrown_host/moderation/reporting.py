"""Reports: anyone says what should be looked at; moderators take it up and decide."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, Row, insert, select, tuple_, update

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.accounts.tables import accounts
from deltacrown_host.disputes.tables import dispute_texts
from deltacrown_host.moderation.tables import reports
from deltacrown_host.teams.tables import teams
from deltacrown_host.tournaments.tables import tournaments

LONGEST = 2000
PAGE = 100


class Ground(StrEnum):
    """What is wrong."""

    ABUSE = "abuse"
    CHEATING = "cheating"
    SPAM = "spam"
    PRIVACY = "privacy"
    OTHER = "other"


class State(StrEnum):
    """How far a report has come."""

    OPEN = "open"
    UNDER_REVIEW = "under_review"
    RESOLVED = "resolved"


class Decision(StrEnum):
    """What became of it."""

    NONE = ""
    DISMISSED = "dismissed"
    HIDDEN = "hidden"
    SANCTIONED = "sanctioned"
    OTHER = "other"


@frozen
class Report:
    """What somebody reported: `object` is such as `tournament/cup`, `team/…`, `account/…` or `text/cup/…`."""

    id: str
    object: str
    reporter: str
    ground: Ground
    text: str | None
    state: State
    at: datetime
    moderator: str
    decision: Decision
    note: str
    resolved_at: datetime | None


def must_be_there(connection: Connection, object_: str) -> None:
    """Raise Refused where there is nothing of the kind."""
    kind, _, rest = object_.partition("/")
    tournament, _, text = rest.partition("/")
    said = dispute_texts.c
    known = {
        "tournament": select(tournaments.c.id).where(tournaments.c.id == rest),
        "team": select(teams.c.id).where(teams.c.id == rest),
        "account": select(accounts.c.id).where(accounts.c.id == rest),
        "text": select(said.id).where(said.tournament_id == tournament, said.id == text),
    }
    if kind not in known or connection.execute(known[kind]).first() is None:
        raise Refused([Problem("object.unknown", f"there is no {object_!r}", "object")])


def make(  # noqa: PLR0913, PLR0917 - the columns of a report
    connection: Connection, object_: str, reporter: str, ground: Ground, text: str, now: datetime
) -> Report:
    """A new report. Raises Refused: nobody reports the same twice while the first is open."""
    must_be_there(connection, object_)
    rows = reports.c
    mine = (rows.object == object_) & (rows.reporter == reporter) & (rows.state != State.RESOLVED.value)
    if connection.execute(select(rows.id).where(mine)).first():
        raise Refused([Problem("report.made_already", "you have reported this, and it is looked into", "object")])
    id_ = new_id()
    values = {"object": object_, "reporter": reporter, "ground": ground.value, "text": text, "at": now}
    connection.execute(
        insert(reports).values(id=id_, state=State.OPEN.value, moderator="", decision="", note="", **values)
    )
    return known(connection, id_)


def text_problems(text: str) -> Iterator[Problem]:
    """Why this is not said."""
    if len(text) > LONGEST:
        yield Problem("report.text_length", f"a text has at most {LONGEST} characters", "text")


def known(connection: Connection, id_: str) -> Report:
    """The report. Raises Refused."""
    row = connection.execute(select(reports).where(reports.c.id == id_)).first()
    if row is None:
        raise Refused([Problem("report.unknown", f"there is no report {id_!r}", "report")])
    return _report(row)


def move(  # noqa: PLR0913, PLR0917 - what a step comes with
    connection: Connection,
    id_: str,
    to: State,
    moderator: str,
    now: datetime,
    decision: Decision = Decision.NONE,
    note: str = "",
) -> Report:
    """The report under review, or resolved. Raises Refused where it is resolved already."""
    if known(connection, id_).state is State.RESOLVED:
        raise Refused([Problem("report.resolved_already", "it is decided already", "report")])
    ended = {"decision": decision.value, "note": note, "resolved_at": now} if to is State.RESOLVED else {}
    changed = update(reports).where(reports.c.id == id_).values(state=to.value, moderator=moderator, **ended)
    connection.execute(changed)
    return known(connection, id_)


def queue(connection: Connection, state: str, cursor: str) -> tuple[tuple[Report, ...], str]:
    """The reports in a state, or all; the newest first, and where the page ends. Raises Refused."""
    rows = reports.c
    wanted = select(reports).order_by(rows.at.desc(), rows.id.desc()).limit(PAGE + 1)
    if state:
        wanted = wanted.where(rows.state == state)
    if cursor:
        last = known(connection, cursor)
        wanted = wanted.where(tuple_(rows.at, rows.id) < (last.at, last.id))
    found = list(map(_report, connection.execute(wanted)))
    return tuple(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else ""


def _report(row: Row[Any]) -> Report:
    return Report(
        row.id,
        row.object,
        row.reporter,
        Ground(row.ground),
        row.text,
        State(row.state),
        row.at,
        row.moderator,
        Decision(row.decision),
        row.note,
        row.resolved_at,
    )
