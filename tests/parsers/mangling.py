"""What may become of a file on its way: cut, spliced, with what does not belong there in it."""

import json
from typing import Any

from hypothesis import strategies as st

NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b'"', b"\\u0000", b"\\ud800", b"[", b"{", b",",
    b"-1", b"1e999999999", b"1e-999999999", b"9" * 400, b"9" * 5000, b"1/0", b"NaN", b"Infinity", b"null", b"true", b"=cmd()",
    b"0000", b"9999", b"%00", b"..", "\N{RIGHT-TO-LEFT OVERRIDE}".encode(), "\N{ARABIC-INDIC DIGIT THREE}".encode(),
)  # fmt: skip
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.floats()
    | st.sampled_from([10**30, -1, 0, 1, "1", "0", "win", "\ud800", "1e999999999", "1/0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip


@st.composite
def mangled(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """A sample in which some bytes are gone, come twice, or are others; now and then all of them are."""
    data = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, 3))):
        one, other = sorted(draw(st.tuples(st.integers(0, len(data)), st.integers(0, len(data)))))
        other = min(other, one + draw(st.sampled_from((0, 1, 4, 80))))
        put = draw(st.sampled_from(NASTY) | st.binary(max_size=4) | st.just(data[one:other] * 2))
        data = data[:one] + put + data[other:]
    return data


@st.composite
def displaced(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """A sample in JSON in which something else stands where it should not."""
    document: Any = json.loads(draw(st.sampled_from(samples)))
    where = document
    while True:
        key = draw(st.sampled_from(list(where) if isinstance(where, dict) else range(len(where))))
        if not isinstance(where[key], dict | list) or not where[key] or draw(st.booleans()):
            break
        where = where[key]
    where[key] = draw(ODD)
    return json.dumps(document).encode("utf-8", "surrogatepass")
