"""A whole stage as a part of a picture."""

from collections.abc import Mapping

from deltacrown.drawing.brackets import Scene, bracket
from deltacrown.drawing.joints import columns_of, joints, spoken_of
from deltacrown.drawing.marks import Block, flowing, stacked, words
from deltacrown.drawing.rounds import table
from deltacrown.drawing.standings import tables
from deltacrown.drawing.words import name_of, titled
from deltacrown.ranking import Ranking
from deltacrown.stage.layout import Layout, Section
from deltacrown.stage.slots import LoserOf
from deltacrown.stage.state import Stage

_GAP = 44
_BELOW = 14


def whole(stage: Stage, layout: Layout, ranking: Ranking | None, names: Mapping[str, str]) -> Block:
    """The sections as they are read, small ones beside each other."""
    joined = [joints(stage, columns_of(one)) if one.kind == "bracket" else {} for one in layout.sections]
    scene = Scene(stage, names, _seeds(stage, names), spoken_of(stage, joined), _deciding(stage))
    standings = tables(stage, layout, ranking, names) if ranking else {}
    alone = sum(section.kind != "bracket" for section in layout.sections) == 1
    blocks = []
    for place, beside in _gathered(stage, layout).items():
        section = layout.sections[place]
        if section.kind == "bracket":
            block = bracket(scene, section, joined[place], beside)
        else:
            block = table(scene, section, standings.get(place), alone=alone)
        several = len(section.columns) > 1 or section.kind != "bracket"
        blocks.append(headed(titled(section.name), block) if section.name and several else block)
    alike = all(section.kind != "bracket" for section in layout.sections)
    return flowing(blocks, _GAP, alike=alike) if blocks else Block(0, 0, "")


def _gathered(stage: Stage, layout: Layout) -> dict[int, list[Section]]:
    """The sections that stand by themselves, with those that are one match of their losers."""
    found: dict[int, list[Section]] = {}
    main: set[str] = set()
    for place, section in enumerate(layout.sections):
        keys = [key for column in section.columns for key in column.matches]
        slots = [slot for key in keys for slot in stage.matches[key].slots]
        small = section.kind == "bracket" and len(keys) == 1
        if found and small and all(isinstance(slot, LoserOf) and slot.match in main for slot in slots):
            found[max(found)].append(section)
        else:
            found[place], main = [], set(keys) if section.kind == "bracket" else set()
    return found


def headed(name: str, block: Block) -> Block:
    """The block under a heading."""
    return stacked([Block(0, 20, words(0, 16, name, "part")), block], _BELOW)


def _seeds(stage: Stage, names: Mapping[str, str]) -> dict[str, str]:
    """The seeds to show: none where seats of a stage come from tables, as "1st of Group A" is no strength."""
    if any(source.table for source in stage.settings.sources):
        return {}
    return {entrant: str(seed) for entrant, seed in stage.seeds.items() if name_of(names, entrant) != str(seed)}


def _deciding(stage: Stage) -> str:
    """The match that settled who is first, once that is settled: the last one that the champion won."""
    first = stage.ranking.at(1) if stage.ranking else ()
    if len(first) != 1:
        return ""
    won = [match.key for match in stage.decided if match.outcome and match.outcome.winner == first[0]]
    return won[-1] if won else ""
