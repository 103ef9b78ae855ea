"""Numbers that are none, or too long to be worked with."""

from typing import Any

import pytest


@pytest.mark.parametrize("rating", ["1e999999999", "1/0", 1.5, "x", [1]])
def test_a_rating_that_is_no_exact_number_is_refused(running: Any, rating: object) -> None:
    """Ratings are whole numbers or fractions, and never take all memory there is."""
    cup = running.cup(())
    answer = cup.post("entrants", {"entrant": "a", "rating": rating})
    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (400, "rating")


@pytest.mark.parametrize("rating", ["1/" + "7" * 41, "7" * 41 + "/2", "-0." + "7" * 41])
def test_a_fraction_has_an_end(running: Any, rating: str) -> None:
    """Sums of fractions stay short enough to be said, so each has at most 40 digits on either side."""
    cup = running.cup(())
    answer = cup.post("entrants", {"entrant": "a", "rating": rating})
    assert (answer.status_code, answer.json()["code"]) == (400, "number.too_long")
    assert answer.json()["problems"][0]["field"] == "rating"
    assert cup.post("entrants", {"entrant": "a", "rating": "1/" + "7" * 40}).status_code == 201
    assert cup.register("b", "7" * 100).status_code == 201


@pytest.mark.parametrize("digits", [300, 39])
def test_percentages_with_huge_denominators_are_refused(running: Any, digits: int) -> None:
    """Each has its own, so that together they would be too long for any answer and any journal."""
    percents = [f"1/{10**digits + number}" for number in range(1, 300)]
    prize = {
        "pool": {"amount": 1000, "currency": "EUR"},
        "rule": "percent",
        "options": {"percents": [*percents, "101"]},
    }
    body = {"name": "Cup", "stages": [{"key": "ko", "format": "single_elimination"}], "prize": prize}
    answer = running.http.post("/api/tournaments", json=body)
    code = "number.too_long" if digits == 300 else "payout.too_fine"
    assert (answer.status_code, answer.json()["code"]) == (400, code), answer.text[:2000]
