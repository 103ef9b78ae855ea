"""What other engines get wrong in standings, by name, and what holds here instead."""

from fractions import Fraction
from typing import Any

from attrs import evolve
from deltacrown import (
    CreateTournament,
    Director,
    Match,
    OpenRegistration,
    Outcome,
    Points,
    Ranking,
    RegisterEntrant,
    ReportResult,
    Results,
    Score,
    Seed,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
    load,
)
from deltacrown.plugins.asking import measuring
from deltacrown.ranking import break_ties
from deltacrown_brackets.fide.swiss_file import swiss_history
from deltacrown_brackets.fide.tie_breaks import rank_by

REGISTRY = load()


def won(number: int, winner: str, loser: str) -> Match:
    outcome = Outcome(((winner,), (loser,)), score=Score((1, 0)))
    return Match(f"{number}-{winner}-{loser}", (Seed(1), Seed(2)), number, entrants=(winner, loser), outcome=outcome)


def ranked(results: Results, *cascade: str) -> Ranking:
    return break_ties(Ranking.of([results.entrants]), cascade, measuring(REGISTRY, results))


def measured(word: str, results: Results) -> dict[str, Any]:
    return dict(REGISTRY.tie_breakers[word].measure(results))


def test_head_to_head_cycles_ordered_by_accident() -> None:
    """Of three who beat each other in a circle nobody is ahead, whatever order they come in."""
    cycle = (won(1, "a", "b"), won(2, "b", "c"), won(3, "c", "a"))
    for order in ("abc", "cab", "bca", "cba"):
        results = Results(tuple(order), cycle)
        for words in (["points", "h2h_points", "h2h_reapply"], ["points", "direct_encounter"], ["points", "buchholz"]):
            (level,) = ranked(results, *words).groups
            assert set(level) == set("abc")


def test_head_to_head_cycles_in_chess() -> None:
    """The same in a Swiss file: the three stay level, and the one they all beat is last."""
    pairs = [[[1, 2], [3, 4]], [[2, 3], [1, 4]], [[3, 1], [2, 4]]]
    rounds = [{"p": [[*pair, "1-0"] for pair in games]} for games in pairs]
    history = swiss_history({"participants": [[number, None] for number in range(1, 5)], "rounds": rounds})
    assert rank_by(history, ["PTS", "DE"]).groups == ((1, 2, 3), (4,))


def test_unplayed_matches_counted_as_draws() -> None:
    """A match without a result brings nobody anything, and nobody an opponent."""
    played = won(1, "a", "b")
    open_match = Match("2-b-c", (Seed(1), Seed(2)), 2, draws=True, entrants=("b", "c"))
    both_absent = evolve(open_match, key="3-a-c", entrants=("a", "c"), outcome=Outcome(()))
    for words in ("points", "buchholz", "sonneborn_berger", "wins", "progressive", "match_win_percentage"):
        before = measured(words, Results(tuple("abc"), (played,)))
        assert measured(words, Results(tuple("abc"), (played, open_match))) == before
    assert measured("points", Results(tuple("abc"), (played, both_absent))) == {"a": 3, "b": 0, "c": 0}


def test_double_round_robin_counted_once() -> None:
    """Who meets twice has met twice: both matches count in sums over opponents, and their average in an encounter."""
    twice = Results(tuple("ab"), (won(1, "a", "b"), won(2, "b", "a")), Points(1, Fraction(1, 2), 0))
    assert measured("buchholz", twice) == {"a": 2, "b": 2}
    assert measured("sonneborn_berger", twice) == {"a": 1, "b": 1}
    assert measured("opponents_match_win_percentage", twice) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    rounds = [{"p": [[1, 2, "1-0"], [3, 4, "1-0"]]}, {"p": [[2, 1, "1-0"], [4, 3, "1-0"]]}]
    history = swiss_history({"participants": [[number, None] for number in range(1, 5)], "rounds": rounds})
    ranking = rank_by(history, ["PTS", "BH", "SB", "DE"], cyclic=True)
    assert ranking.groups == ((1, 2, 3, 4),)
    assert set(ranking.values["BH"].values()) == {2}


def test_standings_that_move_when_someone_leaves_later() -> None:
    """Whoever has played against everyone and then leaves changes no number and no rank: what was played stays played."""
    director = Director()
    cascade = ("points", "buchholz", "sonneborn_berger", "progressive", "opponents_match_win_percentage")
    stage = StageSettings("table", "round_robin", tie_breakers=cascade)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,))))
    director.submit(OpenRegistration())
    for entrant in "abcde":
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    for key, match in director.tournament.stage("table").matches.items():
        if "e" in match.present:
            director.submit(ReportResult("table", key, Score((2, 1))))
    before = director.tournament.stage("table")
    director.submit(WithdrawEntrant("e"))
    after = director.tournament.stage("table")
    assert after.undecided
    for word in cascade:
        assert measured(word, after.results) == measured(word, before.results), word
    assert ranked(after.results, *cascade).groups == ranked(before.results, *cascade).groups
