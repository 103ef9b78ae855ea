"""Where a page of the trail ended. Lines are ordered by time, then rows before commands, then by place and number."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

from attrs import frozen
from deltacrown import Malformed, Problem

from deltacrown_host.edge.sanity import LARGEST

ROW, COMMAND = 1, 0


@frozen(order=True)
class Place:
    """The place of a line among all."""

    at: datetime
    source: int
    tournament: str
    number: int


def written(place: Place) -> str:
    """The place as it is handed out."""
    text = f"{place.at.isoformat()} {place.source} {place.number} {place.tournament}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str) -> Place | None:
    """The place; None at the beginning. Raises Malformed for what is none of ours."""
    if not cursor:
        return None
    try:
        at, source, number, tournament = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ", 3)
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or abs(int(number)) > LARGEST:
            raise ValueError(cursor)  # noqa: TRY301 - told like any other
        return Place(moment.astimezone(UTC), int(source), tournament, int(number))
    except (ValueError, OverflowError) as error:
        raise Malformed([Problem("cursor.invalid", "use the cursor that a page gave you", "cursor")]) from error
