"""Verification codes: what is random, what is read, and what is not taken for one."""

from deltacrown_certs.verification.codes import as_code, code_address, grouped, new_code
from hypothesis import given
from hypothesis import strategies as st

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_is_read_as_people_write_it() -> None:
    """In small letters, in groups, and with letters that look like digits."""
    for _ in range(100):
        code = new_code()
        assert as_code(code) == code
        written = f" {grouped(code).lower()} ".replace("0", "o").replace("1", "l")
        assert as_code(written) == code


def test_no_code_comes_twice() -> None:
    """60 bits are random."""
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(set(place)) == len(_DIGITS) for place in list(zip(*codes, strict=True))[:12])


@given(st.integers(0, 12), st.sampled_from(_DIGITS))
def test_a_wrong_character_is_seen(place: int, other: str) -> None:
    """Whatever one character is misread as, and whichever two neighbours are swapped."""
    code = new_code()
    wrong = code[:place] + other + code[place + 1 :]
    assert as_code(wrong) == (code if wrong == code else None)
    swapped = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
    assert as_code(swapped) == (code if swapped == code else None)


@given(st.text(max_size=20))
def test_any_text_can_be_asked_for(text: str) -> None:
    """What is no code is none, and nothing raises."""
    code = as_code(text)
    assert code is None or as_code(code) == code


def test_the_address_is_of_a_qr_codes_plainest_characters() -> None:
    """Capitals, digits and `:/.-`: a smaller picture of larger dots."""
    address = code_address("https://cups.example/", new_code())
    assert set(address) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert address.startswith("HTTPS://CUPS.EXAMPLE/V/")
