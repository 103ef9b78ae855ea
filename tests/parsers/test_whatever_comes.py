"""Whatever comes from outside is read, or refused by the errors that its door names; it breaks nothing and fills nothing."""

import io
import json
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from attrs import frozen
from deltacrown import Malformed, Refused, load, read_lines
from deltacrown.errors import BrokenChain
from deltacrown.interchange.files import read as read_interchange
from deltacrown.journal import to_line
from deltacrown.plugins.reading import rank_by_reader
from deltacrown.results_file import rank, read_tables
from deltacrown.testing import Script, sample_journal
from deltacrown_brackets.fide.pairing_file import pairing_text, read_history
from deltacrown_certs.verification.examining import AtHand, examine
from deltacrown_host.accounts import tokens
from deltacrown_host.accounts.signing import signed, signed_text
from deltacrown_host.audit import cursors
from deltacrown_host.edge import sanity
from deltacrown_host.files.kinds import examine as examine_upload
from deltacrown_host.realtime.guest import ticket_in
from deltacrown_host.realtime.stream import Closed
from deltacrown_host.realtime.watched import read_after
from deltacrown_host.tournaments.cursors import Order, read_cursor, write_cursor
from deltacrown_host.tournaments.tables import tournaments
from hypothesis import given
from hypothesis import strategies as st

from tests.certs.checked.examples import as_json, as_pdf, as_png, as_token
from tests.parsers.mangling import displaced, mangled

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REGISTRY = load()
RECENT = Order("created", tournaments.c.created_at, falling=True)
KEY = "k" * 64
JOURNAL = "\n".join(map(to_line, sample_journal(Script(3)))).encode()
GROUP = {"name": "A", "participants": [{"id": "x"}, {"id": "y", "name": "Y"}], "rules": ["points"]}
GROUP["matches"] = [{"home": "x", "away": "y", "score": [2, 0]}]
SWISS = {
    "kind": "swiss", "participants": [{"id": 1, "rating": 2000}, {"id": 2, "rating": None}, [3, 1800], [4, 1700], [5, 1600]],
    "rounds": [{"pairings": [{"white": 1, "black": 2, "result": "1-0"}, [3, 4, "1/2-1/2"]], "byes": [{"id": 5, "type": "half", "points": 0.5}]}],
    "rounds_planned": 3, "initial_color": "white", "scoring": {"win": 1.0, "draw": 0.5}, "absent": [5], "forbidden_pairs": [[1, 4]],
    "accelerations": {"1": [1.0, 0.5]}, "official_cascade": ["BH", "SB"],
}  # fmt: skip


def _line(number: int, points: str, *rounds: str) -> str:
    front = f"001 {number:4}      {'Player':<33} 2000"
    return f"{front:<80}{points:>4}{number:5}" + "".join(f"  {each}" for each in rounds)


TRF = "\n".join(
    ["012 Open", "092 Swiss", "142 5", "152 B", "162  W 1.0   D 0.5", "BBW  1.0", "XXP 1 4", "260   1   2    1    4",
     "250      1.0   1   2    1    2", "XXA    3  1.0", "240 F   2    5",
     _line(1, "1.0", "   2 w 1"), _line(2, "0.0", "   1 b 0"), _line(3, "0.5", "   4 w ="), _line(4, "0.5", "   3 b ="),
     _line(5, "1.0", "0000 - U")]
).encode()  # fmt: skip


@frozen
class Parser:
    """A door for data from outside: what reads it, samples that it reads, and how it refuses."""

    read: Callable[[bytes], object]
    samples: tuple[bytes, ...]
    refuses: tuple[type[Exception], ...] = (Malformed,)


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda data: read(data.decode(errors="replace"))


def _ranked(data: bytes) -> object:
    return rank_by_reader(REGISTRY, data) or [rank(table, REGISTRY) for table in read_tables(data)]


def _ours(data: bytes) -> object:
    return read_cursor(RECENT, tournaments.c.id, data.decode(errors="replace"))


def _dumped(*documents: object) -> tuple[bytes, ...]:
    return tuple(json.dumps(document).encode() for document in documents)


