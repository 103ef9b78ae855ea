"""A language: its sentences, its digits and its dates."""

import datetime as dt
from collections.abc import Mapping

from attrs import frozen


@frozen
class Language:
    """What a certificate says in one language.

    titles       the heading, by kind
    presented    the line above the name
    statements   what the entrant did, by kind, with the number of entrants as {entrants}
    unnumbered   the same where that number is not said
    issued       when it was issued, with {date}
    scan         beside the QR code
    digits       0 to 9
    months       January to December
    """

    titles: Mapping[str, str]
    presented: str
    statements: Mapping[str, str]
    unnumbered: Mapping[str, str]
    issued: str
    scan: str
    digits: str
    months: tuple[str, ...]

    def number(self, number: int) -> str:
        """The number in the language's digits."""
        return str(number).translate(str.maketrans("0123456789", self.digits))

    def day(self, date: dt.date) -> str:
        """The date as people write it: day, month, year."""
        return f"{self.number(date.day)} {self.months[date.month - 1]} {self.number(date.year)}"

    def said(self, kind: str, entrants: int | None, date: dt.date) -> Mapping[str, str]:
        """Every text of a certificate of this kind; nothing where a custom kind says it itself."""
        statement = self.unnumbered if entrants is None else self.statements
        return {
            "title": self.titles.get(kind, ""),
            "presented": self.presented,
            "statement": statement.get(kind, "").replace("{entrants}", self.number(entrants or 0)),
            "issued": self.issued.replace("{date}", self.day(date)),
            "scan": self.scan,
        }
