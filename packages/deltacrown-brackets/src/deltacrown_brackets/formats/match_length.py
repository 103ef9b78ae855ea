"""How many games the matches of each round have."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from deltacrown import Problem


def length_problems(best_of: int, by_round: Mapping[str, int], titles: Collection[str] | None) -> Sequence[Problem]:
    """What is wrong with numbers of games; `titles` are the rounds there are, None while that is not known."""
    return list(_problems(best_of, by_round, titles))


def _problems(best_of: int, by_round: Mapping[str, int], titles: Collection[str] | None) -> Iterator[Problem]:
    fields = {"best_of": best_of, **{f"best_of_by_round.{name}": games for name, games in by_round.items()}}
    for field, games in fields.items():
        if games < 1 or games % 2 == 0:
            yield Problem("elimination.best_of", "the number of games is odd: 1, 3, 5 …", field)
    if titles is None:
        return
    for name in by_round:
        if name.lower() not in titles:
            there = ", ".join(sorted(titles))
            yield Problem(
                "elimination.round_unknown",
                f"there is no round {name!r}; there are: {there}",
                f"best_of_by_round.{name}",
            )
