"""Faults while playing: the command fails and names the plugin, nothing is written, and all else goes on."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from deltacrown import (
    ContinueTournament,
    Director,
    Engine,
    Format,
    Match,
    PluginFault,
    Ranking,
    Refused,
    Registry,
    ReportResult,
    Score,
    Seed,
    Seeding,
    Stage,
    StartTournament,
    TieBreaker,
    WinnerOf,
    load,
)
from deltacrown.testing import Script, finish

PAIR = (Seed(1), Seed(2))
NONSENSE: dict[str, tuple[Any, str]] = {
    "raises": (ZeroDivisionError("by nothing"), "raised ZeroDivisionError: by nothing"),
    "nothing": (None, "raised TypeError"),
    "no matches": (["final"], "must answer Match values"),
    "unknown seed": ([Match("1", (Seed(1), Seed(9)))], "there is no seed 9 among 4 entrants"),
    "seed zero": ([Match("1", (Seed(0), Seed(1)))], "there is no seed 0"),
    "repeated key": ([Match("1", PAIR), Match("1", (Seed(3), Seed(4)))], "key '1' is repeated"),
    "no key": ([Match("", PAIR)], "a key is a text"),
    "met themselves": ([Match("1", (Seed(1), Seed(1)))], "meets themselves"),
    "twice a round": ([Match("1", PAIR), Match("2", (Seed(1), Seed(3)))], "already plays in round 1"),
    "waits for nobody": ([Match("1", (Seed(1), WinnerOf("0")))], "waits for '0'"),
    "waits for itself": ([Match("1", (Seed(1), WinnerOf("1")))], "waits for itself"),
    "one side": ([Match("1", (Seed(1),))], "has 1 slots"),
    "no slot": ([Match("1", (Seed(1), "b"))], "is not a slot"),  # type: ignore[arg-type]
    "round zero": ([Match("1", PAIR, round=0)], "rounds are whole numbers from 1"),
    "filled in": ([Match("1", PAIR, entrants=("a", "b"))], "are the core's to fill"),
}


class Answers(Format[Any]):
    """Pairs and ranks as it was told."""

    name = "answers"

    def __init__(self, pair: Any = (), rank: Any = None) -> None:
        self._pair, self._rank = pair, rank

    def pair(self, stage: Stage) -> Sequence[Match]:
        if isinstance(self._pair, Exception):
            raise self._pair
        return self._pair if not stage.matches else ()

    def rank(self, stage: Stage) -> Ranking:
        return Ranking.of([stage.entrants]) if self._rank is None else self._rank


class Ordered(Seeding):
    """Orders as it was told."""

    name = "ordered"

    def __init__(self, order: Any) -> None:
        self._order = order

    def order(self, _entrants: Any, _seed: str) -> Any:
        return self._order


class Measures(TieBreaker):
    """Measures as it was told."""

    name = "measures"

    def __init__(self, values: Any) -> None:
        self._values = values

    def measure(self, _results: Any) -> Any:
        return self._values


def refused(director: Director, command: Any) -> str:
    """Why the command is refused; the journal and the tournament stay as they were."""
    before, lines = director.tournament, list(director.journal.read())
    with pytest.raises(Refused) as caught:
        director.submit(command)
    assert director.tournament == before
    assert list(director.journal.read()) == lines
    (problem,) = caught.value.problems
    assert problem.code == "plugin.fault"
    assert "plugin 'stranger'" in problem.message
    return problem.message


@pytest.mark.parametrize("answer", NONSENSE)
def test_a_format_that_pairs_nonsense(
    answer: str, registry_of: Callable[..., Registry], open_cup: Callable[..., Director]
) -> None:
    """The start is refused with the plugin's name and what is wrong; another cup in the same engine plays on."""
    nonsense, words = NONSENSE[answer]
    registry = registry_of(formats=[Answers(nonsense)])
    message = refused(open_cup(registry, "answers"), StartTournament())
    assert "Format 'answers'" in message
    assert words in message
    sound = open_cup(registry, "single_elimination")
    sound.submit(StartTournament())
    assert finish(sound, Script(4)).phase == "completed"


