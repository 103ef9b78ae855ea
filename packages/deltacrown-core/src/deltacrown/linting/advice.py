"""Advice: something in the settings that is allowed, and that will be regretted."""

from attrs import frozen


@frozen
class Advice:
    """One thing to think over before the start.

    `code` never changes meaning between versions ("lint.losing_helps"), `field` is a dotted path into the settings
    as in problems ("settings.stages.0.points"), `message` is for people and holds the example that shows it.
    """

    code: str
    message: str
    field: str = ""
