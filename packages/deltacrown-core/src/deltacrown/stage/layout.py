"""How a stage is drawn: sections of rounds of matches. Data only; pages, terminals and pictures draw it."""

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from deltacrown.match.state import Match
from deltacrown.ranking import Number
from deltacrown.stage.slots import EntrantId


@frozen
class Column:
    """One round: its title and the keys of its matches, from top to bottom."""

    title: str
    matches: tuple[str, ...]


@frozen
class Section:
    """One part of the stage. `kind` says how it reads best: a "bracket" whose columns feed each other, or a "table"."""

    name: str
    columns: tuple[Column, ...]
    kind: str = "table"


@frozen
class Tally:
    """A column of the standings: what everyone in the stage has of something, such as kills.

    name    what programs call it: "kills"
    title   what people call it: "Kills"
    short   the head of a narrow column: "K"
    values  an exact number for every entrant
    """

    name: str
    title: str
    short: str
    values: Mapping[EntrantId, Number]


@frozen
class Layout:
    """The sections of a stage in reading order, and the columns that its standings have beside the usual ones."""

    sections: tuple[Section, ...]
    tallies: tuple[Tally, ...] = ()

    @classmethod
    def by_round(
        cls,
        matches: Iterable[Match],
        kind: str = "table",
        title: Callable[[Match], str] = lambda match: f"Round {match.round}",
    ) -> "Layout":
        """Matches grouped by section and round, in the order in which the format planned them."""
        sections: dict[str, dict[int, list[Match]]] = {}
        for match in matches:
            sections.setdefault(match.section, {}).setdefault(match.round, []).append(match)
        return cls(
            tuple(
                Section(
                    name,
                    tuple(
                        Column(title(column[0]), tuple(match.key for match in column))
                        for _, column in sorted(rounds.items())
                    ),
                    kind,
                )
                for name, rounds in sections.items()
            )
        )
