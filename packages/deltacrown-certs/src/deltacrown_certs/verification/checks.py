"""The answers of an examination, each in a line, and what they come to."""

from enum import StrEnum

from attrs import frozen


class Answer(StrEnum):
    """What a check found."""

    YES = "yes"
    NO = "NO"
    OPEN = "cannot tell"
    """It must be known, and cannot be with what is at hand."""
    NOT_ASKED = "not asked"
    """It was not asked for."""


@frozen
class Check:
    """One thing that was looked at."""

    about: str
    answer: Answer
    text: str

    def __str__(self) -> str:
        return f"{self.about + ':':<13}{self.answer.value:<13}{self.text}"


@frozen
class Report:
    """Everything that was looked at, in order."""

    checks: tuple[Check, ...]

    @property
    def answer(self) -> Answer:
        """NO where anything is wrong, else OPEN where anything is, else YES."""
        found = {check.answer for check in self.checks}
        return next((worst for worst in (Answer.NO, Answer.OPEN) if worst in found), Answer.YES)
