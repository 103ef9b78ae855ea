"""A stage, ready to be drawn: what `draw` of an engine or a director answers."""

from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from types import MappingProxyType

from attrs import field, frozen

from deltacrown import text
from deltacrown.drawing.sheet import sheet
from deltacrown.drawing.stages import headed, whole
from deltacrown.drawing.words import name_of, titled
from deltacrown.ranking import Ranking
from deltacrown.stage.layout import Layout, Section
from deltacrown.stage.state import Stage


@frozen
class Drawing:
    """A stage with its layout, its ranking as it stands, and the names of its entrants where they differ from the ids.

    `print` shows it as text, cut to the terminal where there is one; `svg` is a picture, which notebooks show by
    themselves.
    """

    stage: Stage
    layout: Layout
    ranking: Ranking | None = None
    names: Mapping[str, str] = field(factory=lambda: MappingProxyType({}))

    @property
    def title(self) -> str:
        """What the stage is called."""
        return self.stage.settings.name or titled(self.stage.key.replace("_", " "))

    @property
    def description(self) -> str:
        """The stage in a sentence, for those who do not see the picture."""
        stage, first = self.stage, self.stage.ranking.at(1) if self.stage.ranking else ()
        decided = f"{len(stage.decided)} of {len(stage.matches)} matches decided"
        champion = f" First: {name_of(self.names, first[0])}." if len(first) == 1 else ""
        return f"{self.title}: {len(stage.entrants)} entrants, {decided}.{champion}"

    @property
    def shown(self) -> Layout:
        """The layout; before the first match, one part without rounds, which shows who stands where."""
        return self.layout if self.layout.sections else Layout((Section("", ()),))

    def text(self, width: int = 0) -> str:
        """The stage as text, no wider than so many columns where that is possible; 0 is as wide as it needs."""
        return text.draw(self.stage, self.shown, self.names, self.ranking, width)

    def svg(self, title: str = "") -> str:
        """The stage as a picture: one SVG file, light or dark as its reader prefers."""
        return picture([self], title)

    def __str__(self) -> str:
        return self.text(get_terminal_size((0, 0)).columns)

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.svg()


def picture(drawings: Sequence[Drawing], title: str = "") -> str:
    """The stages one below the other as one SVG file, under a title; a single stage brings its own."""
    blocks = []
    for one in drawings:
        block = whole(one.stage, one.shown, one.ranking, one.names)
        blocks.append(headed(one.title, block) if title else block)
    title = title or ", ".join(one.title for one in drawings)
    return sheet(title, " ".join(one.description for one in drawings), blocks)
