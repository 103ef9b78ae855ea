"""A dispute as it is read: what the journal holds, with the words and files beside it."""

from collections.abc import Collection, Mapping

from deltacrown import Dispute, Problem, Refused, Tournament
from sqlalchemy import Connection, select

from deltacrown_host.accounts.tables import accounts
from deltacrown_host.disputes.bodies import CommentLine, EvidenceLine, Ground, Thread
from deltacrown_host.disputes.texts import texts_by_id
from deltacrown_host.files.records import files_by_id
from deltacrown_host.matches.finding import find_match
from deltacrown_host.registrations.names import names_of


def reason_of(ground: Ground, text: str) -> str:
    """What the journal holds of why: the ground, and the id of the text."""
    return f"{ground.value}/{text}"


def thread(connection: Connection, tournament: Tournament, stage: str, match: str) -> Thread:
    """The latest dispute over a match. Raises Refused where there was none."""
    dispute = find_match(tournament, stage, match).progress.dispute
    if dispute is None:
        raise Refused([Problem("dispute.unknown", f"nobody has contested match {match!r}", "match")])
    ground, _, why = dispute.reason.partition("/")
    files = files_by_id(connection, tournament.id, dispute.evidence)
    texts = texts_by_id(connection, tournament.id, [why, *(comment.id for comment in dispute.comments)])
    return Thread(
        state=dispute.state,
        entrant=dispute.entrant,
        name=names_of(connection, tournament.id).get(dispute.entrant, dispute.entrant),
        ground=ground if ground in list(Ground) else dispute.reason,
        text=texts.get(why),
        opened_at=dispute.opened_at,
        ruling=dispute.ruling,
        comments=_comments(connection, dispute, texts),
        evidence=tuple(EvidenceLine(file, files.get(file)) for file in dispute.evidence),
    )


def _comments(connection: Connection, dispute: Dispute, texts: Mapping[str, str]) -> tuple[CommentLine, ...]:
    names = _account_names(connection, {comment.actor for comment in dispute.comments})
    return tuple(
        CommentLine(said.id, said.actor, names.get(said.actor, said.actor), said.at, said.reply_to, texts.get(said.id))
        for said in dispute.comments
    )


def _account_names(connection: Connection, ids: Collection[str]) -> Mapping[str, str]:
    wanted = select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(wanted)}
