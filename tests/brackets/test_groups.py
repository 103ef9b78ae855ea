"""How seeds are dealt to groups: by a snake, in blocks, and from pots by a draw that anyone can repeat."""

from collections import Counter

from deltacrown import (
    CreateTournament,
    Director,
    Draw,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    StageSettings,
    StartTournament,
    TournamentSettings,
)
from deltacrown_brackets.formats.groups import group_names, spread
from hypothesis import given
from hypothesis import strategies as st

fields = st.integers(1, 12).flatmap(lambda count: st.tuples(st.integers(2 * count, 65), st.just(count)))


@given(fields, st.sampled_from(["snake", "blocks", "pots"]))
def test_everyone_is_in_one_group_and_groups_are_even(field: tuple[int, int], dealing: str) -> None:
    """Sizes differ by one at most, whatever the dealing, with a draw and without."""
    entrants, count = field
    for seed in ("", "drawn"):
        groups = spread(entrants, count, dealing, seed)  # type: ignore[arg-type]
        assert list(groups) == group_names(count)
        assert sorted(one for group in groups.values() for one in group) == list(range(1, entrants + 1))
        assert max(map(len, groups.values())) - min(map(len, groups.values())) <= 1


@given(fields, st.text(min_size=1, max_size=8))
def test_every_group_has_one_of_each_pot(field: tuple[int, int], seed: str) -> None:
    """A pot is as many neighbouring seeds as there are groups."""
    entrants, count = field
    for group in spread(entrants, count, "pots", seed).values():
        assert max(Counter((one - 1) // count for one in group).values()) == 1


def test_the_draw_can_be_repeated() -> None:
    """For each pot the groups are shuffled by the recorded seed, the stage's key and the number of the pot."""
    first, second = (Draw(f"s3cret/groups/pot {number}").shuffled(range(4)) for number in (1, 2))
    groups = list(spread(8, 4, "pots", "s3cret/groups").values())
    assert [groups[place][0] for place in first] == [1, 2, 3, 4]
    assert [groups[place][1] for place in second] == [5, 6, 7, 8]


def test_another_seed_makes_other_groups() -> None:
    """And where no seed was recorded nothing is drawn."""
    assert spread(32, 8, "pots", "one") != spread(32, 8, "pots", "two")
    assert list(spread(6, 3, "pots", "").values()) == [[1, 4], [2, 5], [3, 6]]


def test_a_tournament_draws_its_groups_from_its_recorded_seed() -> None:
    """Pots are the organizer's; who of a pot is in which group comes from the seed with which it was started."""

    def groups(draw: str) -> dict[str, set[str]]:
        director = Director(Engine())
        stage = StageSettings("groups", "round_robin", options={"groups": 4, "draw": "pots"})
        director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,), seeding="pots")))
        director.submit(OpenRegistration())
        for number in range(16):
            director.submit(RegisterEntrant(f"pot{number % 4 + 1}-{number}", pot=number % 4 + 1))
        director.submit(StartTournament(draw))
        found: dict[str, set[str]] = {}
        for match in director.tournament.stages[0].matches.values():
            found.setdefault(match.section, set()).update(match.present)
        return found

    for group in groups("2026").values():
        assert sorted(name.split("-")[0] for name in group) == ["pot1", "pot2", "pot3", "pot4"]
    assert groups("2026") == groups("2026")
    assert groups("2026") != groups("2027")
