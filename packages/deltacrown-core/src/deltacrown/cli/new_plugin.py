"""`deltacrown new-plugin NAME --kind KIND`: a package to begin with, which works as it is written."""

import builtins
import json
import re
from collections.abc import Container, Mapping
from importlib import resources
from keyword import iskeyword
from pathlib import Path
from string import Template
from typing import Any

import rich_click as click
from attrs import frozen

import deltacrown
from deltacrown.cli.options import leave
from deltacrown.plugins.registry import load

_NAME = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")


@frozen
class _Kind:
    """A kind of plugin: its `title` with an article, how it is put to `use`, and what its package needs."""

    title: str
    use: str
    needs: str = "deltacrown-core"
    tested_with: tuple[str, ...] = ("deltacrown-core[testing]",)


_KINDS = {
    "command": _Kind("a command", "Asked for as `deltacrown $dashed`.", needs="deltacrown-core[cli]"),
    "format": _Kind("a format", 'A stage whose settings name it is played by it: `{"format": "$name"}`.'),
    "game": _Kind(
        "a game",
        'A tournament whose settings name it is played in it: `{"game": "$name"}`.',
        tested_with=("deltacrown-core[testing]", "deltacrown-brackets"),
    ),
    "notifier": _Kind("a notifier", "The host tells it every event that was committed, in order, at least once."),
    "payout_rule": _Kind("a payout rule", 'A prize whose settings name it is split by it: `{"rule": "$name"}`.'),
    "seeding": _Kind("a seeding", 'A tournament whose settings name it is seeded by it: `{"seeding": "$name"}`.'),
    "tie_breaker": _Kind(
        "a tie-breaker", 'A stage whose settings name it separates level entrants by it: `{"tie_breakers": ["$name"]}`.'
    ),
}


@click.command("new-plugin")
@click.argument("name")
@click.option("--kind", type=click.Choice(sorted(_KINDS)), required=True, help="What the plugin offers.")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Where the package's folder is made; here unless said.",
)
@click.pass_context
def new_plugin(context: click.Context, name: str, kind: str, folder: Path) -> None:
    """Write a package that brings a plugin of one KIND, with its tests: it works as it is, and is yours to change.

    NAME is what settings will call it, such as `friendly_cup`; the package is `deltacrown-friendly-cup`.
    """
    plain = name.removeprefix("deltacrown-").replace("-", "_")
    problem = _problem(name, plain, _taken(context, kind))
    if problem:
        leave([f"deltacrown new-plugin: {problem}"])
    values = _values(plain, _KINDS[kind])
    target = folder / values["package"]
    try:
        target.mkdir()
    except OSError as error:
        leave([f"deltacrown new-plugin: {target} cannot be made: {error.strerror}"])
    for path, text in _files(kind, values).items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    click.echo(f"{target} is {_KINDS[kind].title} that works. Install it, and hold it to its tests:")
    click.echo(f"    pip install -e '{target}[test]'\n    pytest {target}")


def _taken(context: click.Context, kind: str) -> Container[str]:
    """The names that things of the kind have already."""
    if kind == "command":
        group = context.find_root().command
        return [name.replace("-", "_") for name in getattr(group, "commands", ())]
    names: Mapping[str, Any] = getattr(load(), f"{kind}s")
    return names


def _problem(name: str, plain: str, taken: Container[str]) -> str:
    """Why nothing can be called that, or nothing."""
    if not _NAME.fullmatch(name):
        return f"a name is lower-case letters and digits with _ or - between, and begins with a letter, not {name!r}"
    if plain in taken:
        return f"{plain!r} is there already"
    if iskeyword(plain) or hasattr(builtins, plain) or hasattr(deltacrown, _class_name(plain)):
        return f"{plain!r} is a word of Python's or DeltaCrown's own: choose another"
    return ""


def _class_name(plain: str) -> str:
    return "".join(part.capitalize() for part in plain.split("_"))


def _values(plain: str, kind: _Kind) -> Mapping[str, str]:
    """What the templates speak of."""
    dashed = plain.replace("_", "-")
    return {
        "name": plain,
        "dashed": dashed,
        "title": plain.replace("_", " ").capitalize(),
        "class_name": _class_name(plain),
        "package": f"deltacrown-{dashed}",
        "module": f"deltacrown_{plain}",
        "kind_title": kind.title,
        "use": Template(kind.use).substitute(name=plain, dashed=dashed),
        "needs": kind.needs,
        "tested_with": json.dumps(kind.tested_with),
    }


def _files(kind: str, values: Mapping[str, str]) -> Mapping[str, str]:
    """The package, file by file."""
    folder = resources.files(deltacrown) / "cli" / "templates"

    def filled(template: str) -> str:
        return Template((folder / template).read_text(encoding="utf-8")).substitute(values)

    return {
        "pyproject.toml": filled("pyproject.toml.txt"),
        "README.md": filled("README.md.txt"),
        f"src/{values['module']}/__init__.py": filled(f"{kind}.py.txt"),
        f"src/{values['module']}/py.typed": "",
        f"tests/test_{values['name']}.py": filled(f"{kind}.test.txt"),
    }
