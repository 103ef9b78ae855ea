"""Stays open for challenges, and does not say how a challenge becomes a match."""

from collections.abc import Sequence
from typing import Any, ClassVar

from deltacrown import Format, Match, NoOptions, Stage, hookimpl


class OpensALadderWithoutRungs(Format[NoOptions]):
    name = "opens_a_ladder_without_rungs"
    open_ended = True
    law: ClassVar = "test_everyone_plays"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:  # noqa: ARG002 - a contract
        return ()


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [OpensALadderWithoutRungs()]
