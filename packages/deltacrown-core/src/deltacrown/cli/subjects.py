"""What `deltacrown draw` can draw: what a format makes of a field, and a tournament as its journal tells it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from deltacrown import wire
from deltacrown.commands import CreateTournament, OpenRegistration, RegisterEntrant, StartTournament
from deltacrown.director import Director
from deltacrown.drawing.drawing import Drawing
from deltacrown.engine import Engine
from deltacrown.errors import Refused
from deltacrown.fork import Fork, play_on
from deltacrown.journal import read_lines
from deltacrown.match.state import Match, Outcome
from deltacrown.problems import Problem
from deltacrown.stage.slots import LoserOf, Slot, WinnerOf
from deltacrown.stage.state import Stage, StageSettings
from deltacrown.tournament.state import Tournament, TournamentSettings

_STAGE = "draw"


@frozen
class Subject:
    """Stages to draw under a title, which is empty where a single stage says it all, and the same as data."""

    title: str
    drawings: tuple[Drawing, ...]
    data: Mapping[str, Any]

    def __str__(self) -> str:
        if not self.title:
            return "\n\n".join(map(str, self.drawings))
        return "\n\n".join([self.title, *(f"{one.title}\n\n{one}" for one in self.drawings)])


def of_format(engine: Engine, name: str, entrants: int, options: Mapping[str, Any]) -> Subject:
    """The stage as it opens for entrants who are called by their seeds. Raises Refused with every reason."""
    director = Director(engine)
    title = f"{engine.registry.formats[name].title or name}, {entrants} entrants"
    stage = StageSettings(_STAGE, name, title, options)
    director.submit(CreateTournament(_STAGE, TournamentSettings("Draw", (stage,))))
    director.submit(OpenRegistration())
    for seed in range(1, entrants + 1):
        director.submit(RegisterEntrant(str(seed)))
    director.submit(StartTournament())
    opened = director.tournament.stages[0]
    # Before the first match a ranking says nothing, but where there is no match it says who takes part.
    ranking = None if opened.matches else engine.ranking(opened)
    drawing = Drawing(opened, engine.layout(opened), ranking)
    return Subject("", (drawing,), {"matches": [*_matches(drawing), *_seconds(engine, drawing, director.tournament)]})


def of_journal(engine: Engine, file: Path, stage: str | None) -> Subject:
    """The stages of a tournament, or one of them, as they stand at the end of its journal.

    Raises BrokenChain where the file is no journal, and Refused where there is nothing to draw.
    """
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        tournament = engine.apply(Tournament(), (entry.event for entry in read_lines(lines)))
    drawings = tuple(engine.draw(one) for one in _chosen(tournament, stage))
    data = {"tournament": tournament.id, "version": tournament.version, "stages": [_played(one) for one in drawings]}
    return Subject(tournament.settings.name, drawings, data)


def _chosen(tournament: Tournament, stage: str | None) -> Sequence[Stage]:
    chosen = [one for one in tournament.stages if stage in (None, one.key)]
    if not chosen:
        opened = ", ".join(one.key for one in tournament.stages) or "none"
        said = "no stage has opened" if stage is None else f"no stage {stage!r} has opened; there are: {opened}"
        raise Refused([Problem("stage.unknown", said, "stage")])
    return chosen


def _played(drawing: Drawing) -> Mapping[str, Any]:
    """A stage with the entrants and the outcomes of its matches."""
    stage = drawing.stage
    matches = [
        {
            **match,
            "entrants": stage.matches[match["key"]].entrants,
            "outcome": wire.unstructure(stage.matches[match["key"]].outcome),
        }
        for match in _matches(drawing)
    ]
    return {"key": stage.key, "name": stage.settings.name, "format": stage.settings.format, "matches": matches}


def _seconds(engine: Engine, drawing: Drawing, tournament: Tournament) -> Iterator[dict[str, Any]]:
    """Second matches of a bracket, which are added only where the first side loses: the last side wins everything."""
    if all(section.kind != "bracket" for section in drawing.layout.sections):
        return
    ended = play_on(Fork(engine, tournament), _upset).stage(_STAGE)
    for match in _matches(Drawing(ended, engine.layout(ended), None)):
        first = _first_of(ended.matches[match["key"]])
        if first and match["key"] not in drawing.stage.matches:
            yield {**match, "second_of": first}


def _first_of(match: Match) -> str:
    """The key of the match that this one plays again; empty where it does not."""
    for slot in match.slots[1:]:
        if isinstance(slot, WinnerOf) and match.slots == (LoserOf(slot.match), slot):
            return slot.match
    return ""


def _upset(match: Match) -> Outcome:
    return Outcome(tuple((entrant,) for entrant in reversed(match.seated)))


def _matches(drawing: Drawing) -> Iterator[dict[str, Any]]:
    """The matches as the format `custom_bracket` reads them."""
    columns = [column for section in drawing.layout.sections for column in section.columns]
    titles = {key: column.title for column in columns for key in column.matches}
    for match in drawing.stage.matches.values():
        yield {
            "key": match.key,
            "section": match.section,
            "round": match.round,
            "title": titles.get(match.key, ""),
            "slots": [wire.unstructure(slot, Slot) for slot in match.slots],
            "best_of": match.best_of,
        }
