"""What is shown of a stage: what it is, and who stands where, with the reasons."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen
from deltacrown import Number, Ranking, Results, Stage, Step, Tally, Tournament, wire

Exact = int | str
"""A whole number, or a fraction such as "1/2"; "inf" for a ratio whose divisor is nothing."""


@frozen
class StageView:
    """A stage that has opened. `parked` says why no new pairings can be made, and is empty otherwise."""

    key: str
    name: str
    format: str
    revision: int
    settings: dict[str, Any]
    entrants: tuple[str, ...]
    withdrawn: tuple[str, ...]
    matches: int
    undecided: int
    over: bool
    parked: str


@frozen
class StageList:
    """The stages that have opened, in the order of play."""

    version: int
    stages: tuple[StageView, ...]


@frozen
class RecordView:
    """What an entrant's decided matches add up to. Points are what the stage's settings say a result is worth."""

    played: int
    won: int
    drawn: int
    lost: int
    scored: int
    conceded: int
    points: Exact


@frozen
class StandingLine:
    """One line.

    The rank is shared by those who are level; the reason is what places this entrant below the one above. The tallies
    are what the format counts besides, by name, such as kills.
    """

    rank: int
    entrant: str
    name: str
    reason: str
    record: RecordView
    tallies: dict[str, Exact]


@frozen
class StepView:
    """One criterion applied to one group of tied entrants: its numbers, and the groups they make, best first."""

    criterion: str
    values: dict[str, Exact]
    groups: tuple[tuple[str, ...], ...]


@frozen
class TableView:
    """One part of a stage, such as a group."""

    name: str
    standings: tuple[StandingLine, ...]
    steps: tuple[StepView, ...]


@frozen
class StandingsView:
    """The ranking of a stage: over all of it, and of each part. Final once the stage is over."""

    stage: str
    version: int
    final: bool
    standings: tuple[StandingLine, ...]
    steps: tuple[StepView, ...]
    tables: tuple[TableView, ...]


def stage_view(stage: Stage[Any]) -> StageView:
    """The stage as it stands."""
    return StageView(
        key=stage.key,
        name=stage.settings.name or stage.key,
        format=stage.settings.format,
        revision=stage.revision,
        settings=wire.unstructure(stage.settings),
        entrants=stage.entrants,
        withdrawn=tuple(sorted(stage.withdrawn)),
        matches=len(stage.matches),
        undecided=stage.undecided,
        over=stage.over,
        parked=stage.parked,
    )


def standings_view(
    tournament: Tournament, stage: Stage[Any], ranking: Ranking, names: Mapping[str, str], tallies: Sequence[Tally]
) -> StandingsView:
    """The ranking with names, records, tallies and reasons."""
    records = _records(stage)

    def lines(part: Ranking) -> tuple[StandingLine, ...]:
        return tuple(
            StandingLine(
                line.rank,
                line.entrant,
                names.get(line.entrant, line.entrant),
                line.reason,
                records[line.entrant],
                {tally.name: exact(tally.values[line.entrant]) for tally in tallies},
            )
            for line in part.standings
        )

    tables = (TableView(name, lines(table), _steps(table.steps)) for name, table in ranking.tables.items())
    return StandingsView(
        stage.key, tournament.version, stage.over, lines(ranking), _steps(ranking.steps), tuple(tables)
    )


def _steps(steps: Sequence[Step]) -> tuple[StepView, ...]:
    return tuple(
        StepView(step.criterion, {entrant: exact(value) for entrant, value in step.values.items()}, step.groups)
        for step in steps
    )


def exact(value: Number) -> Exact:
    """The number as JSON holds it without loss."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    return "inf" if isinstance(value, float) else value


def _records(stage: Stage[Any]) -> dict[str, RecordView]:
    played, scored, conceded = Counter[str](), Counter[str](), Counter[str]()
    verdicts = Counter[tuple[str, str]]()
    worth = stage.settings.points
    for side in Results(stage.entrants, tuple(stage.decided), worth).sides():
        played[side.entrant] += 1
        verdicts[side.entrant, side.verdict] += 1
        scored[side.entrant] += side.own or 0
        conceded[side.entrant] += side.against or 0

    def record(entrant: str) -> RecordView:
        won, drawn, lost = (verdicts[entrant, verdict] for verdict in ("win", "draw", "loss"))
        points = won * worth.win + drawn * worth.draw + lost * worth.loss
        return RecordView(played[entrant], won, drawn, lost, scored[entrant], conceded[entrant], exact(points))

    return {entrant: record(entrant) for entrant in stage.entrants}
