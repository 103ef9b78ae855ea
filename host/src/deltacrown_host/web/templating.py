"""The templates. Rendering is a function from values to text, so it can be done on any thread."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deltacrown_host.web.language import LANGUAGES, current, numeral, said, say_marked_up, several_marked_up
from deltacrown_host.web.view.times import moment, when

HERE = Path(__file__).parent
STATIC = HERE / "static"
FONTS = Path(str(files("fontpkg_hind_siliguri"))) / "files"
"""Letters that not every machine has."""


def _look_of(folder: Path) -> str:
    """A short digest of the static files: a new look has new addresses, whatever a browser remembers."""
    digest = sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


_environment.filters |= {"moment": moment, "when": when, "said": said, "numeral": numeral}
_environment.globals |= {
    "look": _look_of(STATIC),
    "language": current,
    "languages": LANGUAGES,
    "_": say_marked_up,
    "_n": several_marked_up,
}


def render(template: str, **values: Any) -> str:
    """The template filled with the values; without `me`, for nobody in particular."""
    return _environment.get_template(template).render(**{"me": None, "ways": (), **values})
