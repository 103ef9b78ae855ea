"""Criteria that somebody outside decides, such as lots: found by whether they look for such a decision."""

from collections.abc import Iterator, Mapping, Sequence

from deltacrown.contracts.tie_breaker import TieBreaker
from deltacrown.linting.case import Case
from deltacrown.ranking import HEAD_TO_HEAD
from deltacrown.results import Results
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import StageSettings


class _Asked(Mapping[str, Sequence[EntrantId]]):
    """No decisions, and whether anyone asked for one."""

    def __init__(self) -> None:
        self.asked = False

    def __getitem__(self, name: str) -> Sequence[EntrantId]:
        self.asked = True
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        self.asked = True
        return iter(())

    def __len__(self) -> int:
        self.asked = True
        return 0


def foresees_a_decision(case: Case, settings: StageSettings) -> bool:
    """Whether the cascade itself says that a tie is decided outside."""
    installed = case.engine.registry.tie_breakers
    words = [word.removeprefix(HEAD_TO_HEAD) for word in case.cascade(settings)]
    return any(decides_outside(installed[word]) for word in words if word in installed)


def an_example(case: Case) -> str:
    """A criterion to add, as words for an advice."""
    installed = case.engine.registry.tie_breakers
    name = next((name for name, found in installed.items() if decides_outside(found)), "")
    return f"add {name!r} to the tie-breakers, or " if name else ""


def decides_outside(tie_breaker: TieBreaker) -> bool:
    """Whether the criterion looks for a decision."""
    decisions = _Asked()
    try:
        tie_breaker.measure(Results(("A", "B"), (), decisions=decisions))
    except Exception:  # noqa: BLE001 - a stranger's code; what it raises is told elsewhere
        return decisions.asked
    return decisions.asked
