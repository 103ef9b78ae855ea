"""Says that its pairings are kept, though all its rounds are planned at once: nothing is left to follow a correction."""

from typing import Any, ClassVar

from deltacrown import Format, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class KeepsWhatItPlansAtOnce(RoundRobin):
    name = "keeps_what_it_plans_at_once"
    law: ClassVar = "test_kept_pairings_are_rounds"
    keeps_pairings = True


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [KeepsWhatItPlansAtOnce()]
