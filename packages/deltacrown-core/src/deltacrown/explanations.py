"""Explanations: why something is so, step by step, in words that a player follows and with the numbers that count."""

from attrs import frozen


@frozen
class Reason:
    """One step of an explanation: the rule that was applied, what it was applied to, and what came out."""

    rule: str
    data: str
    outcome: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.data} → {self.outcome}"
