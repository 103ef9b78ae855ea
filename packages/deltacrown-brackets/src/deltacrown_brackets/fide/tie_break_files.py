"""Files of Swiss tournaments and round robins, in JSON and as reports to FIDE, for `deltacrown rank`."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from deltacrown import Malformed, Problem, RankedResults, ResultsReader

from deltacrown_brackets.fide.exact import exact
from deltacrown_brackets.fide.history import SwissHistory
from deltacrown_brackets.fide.swiss_file import SwissFileError, swiss_history
from deltacrown_brackets.fide.tie_break_code import Edition, UnknownTieBreak
from deltacrown_brackets.fide.tie_breaks import known, rank_by
from deltacrown_brackets.fide.trf import TrfError, read_trf

SWISS, ROUND_ROBIN = "swiss", "round_robin"
POINTS = "PTS"


class SwissFile(ResultsReader):
    """A JSON document of kind "swiss" or "round_robin", ranked by the tie-breaks of FIDE C.07."""

    name = "swiss"

    def reads(self, text: bytes) -> bool:
        """Whether it is a JSON object of one of the two kinds."""
        document = _loaded(text)
        return isinstance(document, Mapping) and document.get("kind") in (SWISS, ROUND_ROBIN)

    def rank(self, text: bytes, tie_breaks: Sequence[str] = (), edition: str = "") -> RankedResults:
        """The ranking: points first unless the tie-breaks say where they come."""
        document = _loaded(text)
        try:
            history = swiss_history(document)
        except SwissFileError as error:
            where, _, message = str(error).partition(": ")
            raise Malformed([Problem("field.invalid", message, where)]) from error
        codes = tie_breaks or _own_cascade(document.get("official_cascade"))
        return ranked(history, codes, edition, cyclic=document["kind"] == ROUND_ROBIN)


class TrfFile(ResultsReader):
    """FIDE's tournament report files (TRF16, TRF26), ranked by the tie-breaks of FIDE C.07."""

    name = "trf"

    def reads(self, text: bytes) -> bool:
        """Whether some line is that of a player."""
        return any(line.startswith(b"001 ") for line in text.replace(b"\r", b"\n").split(b"\n"))

    def rank(self, text: bytes, tie_breaks: Sequence[str] = (), edition: str = "") -> RankedResults:
        """The ranking by pairing number: points first unless the tie-breaks say where they come."""
        report = text.decode(errors="replace")
        try:
            history = read_trf(report, next_round=False)
        except TrfError as error:
            raise Malformed([Problem("field.invalid", str(error))]) from error
        return ranked(history, tie_breaks, edition, cyclic=bool(_ROUND_ROBIN.search(report)))


_ROUND_ROBIN = re.compile(r"^092\b.*(round.?robin|berger)", re.IGNORECASE | re.MULTILINE)
"""What the type of the tournament (line 092) says of one whose pairings were fixed beforehand."""


def ranked(history: SwissHistory, codes: Sequence[str], edition: str = "", *, cyclic: bool = False) -> RankedResults:
    """A history ranked by the codes. Raises Malformed for codes or an edition that there are not."""
    problems = [problem for text in codes if (problem := _unknown(text))]
    if edition not in {"", *(str(int(one)) for one in Edition)}:
        problems.append(Problem("edition.unknown", f"{edition!r} is not an edition: 2024 or 2026", "edition"))
    if problems:
        raise Malformed(problems)
    if POINTS not in {known(text).name for text in codes}:
        codes = [POINTS, *codes]
    rules = Edition(int(edition)) if edition else Edition.OF_2026
    ranking = rank_by(history, codes, rules, cyclic=cyclic)
    return RankedResults(
        history.name,
        tuple(tuple(map(str, group)) for group in ranking.groups),
        {code: {str(player): value for player, value in values.items()} for code, values in ranking.values.items()},
        {str(player.number): player.name for player in history.players if player.name},
    )


def _loaded(text: bytes) -> Any:
    """The document with exact numbers, or None where the text is no JSON."""
    try:
        return json.loads(text, parse_float=exact)
    except (ValueError, RecursionError):
        return None


def _unknown(text: str) -> Problem | None:
    try:
        known(text)
    except UnknownTieBreak as error:
        return Problem("tie_breaker.unknown", str(error), "tie_breaks")
    return None


def _own_cascade(words: Any) -> Sequence[str]:
    """The criteria that the file says its event used, as far as all of them are known; else points alone."""
    named = isinstance(words, list) and all(isinstance(word, str) for word in words)
    return words if named and not any(map(_unknown, words)) else ()
