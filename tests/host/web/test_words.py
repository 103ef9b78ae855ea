"""How the pages say things."""

import math
from fractions import Fraction

import pytest
from deltacrown_host.web.view.words import dom_id, listed, money, number, ordinal, plain, signed


@pytest.mark.parametrize(
    ("rank", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (113, "113th")],
)
def test_a_rank_is_said_as_a_place(rank: int, said: str) -> None:
    """English endings, the teens included."""
    assert ordinal(rank) == said


def test_numbers_are_exact_and_have_a_real_minus() -> None:
    """No rounding: a fraction is shown as one."""
    assert number(Fraction(7, 2)) == "7/2"
    assert number(-3) == "\N{MINUS SIGN}3"
    assert number(math.inf) == "\N{INFINITY}"
    assert [signed(2), signed(0), signed(-2)] == ["+2", "0", "\N{MINUS SIGN}2"]


def test_words_are_listed_as_in_a_sentence() -> None:
    """Commas, and an "and" before the last."""
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_ids_of_elements_differ_where_their_parts_do() -> None:
    """No two matches share an element, whatever their keys look like."""
    keys = ["A-1", "A 1", "A_1", "A.1", "a-1"]
    assert len({dom_id("m", "groups", key) for key in keys}) == len(keys)
    assert all(" " not in dom_id("m", key) for key in keys)


def test_a_key_reads_as_words() -> None:
    """Where nobody gave a name."""
    assert plain("single_elimination") == "Single elimination"


def test_money_is_written_in_whole_units_with_the_digits_that_its_currency_has() -> None:
    """Two digits for most, none for yen, three for dinars; what is no currency of a bank is counted whole."""
    assert money(100_050, "EUR") == "1,000.50 EUR"
    assert money(1_000, "JPY") == "1,000 JPY"
    assert money(1_500, "KWD") == "1.500 KWD"
    assert money(300, "coins") == "300 coins"
