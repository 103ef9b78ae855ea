"""What somebody watches: a tournament, or one match of it."""

from attrs import frozen
from deltacrown import Refused, Tournament

from deltacrown_host.realtime.rooms import Frame
from deltacrown_host.realtime.stream import AHEAD, BAD_AFTER, UNKNOWN, Closed
from deltacrown_host.store.desk import Desk

_LONGEST_NUMBER = 15


@frozen
class Watched:
    """`match` is (stage, match); None for everything."""

    tournament: str
    match: tuple[str, str] | None = None

    @property
    def room(self) -> str:
        """The name of the room."""
        return self.tournament if self.match is None else "/".join((self.tournament, *self.match))

    def wants(self, frame: Frame) -> bool:
        """Whether a frame of the tournament belongs here."""
        return self.match is None or frame.concerns(self.match)

    async def admit(self, desk: Desk, after: int) -> None:
        """Let in whoever has everything up to `after`. Raises Closed where there is no such thing, or not so much."""
        try:
            version, there = await desk.look(
                self.tournament, lambda standing, _: (standing.version, self._in(standing))
            )
        except Refused as refusal:
            raise Closed(UNKNOWN, "no such tournament") from refusal
        if not there:
            raise Closed(UNKNOWN, "no such match")
        if after > version:
            raise Closed(AHEAD, f"after is {after}, but the tournament is at {version}: load it again")

    def _in(self, tournament: Tournament) -> bool:
        if self.match is None:
            return True
        stage = tournament.stage(self.match[0])
        return stage is not None and self.match[1] in stage.matches


def read_after(text: str) -> int:
    """The number in a text. Raises Closed where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise Closed(BAD_AFTER, "after is not a number")
    return int(text)
