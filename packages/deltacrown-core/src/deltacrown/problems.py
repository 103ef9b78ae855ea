"""Refusals are values: every reason at once, each with a stable code, the field and a sentence."""

from attrs import frozen


@frozen
class Problem:
    """One reason why a command, a setting or an answer cannot be accepted.

    `code` never changes meaning between versions, `field` is a dotted path into the input
    ("score.points", "stages.0.format"; empty when no single field is at fault), `message` is for people.
    """

    code: str
    message: str
    field: str = ""


@frozen
class Refusal:
    """A command that does not happen, and all the reasons. Nothing was written."""

    problems: tuple[Problem, ...]
