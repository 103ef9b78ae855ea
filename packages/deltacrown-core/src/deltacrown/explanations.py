"""Explanations: why something is so, as a tree of rule, data and outcome, in words that a player follows."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen


@frozen
class Reason:
    """One step: the rule that was applied, what it was applied to, and what came out; and what it rests on.

    `print` shows the whole tree, indented.
    """

    rule: str
    data: str
    outcome: str
    because: tuple["Reason", ...] = ()

    def __str__(self) -> str:
        return "\n".join(self._lines(""))

    def _lines(self, indent: str) -> Iterator[str]:
        data = f"{self.rule}: {self.data}" if self.data else self.rule
        yield f"{indent}{data} → {self.outcome}"
        for reason in self.because:
            yield from reason._lines(f"{indent}  ")  # noqa: SLF001 - the same class


def reason_faults(answer: Sequence[Any]) -> Iterator[str]:
    """What is wrong with reasons that a plugin gave."""
    for reason in answer:
        if not isinstance(reason, Reason):
            yield f"a reason is a Reason, not {reason!r}"
        elif not all(isinstance(word, str) for word in (reason.rule, reason.data, reason.outcome)):
            yield f"rule, data and outcome are texts, not {reason!r}"
        elif not isinstance(reason.because, tuple):
            yield f"what a reason rests on is a tuple of reasons, not {reason.because!r}"
        else:
            yield from reason_faults(reason.because)
