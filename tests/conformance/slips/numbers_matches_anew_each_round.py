"""Matches are called 1, 2, 3 … in every round."""

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class NumbersMatchesAnewEachRound(RoundRobin):
    name = "numbers_matches_anew_each_round"
    law: ClassVar = "test_keys_are_unique_and_links_point_back"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        each_round = len(stage.entrants) // 2
        return [evolve(match, key=str(place % each_round + 1)) for place, match in enumerate(super().pair(stage))]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [NumbersMatchesAnewEachRound()]
