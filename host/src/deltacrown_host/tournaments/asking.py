"""Which tournaments a request for the list asks for."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from deltacrown import Malformed, Problem
from litestar.params import QueryParameter

from deltacrown_host.edge.sanity import LARGEST
from deltacrown_host.tournaments.listing import Wanted

Sort = Literal["updated", "created", "name", "starts"]


def wanted(  # noqa: PLR0913 - what can be asked for
    *,
    q: Annotated[str, QueryParameter(description="only tournaments whose name contains this")] = "",
    phase: Annotated[str, QueryParameter(description="only tournaments in this phase")] = "",
    game: Annotated[str, QueryParameter(description="only tournaments of this game")] = "",
    region: Annotated[str, QueryParameter(description="only tournaments of this region")] = "",
    stage_format: Annotated[str, QueryParameter(name="format", description="only those with such a stage")] = "",
    currency: Annotated[str, QueryParameter(description="only those with a fee in this currency, or none")] = "",
    fee_most: Annotated[int | None, QueryParameter(ge=0, le=LARGEST, description="only fees up to this")] = None,
    starts_from: Annotated[datetime | None, QueryParameter(description="only those that begin then or later")] = None,
    starts_before: Annotated[datetime | None, QueryParameter(description="only those that begin before then")] = None,
) -> Wanted:
    """What the query says. Raises Malformed."""
    texts = {"q": q, "phase": phase, "game": game, "region": region, "format": stage_format, "currency": currency}
    for name, text in texts.items():
        if text and not text.isprintable():
            raise Malformed([Problem("text.invalid", "a text holds no control characters", name)])
    return Wanted(
        **texts,
        fee_most=fee_most,
        starts_from=_moment("starts_from", starts_from),
        starts_before=_moment("starts_before", starts_before),
    )


def _moment(name: str, at: datetime | None) -> datetime | None:
    if at is None:
        return None
    try:
        if at.tzinfo:
            return at.astimezone(UTC)
    except OverflowError:
        # Where the year 1 or 9999 is left on the way to UTC.
        pass
    raise Malformed([Problem("field.invalid", "a time needs its zone, such as 2026-11-24T18:30:00Z", name)])
