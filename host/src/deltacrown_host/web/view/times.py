"""Times as the pages say them. A script says them again in the zone of whoever looks."""

from datetime import UTC, datetime

from deltacrown_host.web.language import mark, numeral, say

_DAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)


def moment(value: datetime | str) -> datetime:
    """A time as the API says it, or as it is."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def day(value: datetime) -> str:
    """The day in words: "24 Nov"."""
    return say("{date} {month}", date=value.day, month=say(_MONTHS[value.month - 1]))


def when(value: datetime | str) -> str:
    """The time in words: "Tue 24 Nov, 15:09 UTC"."""
    at = moment(value).astimezone(UTC)
    day, month = say(_DAYS[at.weekday()]), say(_MONTHS[at.month - 1])
    clock = f"{at:%H:%M}"
    return say("{day} {date} {month}, {clock} UTC", day=day, date=at.day, month=month, clock=numeral(clock))
