"""`deltacrown schedule FILE --stations N`: when and where the matches of a tournament could be played."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import rich_click as click
from attrs import frozen

from deltacrown import wire
from deltacrown.cli.experimenting import saying_what_is_wrong
from deltacrown.engine import Engine
from deltacrown.errors import JournalError, Malformed
from deltacrown.journal import read_lines
from deltacrown.problems import Problem
from deltacrown.scheduling import Agenda, Hall, Lengths, Timetable, agenda, plan
from deltacrown.scheduling.lengths import Length
from deltacrown.tournament.state import Tournament, Window

_SWITCHES = (
    click.option("--stations", type=click.IntRange(min=1), required=True, metavar="N", help="How many there are."),
    click.option("--minutes", type=int, default=30, show_default=True, help="How long a game takes."),
    click.option("--length", "lengths", multiple=True, metavar="STAGE/ROUND=MINUTES", help="Of a round; repeatable."),
    click.option("--rest", type=int, default=0, show_default=True, metavar="MINUTES", help="Between two of the same."),
    click.option("--turnaround", type=int, default=0, metavar="MINUTES", help="Between two on a station."),
    click.option("--starts", metavar="TIME", help="As 2026-06-06T10:00; by the settings, or now, unless given."),
    click.option("--open", "windows", multiple=True, metavar="FROM/TO", help="When there is play; repeatable."),
    click.option("--zone", default="UTC", show_default=True, help="Of the times, as Europe/Vienna."),
    click.option("--ahead/--no-ahead", default=True, help="Also what is not paired yet."),
    click.option("--json", "as_json", is_flag=True, help="As data, for other programs."),
)


def _switches(command: Any) -> Any:
    for switch in reversed(_SWITCHES):
        command = switch(command)
    return command


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_switches
def schedule(file: Path, **chosen: Any) -> None:
    """Plan the tournament of a journal: nobody twice at once, nothing before what it follows, as early as possible.

    Matches that are not paired yet are planned as far as their format lets it be known, and marked with `~`.
    """
    with saying_what_is_wrong():
        page = _planned(file, chosen)
    click.echo(wire.dumps(page.data) if chosen["as_json"] else "\n".join(page.lines()))


@frozen
class _Page:
    tournament: Tournament
    seen: Agenda
    timetable: Timetable
    zone: ZoneInfo

    @property
    def data(self) -> dict[str, Any]:
        """The whole of it."""
        matches = [
            {
                "stage": one.key[0],
                "match": one.key[1],
                "at": one.at.isoformat(),
                "ends": one.ends.isoformat(),
                "station": one.station,
                "foreseen": one.key in self.seen.foreseen,
            }
            for one in self.timetable.bookings
        ]
        least = self.timetable.least_end
        unplaced = [{"stage": stage, "match": match} for stage, match in self.timetable.unplaced]
        return {
            "tournament": self.tournament.id,
            "version": self.tournament.version,
            "matches": matches,
            "unplaced": unplaced,
            "least_end": least.isoformat() if least else None,
        }

    def lines(self) -> Iterator[str]:
        """A line a match, and how much earlier it could end at best."""
        day = None
        for one in self.timetable.bookings:
            at = one.at.astimezone(self.zone)
            if at.date() != day:
                day = at.date()
                yield f"{day:%Y-%m-%d}"
            mark = "~" if one.key in self.seen.foreseen else " "
            ends = one.ends.astimezone(self.zone)
            what = f"{'/'.join(one.key):<16} {self._sides(one.key)}".rstrip()
            yield f"{at:%H:%M}-{ends:%H:%M}  {one.station:>3} {mark}{what}"
        for key in self.timetable.unplaced:
            yield f"no place: {'/'.join(key)}"
        if self.timetable.ends and self.timetable.least_end:
            ends, least = (when.astimezone(self.zone) for when in (self.timetable.ends, self.timetable.least_end))
            yield f"ends {ends:%Y-%m-%d %H:%M}; no schedule ends before {least:%Y-%m-%d %H:%M}"

    def _sides(self, key: tuple[str, str]) -> str:
        stage = self.tournament.stage(key[0])
        match = stage.matches.get(key[1]) if stage else None
        return " v ".join(side or "?" for side in match.entrants) if match else ""


def _planned(file: Path, chosen: dict[str, Any]) -> _Page:
    engine, zone = Engine(), _zone(chosen["zone"])
    try:
        with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            tournament = engine.apply(Tournament(), (entry.event for entry in read_lines(lines)))
    except JournalError as error:
        raise Malformed([Problem("cli.journal", f"{file}: {error}")]) from error
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    starts = _moment(chosen["starts"], zone) if chosen["starts"] else tournament.settings.starts_at or now
    lengths = Lengths(chosen["minutes"], tuple(map(_length, chosen["lengths"])))
    seen = agenda(engine, tournament, lengths, starts, ahead=chosen["ahead"])
    rest, turnaround = (timedelta(minutes=chosen[name]) for name in ("rest", "turnaround"))
    windows = tuple(_window(text, zone) for text in chosen["windows"])
    stations = tuple(str(number) for number in range(1, chosen["stations"] + 1))
    hall = Hall(starts, stations, windows, rest, turnaround, seen.rested)
    begun = [one for one in seen.booked if one.key in seen.begun]
    return _Page(tournament, seen, plan(seen.tasks, hall, begun), zone)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Malformed([Problem("cli.zone", f"there is no time zone {name!r}")]) from error


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed([Problem("cli.time", f"write a time as 2026-06-06T10:00, not {text!r}")]) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _window(text: str, zone: ZoneInfo) -> Window:
    opens, _, closes = text.partition("/")
    return Window(_moment(opens, zone), _moment(closes, zone))


def _length(text: str) -> Length:
    where, _, minutes = text.rpartition("=")
    stage, _, number = where.rpartition("/")
    if not (stage and number.isdecimal() and minutes.isdecimal()):
        raise Malformed([Problem("cli.length", f"write a length as STAGE/ROUND=MINUTES, not {text!r}")])
    return Length(int(minutes), stage, round=int(number))
