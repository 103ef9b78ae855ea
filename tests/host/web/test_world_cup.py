"""The data of the World Cup, held against itself and against the corpus that it comes from."""

import json
from collections import Counter
from pathlib import Path

import pytest
from deltacrown_host.demo.world_cup import Fixture, world_cup

CUP = world_cup()
CALLED_OTHERWISE = {"USA": "United States"}


def test_every_match_is_there_once_in_the_order_of_kick_off() -> None:
    """48 matches of groups and 16 of the knock-out, everyone three times in the groups."""
    assert [match.kick_off for match in CUP.matches] == sorted(match.kick_off for match in CUP.matches)
    assert Counter(match.stage for match in CUP.matches) == {"groups": 48, "knockout": 16}
    in_groups = [match for match in CUP.matches if match.stage == "groups"]
    assert Counter(side for match in in_groups for side in match.sides) == dict.fromkeys(CUP.entrants, 3)
    assert len({frozenset(match.sides) for match in in_groups}) == 48


@pytest.mark.parametrize("match", [match for match in CUP.matches if match.stage == "knockout"], ids=str)
def test_a_knock_out_match_has_a_winner(match: Fixture) -> None:
    """By goals after extra time, or by a shoot-out where these are level, and only there."""
    level = match.points[0] == match.points[1]
    assert bool(match.shootout) == level
    assert match.extra_time or not level
    assert len(set(match.shootout)) != 1


def test_the_facts_are_those_of_the_corpus(corpora: Path) -> None:
    """Each of the 64 scores is the one after extra time where the source has one, and its shoot-out."""
    source = json.loads((corpora / "fifa_world_cup_2022.json").read_text())["matches"]
    assert len(source) == len(CUP.matches)
    for raw, match in zip(source, CUP.matches, strict=True):
        teams = [CALLED_OTHERWISE.get(raw[team], raw[team]) for team in ("team1", "team2")]
        assert [CUP.entrants[side] for side in match.sides] == teams
        assert list(match.points) == raw.get("after_extra_time", raw["score"])
        assert list(match.shootout) == raw.get("penalties", [])
        assert match.extra_time == ("after_extra_time" in raw)


def test_the_source_is_named() -> None:
    """Whoever reads the file learns where the facts come from, and that they may use them."""
    assert "openfootball/worldcup.json" in CUP.source["taken_from"]
    assert CUP.source["licence"] == "CC0-1.0"
