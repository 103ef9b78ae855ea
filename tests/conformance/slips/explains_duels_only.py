"""Explains every match as one between two, and forgets the bye."""

from collections.abc import Sequence
from typing import Any, ClassVar

from deltacrown import Format, Match, Reason, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class ExplainsDuelsOnly(SingleElimination):
    name = "explains_duels_only"
    law: ClassVar = "test_every_answer_is_accepted"

    def explain(self, stage: Stage[Any], match: Match) -> Sequence[Reason]:  # noqa: ARG002 - a contract
        home, away = match.present
        return [Reason("Winners meet winners", f"round {match.round}", f"{home} meets {away}")]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [ExplainsDuelsOnly()]
