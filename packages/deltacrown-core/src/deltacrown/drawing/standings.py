"""The standings of a stage as a table of texts, with the criterion that decided each place."""

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from deltacrown.drawing.words import criterion, name_of, number, signed
from deltacrown.match.state import Match
from deltacrown.ranking import HEAD_TO_HEAD, Ranking
from deltacrown.results import Record, Results
from deltacrown.stage.layout import Layout, Tally
from deltacrown.stage.state import Stage

_DUEL = 2
_POINTS = "points"
_MINUS = "\N{MINUS SIGN}"


@frozen
class Line:
    """One entrant: the rank ("2=" where it is shared), the numbers, and what put it below the one above."""

    rank: str
    name: str
    numbers: tuple[str, ...]
    reason: str
    out: bool = False


@frozen
class Standings:
    """The lines, best first, and what their numbers are. A reason that can be read off the numbers is left out."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def tables(stage: Stage, layout: Layout, ranking: Ranking, names: Mapping[str, str]) -> dict[int, Standings]:
    """The standings by the number of the section: its own, or those of the whole stage with the first of the others."""
    found: dict[int, Standings] = {}
    whole_shown = False
    for number_, section in enumerate(layout.sections):
        if section.kind == "bracket":
            continue
        own = ranking.tables.get(section.name)
        if own is not None:
            matches = [stage.matches[key] for column in section.columns for key in column.matches]
            found[number_] = standings(stage, own, matches, names, layout.tallies)
        elif not whole_shown:
            found[number_] = standings(stage, ranking, stage.decided, names, layout.tallies)
            whole_shown = True
    return found


def standings(
    stage: Stage, ranking: Ranking, matches: Sequence[Match], names: Mapping[str, str], tallies: Sequence[Tally] = ()
) -> Standings:
    """The table of a ranking, and the matches behind it."""
    entrants = tuple(line.entrant for line in ranking.standings)
    records = Results(entrants, tuple(matches), stage.settings.points).records()
    obvious = {"", ranking.steps[0].criterion if ranking.steps else ""}
    ranks = Counter(line.rank for line in ranking.standings)
    duels = all(len(match.slots) == _DUEL for match in stage.matches.values())
    points = duels and any(step.criterion.removeprefix(HEAD_TO_HEAD) == _POINTS for step in ranking.steps)
    heads = ("P", *(("W", "D", "L", f"+/{_MINUS}") if duels else ()), *(("Pts",) if points else ()))
    return Standings(
        (*heads, *(tally.short for tally in tallies)),
        tuple(
            Line(
                f"{line.rank}{'=' if ranks[line.rank] > 1 else ''}",
                name_of(names, line.entrant),
                (
                    *_numbers(records[line.entrant])[: len(heads)],
                    *(number(tally.values[line.entrant]) for tally in tallies),
                ),
                "" if line.reason in obvious else criterion(line.reason),
                line.entrant in stage.withdrawn,
            )
            for line in ranking.standings
        ),
    )


def _numbers(record: Record) -> tuple[str, ...]:
    counts = map(str, (record.played, record.won, record.drawn, record.lost))
    return (*counts, signed(record.difference), number(record.points))
