"""Single elimination against known answers: counts, another program's brackets, and real knock-outs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deltacrown import Bye, Match, ReportResult, Score, Seed, Stage
from deltacrown.testing import Playground, Script
from deltacrown_brackets.formats.single_elimination import SingleElimination


def rounds_of(stage: Stage) -> list[list[Match]]:
    rounds: dict[int, list[Match]] = {}
    for match in stage.matches.values():
        rounds.setdefault(match.round, []).append(match)
    return list(rounds.values())


def played(entrants: int, winner: Callable[[tuple[int, int]], int]) -> list[list[tuple[int, int, int]]]:
    """Each round as (seed, seed, winner), 0 for a bye, when `winner` says who wins of two seeds."""
    play = Playground(SingleElimination()).play(Script(entrants), most_matches=0)
    director = play.director
    while True:
        stage = director.tournament.stages[0]
        ready = [match for match in stage.matches.values() if match.ready]
        if not ready:
            break
        for match in ready:
            first, second = (stage.seeds[entrant] for entrant in match.present)
            won = winner((first, second))
            director.submit(ReportResult(stage.key, match.key, Score((int(won == first), int(won == second)))))
    seeds = {"": 0, **stage.seeds}
    return [
        [(*(seeds[e or ""] for e in m.entrants), seeds[m.outcome.winner or ""]) for m in matches if m.outcome]  # type: ignore[misc]
        for matches in rounds_of(stage)
    ]


def test_the_counts_are_right_for_every_size(corpora: Path) -> None:
    """N - 1 matches are played, and the byes fill the bracket up to the next power of two."""
    known = json.loads((corpora / "known" / "identities.json").read_text())["single_elimination"]
    ground = Playground(SingleElimination())
    for entrants, counts in known.items():
        stage = ground.play(Script(int(entrants)), most_matches=0).stage
        assert stage is not None
        rounds = rounds_of(stage)
        byes = [match for match in rounds[0] if Bye() in match.slots]
        assert 2 * len(rounds[0]) == counts["bracket_size"]
        assert len(byes) == counts["byes"]
        assert len(stage.matches) - len(byes) == counts["matches"]
        assert len(rounds) == counts["rounds"]
        assert {slot.seed for match in byes for slot in match.slots if isinstance(slot, Seed)} == set(
            range(1, len(byes) + 1)
        )


def test_brackets_equal_those_of_another_program(corpora: Path) -> None:
    """brackets-manager plans the same bracket for 2 to 128 entrants: pairs, byes, and the way of every winner."""
    known = json.loads((corpora / "peers" / "brackets_manager_single_2_128.json").read_text())["brackets"]
    assert len(known) > 30
    for entrants, bracket in known.items():
        ours = played(int(entrants), min)
        theirs = [[tuple(match) for match in matches] for matches in bracket["rounds"]]
        assert [_unordered(matches) for matches in ours] == [_unordered(matches) for matches in theirs], entrants


def test_places_equal_those_of_another_program(corpora: Path) -> None:
    """Whoever loses in the same round shares a place."""
    known = json.loads((corpora / "peers" / "brackets_manager_single_2_128.json").read_text())["brackets"]
    ground = Playground(SingleElimination())
    for entrants, bracket in known.items():
        theirs: dict[int, list[int]] = {}
        for place, seed in bracket["standings"]:
            theirs.setdefault(place, []).append(seed)
        assert ground.play(Script(int(entrants)), looking=False).placed() == [
            sorted(group) for group in theirs.values()
        ]


def _unordered(matches: list[Any]) -> list[tuple[set[int], int]]:
    # Which side is the home side is each program's own convention.
    return [({match[0], match[1]}, match[2]) for match in matches]


def test_a_real_bracket_of_131_with_125_byes(corpora: Path) -> None:
    """NHRL, March 2023: the first round is ours, byes included, and every winner goes where the event sent them."""
    event = json.loads((corpora / "elimination" / "nhrl_2023_march_3lb_131.json").read_text())
    results = {frozenset((m["a"], m["b"])): m["winner"] for m in event["matches"] if m["winner"] and m["b"] != "bye"}
    ours = played(event["participants"], lambda pair: results.get(frozenset(pair), min(pair)))
    byes = [tuple(0 if seed == "bye" else seed for seed in pair) for pair in event["seed_order_first_round"]]
    assert [{*match[:2]} for match in ours[0]] == [set(pair) for pair in byes]
    for number, matches in enumerate(ours, 1):
        theirs = [match for match in event["matches"] if match["round"] == number]
        known = [(mine, match) for mine, match in zip(matches, theirs, strict=True) if match["winner"]]
        for mine, match in known:
            assert {*mine[:2]} == {0 if seed == "bye" else seed for seed in (match["a"], match["b"])}
            assert mine[2] == match["winner"]


def test_real_regions_of_sixteen(corpora: Path) -> None:
    """NCAA basketball, every odd year: with the real results, everyone meets whom they met, round after round."""
    years = json.loads((corpora / "elimination" / "ncaa_odd_years.json").read_text())["years"]
    regions = [(year["year"], region) for year in years for region in year["regions"]]
    assert len(regions) == 80
    for year, region in regions:
        results = {frozenset((m["a"], m["b"])): m["winner"] for matches in region for m in matches}
        ours = played(16, lambda pair, results=results: results[frozenset(pair)])  # type: ignore[misc]
        assert [{(frozenset(match[:2]), match[2]) for match in matches} for matches in ours] == [
            {(frozenset((m["a"], m["b"])), m["winner"]) for m in matches} for matches in region
        ], year
