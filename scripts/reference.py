"""Write docs/reference/ from the code: hooks, events, commands, problems, settings and more. A test compares them."""

import ast
import inspect
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import attrs
from deltacrown import GamePreset, load, wire
from deltacrown.commands import Command
from deltacrown.events import Event
from deltacrown.plugins import hookspecs as core_hooks
from deltacrown_certs import hookspecs as certs_hooks
from deltacrown_economy import hookspecs as economy_hooks
from deltacrown_host import hookspecs as host_hooks
from deltacrown_host.access import roles
from deltacrown_host.access.commands import NEEDS
from deltacrown_host.settings import Settings

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
        "built-ins.md": _built_ins(),
        "permissions.md": _permissions(),
        "settings.md": _settings(),
    }


def _settings() -> str:
    introduction = (
        "Every setting is a variable of the environment, `DELTACROWN_` and its name in capitals, and a key of a TOML "
        "file: the one that `DELTACROWN_SETTINGS` names, or `deltacrown.toml` in the folder that the host works in. "
        "The environment wins."
    )
    defaults = {field.name: field.default for field in attrs.fields(Settings)}
    rows = ["| setting | unless given | says |", "|---|---|---|"]
    for names, said in _described(inspect.getdoc(Settings) or ""):
        values = ", ".join("none" if defaults[name] in {None, "", ()} else f"`{defaults[name]}`" for name in names)
        rows.append(f"| {', '.join(f'`{name}`' for name in names)} | {values} | {said} |")
    return "\n\n".join(["# Settings", MADE, introduction, "\n".join(rows)]) + "\n"


def _described(doc: str) -> Iterator[tuple[list[str], str]]:
    """The names in a docstring that describes fields in two columns, each with what is said of them."""
    _, _, body = doc.partition("\n\n")
    for paragraph in re.split(r"\n(?=\w)", body):
        found = re.fullmatch(r"(\w+(?:, \w+)*)\s+(.*)", paragraph, re.DOTALL)
        assert found, paragraph
        yield found[1].split(", "), " ".join(found[2].split())


def _permissions() -> str:
    introduction = (
        "Who may do what. Whoever organizes a tournament has every permission in it, and so has an administrator."
    )
    given = {permission: inspect.cleandoc(said) for permission, said in _members(roles.Permission)}
    rows = ["| permission | opens | commands |", "|---|---|---|"]
    for permission, said in given.items():
        commands = sorted(kind.__name__ for kind, need in NEEDS.items() if need.permission.value == permission)
        rows.append(f"| `{permission}` | {said} | {', '.join(f'`{name}`' for name in commands)} |")
    own = sorted(kind.__name__ for kind, need in NEEDS.items() if need.own or need.side)
    played = "With `play`, which every player has, an account gives these for the entrants that it acts for: "
    played += ", ".join(f"`{name}`" for name in ["RegisterEntrant", *own]) + "."
    ranks = "Roles on the host, each with what those before it have: " + ", ".join(f"`{role}`" for role in roles.Role)
    ranks += ". Organizers create tournaments."
    return "\n\n".join(["# Permissions", MADE, introduction, ranks, "\n".join(rows), played]) + "\n"


def _members(kind: type) -> Iterator[tuple[str, str]]:
    """The values of an enumeration, each with the docstring below it."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)
    for member, said in pairwise(body.body):
        if isinstance(member, ast.Assign) and isinstance(said, ast.Expr):
            yield ast.literal_eval(member.value), ast.literal_eval(said.value)


def _hooks() -> str:
    parts = [f"# Hooks\n\n{MADE}\n\n{inspect.getdoc(core_hooks)}"]
    modules = {"core": core_hooks, "certificates": certs_hooks, "economy": economy_hooks, "host": host_hooks}
    for title, module in ((f"Hooks of the {whose}", module) for whose, module in modules.items()):
        parts.append(f"## {title}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if hasattr(function, "deltacrown_spec"):
                result = str(function.__annotations__["return"]).replace("'", "")
                known = ", ".join(inspect.signature(function).parameters)
                parts.append(f"### {name}\n\n`{name}({known}) -> {result}`\n\n{inspect.getdoc(function)}")
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


BUILT_IN = ("brackets", "economy")
"""The plugins that come with DeltaCrown: others that happen to be installed are not on the page."""


def _built_ins() -> str:
    registry = load()
    introduction = "What settings may name once the packages of this repository are installed."

    def ours(things: Mapping[str, Any]) -> list[Any]:
        return [thing for _, thing in sorted(things.items()) if registry.origin(thing)[1] in BUILT_IN]

    parts = ["# Built-ins", MADE, introduction, "## Formats", "`format` of a stage, with `options` beside it."]
    parts += map(_thing, ours(registry.formats))
    parts += ["## Seedings", "`seeding` of a tournament.", _table(ours(registry.seedings))]
    parts += ["## Tie-breakers", "`tie_breakers` of a stage; with the prefix `h2h_` measured among the tied only."]
    parts += [_table(ours(registry.tie_breakers)), "## Payout rules", "`rule` of a prize, with `options` beside it."]
    parts += map(_thing, ours(registry.payout_rules))
    parts += ["## Games", "`game` of a tournament, and what it starts from.", *map(_game, ours(registry.games))]
    return "\n\n".join(parts) + "\n"


def _table(things: Sequence[Any]) -> str:
    """One line a thing. What is said of a class that several are made of says nothing about one of them."""
    made_of = Counter(type(thing) for thing in things)
    rows = ["| name | is | says |", "|---|---|---|"]
    for thing in things:
        said = (inspect.getdoc(type(thing)) or "").split("\n\n", 1)[0].replace("\n", " ")
        rows.append(f"| `{thing.name}` | {thing.title} | {said if made_of[type(thing)] == 1 else ''} |")
    return "\n".join(rows)


def _thing(thing: Any) -> str:
    """One thing under its name: what its author wrote, its cascade, its options with their defaults."""
    parts = [f"### {thing.name}", f"{thing.title}. {inspect.getdoc(type(thing)) or ''}"]
    if getattr(thing, "tie_breakers", ()):
        parts.append(f"Ties: {', '.join(f'`{word}`' for word in thing.tie_breakers)}.")
    if attrs.fields(thing.options):
        fields = attrs.fields(attrs.resolve_types(thing.options))
        parts += ["\n".join(map(_option, fields)), f"```text\n{inspect.getdoc(thing.options) or ''}\n```"]
    return "\n\n".join(parts)


def _game(game: GamePreset) -> str:
    """A game as it is written."""
    return f"### {game.name}\n\n{game.title}.\n\n```json\n{wire.dumps(wire.unstructure(game))}\n```"


def _option(field: "attrs.Attribute[Any]") -> str:
    default = "required" if field.default is attrs.NOTHING else f"`{_default(field.default)}` unless given"
    return f"- `{field.name}`: `{re.sub(r'deltacrown_[a-z_.]+[.]', '', _type_name(field.type))}`, {default}"


def _default(default: Any) -> str:
    value = default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]
    return wire.dumps(wire.unstructure(value))


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
