"""Explanations: why something is so, as a tree of rule, data and outcome, in words that a player follows."""

from collections.abc import Iterator

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
