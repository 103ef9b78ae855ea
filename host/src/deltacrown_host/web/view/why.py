"""Why something is so, as the pages say it: the engine's reasons, with names in the place of ids."""

import re
from collections.abc import Mapping

from attrs import frozen
from deltacrown import Reason

from deltacrown_host.web.language import said
from deltacrown_host.web.view.words import Names, dom_id

_MATCH = re.compile(r"\b[Mm]atch ([^\s,:]+)")
_WORD = re.compile(r"[^\s,:]+")


@frozen
class ReasonView:
    """One step: the rule, what it was applied to, what came out, and what it rests on."""

    rule: str
    data: str
    outcome: str
    because: "tuple[ReasonView, ...]"


def reason_view(reason: Reason, names: Names, titles: Mapping[str, str]) -> ReasonView:
    """The reason with the names of entrants and the titles of matches."""

    def words(text: str) -> str:
        titled = _MATCH.sub(lambda found: titles.get(found[1], found[0]), text)
        return said(_WORD.sub(lambda found: names.get(found[0], found[0]), titled))

    because = tuple(reason_view(one, names, titles) for one in reason.because)
    return ReasonView(words(reason.rule), words(reason.data), words(reason.outcome), because)


def why_id(stage: str, table: str) -> str:
    """The place on an entrant's page that says why it is ranked there: in a table of the stage, or in all of it."""
    return dom_id("why", stage, table) if table else dom_id("why", stage)
