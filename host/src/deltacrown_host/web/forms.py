"""Forms: what somebody has filled in, and what is wrong with it, beside each field."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from attrs import field, frozen
from deltacrown import Problem
from litestar.datastructures import UploadFile

from deltacrown_host.edge.admission import TAKES
from deltacrown_host.edge.sanity import PROSE
from deltacrown_host.web.asking import Asked
from deltacrown_host.web.language import said, say

FORM = {TAKES: "application/x-www-form-urlencoded"}
"""The `opt` of a route that takes a form without files."""


@frozen
class Filled:
    """A form as it was sent. Fields are named as the API names them, so that its problems find their places.

    lists   every text that came under a name, in order
    files   the files, by name; without those left empty
    """

    lists: Mapping[str, tuple[str, ...]] = field(factory=lambda: MappingProxyType({}))
    files: Mapping[str, UploadFile] = field(factory=lambda: MappingProxyType({}), repr=False)
    problems: tuple[Problem, ...] = ()

    def __getitem__(self, name: str) -> str:
        """What was filled in; nothing where the field was left empty."""
        return next(iter(self.lists.get(name, ())), "").strip()

    def raw(self, name: str) -> str:
        """What was filled in, to the letter."""
        return next(iter(self.lists.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Everything that was chosen under a name."""
        return self.lists.get(name, ())

    def of(self, name: str) -> tuple[str, ...]:
        """What is wrong with a field, in sentences."""
        return tuple(sentence(problem.message) for problem in self.problems if problem.field == name)

    def rest(self, shown: Iterable[str]) -> tuple[str, ...]:
        """What is wrong with nothing that is shown, in sentences."""
        beside = set(shown)
        return tuple(sentence(problem.message) for problem in self.problems if problem.field not in beside)

    def below(self, prefix: str) -> dict[str, str]:
        """What was filled in under names that begin like this, without the beginning; without what was left empty."""
        found = {name.removeprefix(prefix): self[name] for name in self.lists if name.startswith(prefix)}
        return {name: text for name, text in found.items() if text}


EMPTY = Filled()


def filled(values: Mapping[str, str]) -> Filled:
    """A form that comes with these values."""
    return Filled({name: (value,) for name, value in values.items()})


def sentence(message: str) -> str:
    """A problem's message as people read it, in the language of the page."""
    text = said(message)
    end = "" if text.endswith((".", "!", "?", "।")) else say(".")
    return f"{text[:1].upper()}{text[1:]}{end}"


async def read_form(request: Asked) -> Filled:
    """The form in a request."""
    sent: Any = await request.form()
    lists: dict[str, list[str]] = {}
    files = {}
    for name, value in sent.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name] = value
        else:
            # A browser ends lines with two characters, and the API takes them in few fields.
            end = "\n" if name in PROSE else " "
            lists.setdefault(name, []).append(end.join(str(value).splitlines()))
    return Filled({name: tuple(values) for name, values in lists.items()}, files)
