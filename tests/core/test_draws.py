"""Draws that anyone can repeat and check: the seed is committed to, revealed, and everything follows from it."""

from collections import Counter
from hashlib import sha256

import pytest
from deltacrown import (
    ChangeSettings,
    CommitToDraw,
    CreateTournament,
    Director,
    Draw,
    Engine,
    OpenRegistration,
    Refused,
    RegisterEntrant,
    StageSettings,
    StartTournament,
    TournamentSettings,
    commitment,
    read_lines,
    verify,
)
from deltacrown.journal import to_line
from hypothesis import given
from hypothesis import strategies as st

SEED = "the seed that nobody could guess"
MAIN = (StageSettings("main", "single_elimination"),)


def test_a_draw_is_the_same_in_every_language() -> None:
    """Block i is the SHA-256 of "seed:i" as a number; below n it is taken modulo n. Computed here by hand."""
    draw = Draw("abc")
    for place, limit in enumerate((10, 2, 7)):
        block = int.from_bytes(sha256(f"abc:{place}".encode()).digest(), "big")
        assert draw.below(limit) == block % limit
    order = list("wxyz")
    by_hand = Draw("abc")
    for last in (3, 2, 1):
        other = by_hand.below(last + 1)
        order[last], order[other] = order[other], order[last]
    assert Draw("abc").shuffled("wxyz") == order


@given(st.integers(2, 7))
def test_every_order_is_about_as_likely(size: int) -> None:
    """Over many seeds every entrant comes first about equally often."""
    first = Counter(Draw(str(seed)).shuffled(range(size))[0] for seed in range(700))
    assert min(first.values()) > 700 / size * 0.6
    assert max(first.values()) < 700 / size * 1.5


def registered(engine: Engine, seeding: str = "random") -> Director:
    director = Director(engine)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", MAIN, seeding)))
    director.submit(OpenRegistration())
    for name in ("ann", "bob", "cid", "dee", "eve"):
        director.submit(RegisterEntrant(name))
    return director


def test_after_a_commitment_no_other_seed_is_taken(engine: Engine) -> None:
    """The start must reveal what was committed to; the journal proves it to anyone."""
    director = registered(engine)
    for nonsense in ("", "short", sha256(b"x").hexdigest().upper()):
        with pytest.raises(Refused, match=r"draw\.commitment_invalid"):
            director.submit(CommitToDraw(nonsense))
    director.submit(CommitToDraw(commitment(SEED)))
    for other in ("", SEED + " "):
        with pytest.raises(Refused, match=r"draw\.other_seed"):
            director.submit(StartTournament(other))
    director.submit(StartTournament(SEED))
    drawn = Draw(SEED).shuffled(["ann", "bob", "cid", "dee", "eve"])
    assert director.tournament.seeds == tuple(drawn)
    assert verify(engine, read_lines(to_line(entry) for entry in director.journal.read())).holds


def test_the_order_of_registration_gives_nobody_a_lever(engine: Engine) -> None:
    """The same field drawn with the same seed is drawn the same, whoever registered first."""
    one, other = registered(engine), Director(engine)
    other.submit(CreateTournament("cup", TournamentSettings("Cup", MAIN, "slot_order")))
    other.submit(OpenRegistration())
    for name in ("eve", "cid", "ann", "dee", "bob"):
        other.submit(RegisterEntrant(name))
    other.submit(ChangeSettings(TournamentSettings("Cup", MAIN, "random")))
    for director in (one, other):
        director.submit(StartTournament(SEED))
    assert one.tournament.seeds == other.tournament.seeds
