"""The criteria as numbers."""

from attrs import evolve
from deltacrown_brackets.fide.card import Card
from deltacrown_brackets.fide.criteria import Criteria, Criterion, kind_of

CARD = Card(0, 1, 0, 4, 4, "white", 1, None, ("black",), (None, None), may_bye=True, games=1)


def test_an_earlier_criterion_outweighs_all_later_ones() -> None:
    """One more of the first is worth more than the most that the second can sum up to."""
    criteria = Criteria([Criterion(3, inside=lambda *_: 1), Criterion(9, inside=lambda *_: 3)])
    assert criteria.inside(CARD, CARD) == (1 << 4) + 3
    assert criteria.most == (3 << 4) + 9
    assert 1 << 4 > 9


def test_players_of_a_kind_are_the_same_to_every_criterion() -> None:
    """Whether the bye may be given tells players apart, as score, colours and floats do; their number does not."""
    assert kind_of(evolve(CARD, number=7, rank=6, place=6)) == kind_of(CARD)
    for other in (evolve(CARD, may_bye=False), evolve(CARD, score=3), evolve(CARD, floats=("down", None))):
        assert kind_of(other) != kind_of(CARD)
