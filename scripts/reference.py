"""Write docs/reference/ from the code: hooks, events, commands and problems. A test holds the pages to it."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import attrs
from deltacrown.commands import Command
from deltacrown.events import Event
from deltacrown.plugins import hookspecs as core_hooks
from deltacrown_host import hookspecs as host_hooks

ROOT = Path(__file__).parent.parent
SOURCES = [*(ROOT / "packages").glob("*/src"), ROOT / "host" / "src"]
MADE = "<!-- Made from the code by `just reference`. -->"


def pages() -> dict[str, str]:
    """The text of every page, by its name."""
    return {
        "hooks.md": _hooks(),
        "events.md": _classes("Events", "What can happen. `seq`, `at` and `actor` are in the journal entry.", Event),
        "commands.md": _classes("Commands", "What can be asked of a tournament.", Command),
        "problems.md": _problems(),
    }


def _hooks() -> str:
    parts = [f"# Hooks\n\n{MADE}\n\n{inspect.getdoc(core_hooks)}"]
    for title, module in (("Hooks of the core", core_hooks), ("Hooks of the host", host_hooks)):
        parts.append(f"## {title}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("register_") and function.__module__ == module.__name__:
                result = str(function.__annotations__["return"]).replace("'", "")
                parts.append(f"### {name}\n\n`{name}() -> {result}`\n\n{inspect.getdoc(function)}")
    return "\n\n".join(parts) + "\n"


def _classes(title: str, introduction: str, union: Any) -> str:
    parts = [f"# {title}\n\n{MADE}\n\n{introduction}"]
    for kind in get_args(union):
        fields = [f"- `{field.name}`: `{_type_name(field.type)}`" for field in attrs.fields(kind)]
        parts.append("\n\n".join([f"## {kind.__name__}", inspect.getdoc(kind) or "", "\n".join(fields)]).rstrip())
    return "\n\n".join(parts) + "\n"


def _type_name(kind: Any) -> str:
    name = getattr(kind, "__name__", "") if isinstance(kind, type) and not get_args(kind) else str(kind)
    for prefix in ("typing.", "collections.abc.", "fractions."):
        name = name.replace(prefix, "")
    return ".".join(part for part in name.split(".") if not part.islower()) if name.startswith("deltacrown") else name


def _problems() -> str:
    sayings: dict[str, set[str]] = {}
    for code, message in _codes():
        sayings.setdefault(code, set()).add(message)
    rows = [f"| `{code}` | {'; '.join(sorted(sayings[code]))} |" for code in sorted(sayings)]
    introduction = "Every refusal carries problems: a stable `code`, the `field` at fault, and a sentence."
    return "\n\n".join(["# Problems", MADE, introduction, "\n".join(["| code | says |", "|---|---|", *rows])]) + "\n"


def _codes() -> Iterator[tuple[str, str]]:
    for path in sorted(path for source in SOURCES for path in source.rglob("*.py") if "testing" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Problem"
                and node.args
            ):
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield str(code.value), _sentence(node.args[1]) if len(node.args) > 1 else ""


def _sentence(node: ast.expr) -> str:
    """A message as it is written in the code, with … for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values]
        return "".join(parts)
    return "…"


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (ROOT / "docs" / "reference" / name).write_text(text)


if __name__ == "__main__":
    main()
