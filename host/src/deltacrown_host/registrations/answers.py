"""What entrants have answered to a tournament's own questions: rows beside the journal, for them and for staff only."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from attrs import frozen
from deltacrown import CommandReused, FieldKind, Phase, Problem, Refused, Tournament, answer_problems, wire
from sqlalchemy import Connection, Row, delete, insert, select

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Permission
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.files import records as files
from deltacrown_host.registrations.tables import entrant_answers
from deltacrown_host.store.desk import Objections

_BEFORE_PLAY = {Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION, Phase.CHECK_IN}


@frozen
class Answers:
    """What an entrant has answered, by the key of the field: texts, numbers, choices, and the ids of files."""

    answers: Mapping[str, Any]


def answers_of(connection: Connection, tournament: str, entrant: str) -> Answers:
    """What the entrant has answered."""
    row = connection.execute(select(entrant_answers.c.answers).where(_mine(tournament, entrant))).first()
    return _read(row) if row else Answers({})


def answers_in(connection: Connection, tournament: str) -> Mapping[str, Answers]:
    """What everyone has answered, by entrant."""
    wanted = select(entrant_answers).where(entrant_answers.c.tournament_id == tournament)
    return {row.entrant: _read(row) for row in connection.execute(wanted)}


def write_answers(  # noqa: PLR0913, PLR0917 - the columns of a row
    connection: Connection, tournament: str, entrant: str, answers: Mapping[str, Any], command_id: str, now: datetime
) -> None:
    """Keep the answers, which came with this command, in place of any other of the entrant."""
    connection.execute(delete(entrant_answers).where(_mine(tournament, entrant)))
    if answers:
        place = {"tournament_id": tournament, "entrant": entrant, "order": command_id, "updated_at": now}
        connection.execute(insert(entrant_answers).values(answers=wire.dumps(dict(answers)), **place))


def compare_answers(connection: Connection, tournament: str, answers: Mapping[str, Any], command_id: str) -> None:
    """Raise CommandReused where the command came with other answers, as far as they are still kept."""
    rows = entrant_answers.c
    same = (rows.tournament_id == tournament) & (rows.order == command_id)
    row = connection.execute(select(rows.answers).where(same)).first()
    if row is not None and _read(row).answers != dict(answers):
        raise CommandReused(command_id)


def answering(caller: Caller, answers: Mapping[str, Any]) -> Objections:
    """What is wrong with answers. Staff may leave out what is required, and name files that others have sent."""
    staff = caller.may(Permission.REGISTRATIONS)

    def objections(before: Tournament, connection: Connection) -> Iterator[Problem]:
        fields = before.settings.fields
        yield from answer_problems(fields, answers, complete=not staff)
        for field in fields:
            answer = answers.get(field.key)
            if field.kind is FieldKind.FILE and isinstance(answer, str):
                sender = _sender(connection, before.id, field.key, answer)
                if not sender or (sender != caller.user and not staff):
                    message = f"send the file first: POST …/fields/{field.key}/files"
                    yield Problem("answer.file_unknown", message, f"answers.{field.key}")

    return objections


def about(field: str) -> str:
    """What a file belongs to that is an answer to this field."""
    return f"field {field}"


def admit(caller: Caller, tournament: Tournament, entrant: str, *, writing: bool = False) -> None:
    """Turn away whoever is neither the entrant nor staff; once play has begun, entrants change nothing.

    Raises TurnedAway, and Refused where there is no such entrant.
    """
    staff = caller.may(Permission.REGISTRATIONS)
    if not staff and not caller.acts_for([entrant]):
        message = "this is between the entrant and whoever has the permission 'registrations'"
        raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("access.permission", message))
    if entrant not in tournament.entrants:
        raise Refused([Problem("entrant.unknown", f"there is no entrant {entrant!r}", "entrant")])
    if writing and not staff and tournament.phase not in _BEFORE_PLAY:
        raise Refused([Problem("answer.too_late", "play has begun: ask whoever organizes it")])


def _sender(connection: Connection, tournament: str, field: str, file: str) -> str:
    """Who has sent the file for the field; empty where nobody has."""
    try:
        return files.find(connection, tournament, about(field), file)[0].account
    except Refused:
        return ""


def _mine(tournament: str, entrant: str) -> Any:
    return (entrant_answers.c.tournament_id == tournament) & (entrant_answers.c.entrant == entrant)


def _read(row: Row[Any]) -> Answers:
    return Answers(wire.loads(row.answers))
