"""Every message of the pages, read from templates and code, and every text of a template that is no message."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "host" / "src" / "deltacrown_host" / "web"
IN_TEMPLATES = {"_": (0,), "_n": (1,)}
IN_CODE = {"say": (0,), "mark": (0,), "several": (1,)}
"""What says a message, with the place of the argument that is translated."""
SPOKEN = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')
OWN_NAMES = {"CSV", "DeltaCrown", "JSONL", "PNG", "SVG", "UTC"}

_environment = Environment(autoescape=True)


def in_template(file: Path) -> Iterator[str]:
    """The messages of a template. A message that is no literal cannot be found, so none is."""
    for call in _environment.parse(file.read_text()).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in IN_TEMPLATES:
            for place in IN_TEMPLATES[call.node.name]:
                argument = call.args[place]
                assert isinstance(argument, nodes.Const), f"{file.name}:{call.lineno}: a message is written out"
                yield argument.value


def in_code(file: Path) -> Iterator[str]:
    """The messages of a module. What is said by a name was marked where it is written."""
    for call in ast.walk(ast.parse(file.read_text())):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in IN_CODE:
            for place in IN_CODE[call.func.id]:
                argument = call.args[place]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def untranslated(file: Path) -> Iterator[str]:
    """Words that a template shows as they are: between tags, or in an attribute that is read out."""
    source = file.read_text()
    plain = "".join(text for _, kind, text in _environment.lex(source) if kind == "data")
    plain = re.sub(r"<(script|style|code)\b.*?</\1>", "", plain, flags=re.DOTALL)
    shown = re.sub(r'<[^>]*>|[\w-]+="[^"]*"', "\n", plain)
    found = [*SPOKEN.findall(plain), *shown.splitlines()]
    for text in found:
        words = set(re.findall(r"[A-Za-z]{2,}", text)) - OWN_NAMES
        if words:
            yield text.strip()
