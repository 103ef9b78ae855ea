"""Draws the bracket that it would be with a full field."""

from typing import Any, ClassVar

from deltacrown import Column, Format, Layout, Section, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class DrawsWhatIsNotThere(SingleElimination):
    name = "draws_what_is_not_there"
    law: ClassVar = "test_every_answer_is_accepted"

    def layout(self, stage: Stage[Any]) -> Layout:  # noqa: ARG002 - the slip
        return Layout((Section("", (Column("Semi-finals", ("R1-1", "R1-2")), Column("Final", ("final",))), "bracket"),))


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [DrawsWhatIsNotThere()]