@pytest.mark.parametrize(
    ("ranking", "words"),
    [
        (Ranking.of([["a", "b", "c"]]), "leaves out 'd'"),
        (Ranking.of([["a", "b", "c", "d"], ["a"]]), "names someone twice"),
        (Ranking.of([["a", "b", "c", "d", "e"]]), "names 'e', who does not take part"),
        ([["a", "b", "c", "d"]], "must answer a Ranking, not list"),
    ],
)
def test_a_format_that_ranks_nonsense(
    ranking: Any, words: str, registry_of: Callable[..., Registry], cup: Callable[..., Director]
) -> None:
    """The result that would end the stage is refused, and so is a look at the table."""
    director = cup(registry_of(formats=[Answers([Match("1", PAIR)], ranking)]), "answers")
    assert words in refused(director, ReportResult("main", "1", Score((1, 0))))
    with pytest.raises(PluginFault, match="plugin 'stranger'"):
        director.engine.ranking(director.tournament.stages[0])


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("abc", "leaves out 'd'"),
        ("abcda", "names someone twice"),
        ("abcde", "names 'e', who does not take part"),
        (None, "raised TypeError"),
    ],
)
def test_a_seeding_that_orders_nonsense(
    order: Any, words: str, registry_of: Callable[..., Registry], open_cup: Callable[..., Director]
) -> None:
    """The start is refused with the plugin's name."""
    director = open_cup(registry_of(seedings=[Ordered(order)]), "single_elimination", seeding="ordered")
    message = refused(director, StartTournament())
    assert "Seeding 'ordered'" in message
    assert words in message


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"a": 0.5, "b": 0, "c": 0, "d": 0}, "answers 0.5 for 'a'; numbers must be int or Fraction"),
        ({"a": float("nan"), "b": 0, "c": 0, "d": 0}, "answers nan"),
        ({"a": True, "b": 0, "c": 0, "d": 0}, "answers True"),
        ({"a": "1", "b": 0, "c": 0, "d": 0}, "answers '1'"),
        ({"a": Fraction(1, 2)}, "leaves out 'b'"),
        ([1, 2, 3, 4], "must answer a mapping, not list"),
    ],
)
def test_a_tie_breaker_that_measures_nonsense(
    values: Any, words: str, registry_of: Callable[..., Registry], cup: Callable[..., Director]
) -> None:
    """A float is refused like anything else that is not exact: the last result does not count until it is mended."""
    registry = registry_of(tie_breakers=[Measures(values)], formats=[Answers([Match("1", PAIR)])])
    director = cup(registry, "answers", tie_breakers=("measures",))
    message = refused(director, ReportResult("main", "1", Score((1, 0))))
    assert "TieBreaker 'measures'" in message
    assert words in message


@pytest.mark.parametrize("answer", [["too many"], None, KeyError("legs")], ids=["texts", "nothing", "raises"])
def test_a_format_that_objects_with_nonsense(
    answer: Any, registry_of: Callable[..., Registry], open_cup: Callable[..., Director]
) -> None:
    """What `check` answers must be problems."""

    class Objects(Answers):
        objection: Any = ()

        def check(self, _options: Any, _entrants: int | None) -> Any:
            if isinstance(self.objection, Exception):
                raise self.objection
            return self.objection

    format_ = Objects([Match("1", PAIR)])
    director = open_cup(registry_of(formats=[format_]), "answers")
    format_.objection = answer
    assert "Format 'answers'" in refused(director, StartTournament())


@pytest.mark.parametrize("answer", ["a picture", RuntimeError("no ink")], ids=["text", "raises"])
def test_a_format_that_draws_nonsense(
    answer: Any, registry_of: Callable[..., Registry], cup: Callable[..., Director]
) -> None:
    """A drawing that is none is the plugin's fault, by name; the tournament is not touched by it."""

    class Draws(Answers):
        def layout(self, _stage: Stage) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer

    director = cup(registry_of(formats=[Draws([Match("1", PAIR)])]), "answers")
    with pytest.raises(PluginFault, match="plugin 'stranger': Format 'answers'"):
        director.engine.layout(director.tournament.stages[0])


def test_a_seeding_that_is_gone_since(registry_of: Callable[..., Registry], open_cup: Callable[..., Director]) -> None:
    """A cup that names a seeding which was uninstalled cannot start, and says so."""
    cup = open_cup(registry_of(seedings=[Ordered("abcd")]), "single_elimination", seeding="ordered")
    with pytest.raises(Refused, match="plugin 'ordered': is not installed any more"):
        Director(Engine(load()), cup.journal).submit(StartTournament())


def test_a_tie_breaker_that_is_gone_since(registry_of: Callable[..., Registry], cup: Callable[..., Director]) -> None:
    """A stage whose tie-breaker was uninstalled takes all results, then is parked until the tie-breaker is back."""
    registry = registry_of(tie_breakers=[Measures(dict.fromkeys("abcd", 0))])
    director = cup(registry, "round_robin", tie_breakers=("measures",))
    without = Director(Engine(load()), director.journal)
    for key in without.tournament.stages[0].matches:
        without.submit(ReportResult(without.tournament.stages[0].key, key, Score((1, 0))))
    assert without.tournament.stages[0].parked == "tie-breaker 'measures' is not installed"
    again = Director(Engine(registry), director.journal)
    again.submit(ContinueTournament())
    assert again.tournament.stages[0].over