DOORS = {
    "a journal": Parser(_text(lambda text: list(read_lines(text.split("\n")))), (JOURNAL,), (Malformed, BrokenChain)),
    "the body of a request": Parser(sanity.read, _dumped(GROUP, SWISS)),
    "tables of results": Parser(_ranked, _dumped(GROUP, {"groups": [GROUP]}, SWISS)),
    "a report to FIDE, to rank": Parser(_ranked, (TRF,)),
    "a report to FIDE, to pair": Parser(lambda data: pairing_text(read_history(data)), (TRF,), (ValueError,)),
    "a Swiss in JSON, to pair": Parser(lambda data: pairing_text(read_history(data)), _dumped(SWISS), (ValueError,)),
    "entrants as CSV": Parser(_text(read_interchange), (b'entrant,name,rating,seed\na,"A, b",1500,1\nb,B,12.5,2\n',)),
    "a certificate": Parser(lambda data: examine(data, AtHand(NOW)), (as_json(), as_token(), as_pdf(), as_png()), ()),
    "an upload": Parser(
        lambda data: examine_upload(io.BytesIO(data)), (b"\x89PNG\r\n\x1a\n" + bytes(20), b"%PDF-1.7\n"), (Refused,)
    ),
    "a message on a socket": Parser(_text(ticket_in), (b'{"type": "pong"}', b'{"type":"auth","ticket":"x"}'), (Closed,)),
    "where a socket goes on": Parser(_text(read_after), (b"12",), (Closed,)),
    "a link in a letter": Parser(_text(lambda text: signed_text(KEY, "reset", text)), (signed(KEY, "reset", "ann").encode(),), ()),
    "a token": Parser(_text(lambda text: tokens.read(KEY, text, NOW)), (tokens.sign(KEY, "ann", "f", NOW).encode(),), (tokens.BadToken,)),
    "a cursor of a list": Parser(_ours, (write_cursor(RECENT, NOW, "cup").encode(),)),
    "a cursor of the trail": Parser(_text(cursors.read), (cursors.written(cursors.Place(NOW, 1, "cup", 2)).encode(),)),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_samples_are_read(door: str) -> None:
    """What is mangled below begins as something that is read."""
    for sample in DOORS[door].samples:
        DOORS[door].read(sample)


@pytest.mark.parametrize("door", DOORS)
@given(data=st.data())
def test_what_is_mangled_is_read_or_refused(door: str, data: st.DataObject) -> None:
    """Cut, spliced, or something else altogether: only the errors that the door names come out."""
    parser = DOORS[door]
    with suppress(*parser.refuses):
        parser.read(data.draw(mangled(parser.samples)))


@pytest.mark.parametrize(
    "door", [door for door in DOORS if DOORS[door].samples[0].startswith(b"{") and door != "a journal"]
)
@given(data=st.data())
def test_what_is_displaced_is_read_or_refused(door: str, data: st.DataObject) -> None:
    """JSON in which a value stands where another kind of value should."""
    parser = DOORS[door]
    samples = tuple(sample for sample in parser.samples if sample.startswith(b"{"))
    with suppress(*parser.refuses):
        parser.read(data.draw(displaced(samples)))


BOMBS = {
    "deep": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "a number of a million digits": b'{"kind": "swiss", "rounds": ' + b"9" * 1_000_000 + b"}",
    "a number that is a million digits": b'{"kind": "swiss", "rounds": 1e999999}',
    "a line of a megabyte": b"001 " + b"1" * 1_000_000,
    "nothing but lines": b"\n" * 100_000,
    "nothing but commas": b"entrant" + b"," * 100_000,
    "an open quote": b'entrant\n"' + b"a" * 1_000_000,
    "points that are a million digits": b"BBW 1e999999\n" + TRF,
    "accelerations for everyone": b"250      1.0   1 999    1 9999\n" * 3 + TRF,
    "a picture of one long part": b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff" + bytes(100_000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_is_blown_up_fills_no_memory(bomb: str) -> None:
    """Whatever the door, no more is held at once than some multiple of what was sent."""
    data = BOMBS[bomb]
    for parser in DOORS.values():
        tracemalloc.start()
        try:
            with suppress(*parser.refuses):
                parser.read(data)
            assert tracemalloc.get_traced_memory()[1] < 100 * len(data) + 5_000_000
        finally:
            tracemalloc.stop()
