"""Loading: the broken are named and left out, and the rest run on."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from deltacrown import (
    Director,
    Format,
    NameTaken,
    PluginFault,
    Ranking,
    Registry,
    Stage,
    TieBreaker,
    hookimpl,
    hookspec,
    load,
)
from deltacrown.testing import Script, finish

GOOD = """
from deltacrown import TieBreaker, hookimpl

class Zero(TieBreaker):
    name = "zero"
    def measure(self, results):
        return dict.fromkeys(results.entrants, 0)

@hookimpl
def register_tie_breakers():
    return [Zero()]
"""
RAISES = """
from deltacrown import hookimpl

@hookimpl
def register_formats():
    raise LookupError("no such table")
"""
MISSPELT = """
from deltacrown import hookimpl

@hookimpl
def register_format():
    return []
"""


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import a_package_that_is_not_there", "cannot be imported: ModuleNotFoundError"),
        ("this is no Python", "cannot be imported: SyntaxError"),
        ("raise SystemExit(3)", "cannot be imported: SystemExit: 3"),
        (RAISES, "register_formats raised LookupError: no such table"),
        (GOOD.replace("[Zero()]", "None"), "register_tie_breakers raised TypeError"),
        (GOOD.replace("[Zero()]", "[Zero]"), "is not a TieBreaker instance"),
        (GOOD.replace('"zero"', '""'), "has no name"),
        (GOOD.replace('"zero"', '"h2h_zero"'), "the prefix 'h2h_' is taken by the core"),
        (GOOD.replace("tie_breakers()", "tie_breakers(registry)"), "registry"),
    ],
    ids=["import", "syntax", "exit", "raises", "none", "class", "nameless", "prefix", "signature"],
)
def test_a_broken_file_is_named_and_the_rest_run_on(tmp_path: Path, code: str, reason: str) -> None:
    """Whatever is wrong with one loose file, the others load, and `rejected` says which one and why."""
    (tmp_path / "broken.py").write_text(code, encoding="utf-8")
    (tmp_path / "good.py").write_text(GOOD.replace('"zero"', '"naught"'), encoding="utf-8")
    registry = load(folder=tmp_path)
    assert [rejected.plugin for rejected in registry.rejected] == ["broken"]
    assert reason in registry.rejected[0].reason
    assert "naught" in registry.tie_breakers
    assert registry.origins["TieBreaker", "naught"] == "good"
    assert "single_elimination" in registry.formats


def test_a_hook_that_nothing_asks_is_named(tmp_path: Path) -> None:
    """A slip in a hook's name, or a hook of an application that is not running, loses nothing else of the plugin."""
    (tmp_path / "misspelt.py").write_text(MISSPELT + GOOD, encoding="utf-8")
    registry = load(folder=tmp_path)
    assert [(one.plugin, one.reason) for one in registry.unheard if one.plugin == "misspelt"] == [
        ("misspelt", "implements register_format, which nothing here asks")
    ]
    assert "zero" in registry.tie_breakers
    assert "zero" in load(folder=tmp_path, installed=False, strict=True).tie_breakers


def test_strict_stops_at_the_broken_one(tmp_path: Path) -> None:
    """Where nothing may be missing, loading fails and names the plugin."""
    (tmp_path / "broken.py").write_text(RAISES, encoding="utf-8")
    with pytest.raises(PluginFault, match="plugin 'broken': register_formats raised LookupError") as caught:
        load(folder=tmp_path, strict=True)
    assert caught.value.plugin == "broken"


def test_files_that_are_no_python_are_not_looked_at(tmp_path: Path) -> None:
    """A folder may hold notes beside plugins, and may be empty."""
    (tmp_path / "notes.txt").write_text("raise", encoding="utf-8")
    assert not load(folder=tmp_path, installed=False).rejected


def test_a_name_taken_twice_stops_the_start(offering: type[Any], two_rounds: type[Format[Any]]) -> None:
    """Nobody can know which one is meant, so both are named."""
    one, other = (offering(name, register_formats=[two_rounds()]) for name in ("one", "other"))
    with pytest.raises(NameTaken) as caught:
        load([one, other], installed=False)
    for words in ("'one'", "'other'", "the Format 'two_rounds'", "set `prefer`"):
        assert words in str(caught.value)


@pytest.mark.parametrize("preferred", ["one", "other"])
def test_a_preference_decides_who_has_the_name(
    offering: type[Any], two_rounds: type[Format[Any]], preferred: str
) -> None:
    """`prefer` names the plugin whose thing is used, whichever was loaded first."""
    things = {name: two_rounds() for name in ("one", "other")}
    plugins = [offering(name, register_formats=[thing]) for name, thing in things.items()]
    registry = load(plugins, installed=False, prefer={"two_rounds": preferred})
    assert registry.formats["two_rounds"] is things[preferred]
    assert registry.origins["Format", "two_rounds"] == preferred


def test_the_same_name_in_two_kinds_is_no_clash(offering: type[Any], two_rounds: type[Format[Any]]) -> None:
    """A format and a tie-breaker may both be called by the same word."""

    class Word(TieBreaker):
        name = "two_rounds"

        def measure(self, results: Any) -> dict[str, int]:
            return dict.fromkeys(results.entrants, 0)

    registry = load([offering("one", register_formats=[two_rounds()], register_tie_breakers=[Word()])], installed=False)
    assert set(registry.formats) == set(registry.tie_breakers) == {"two_rounds"}


def test_one_bad_offer_does_not_take_the_good_ones_with_it(
    registry_of: Callable[..., Registry],
    two_rounds: type[Format[Any]],
    nonsense: SimpleNamespace,
    cup: Callable[..., Director],
) -> None:
    """A plugin that offers nonsense beside a format is named for the nonsense, and the format is played."""
    registry = registry_of(formats=[nonsense, two_rounds()])
    assert [rejected.plugin for rejected in registry.rejected] == ["stranger"]
    assert finish(cup(registry, "two_rounds"), Script(4)).phase == "completed"


def test_a_stranger_has_the_same_door_as_the_built_ins(
    registry_of: Callable[..., Registry], two_rounds: type[Format[Any]]
) -> None:
    """Built-in formats are offered by a plugin through the same hook, and nothing else knows them."""

    class Mine(two_rounds):  # type: ignore[misc, valid-type]
        name = "mine"

        def rank(self, stage: Stage) -> Ranking:
            return Ranking.of([stage.entrants])

    registry = registry_of(formats=[Mine()])
    assert registry.origins["Format", "mine"] == "stranger"
    assert registry.origins["Format", "round_robin"] == "brackets"


SPECS = ModuleType("cheers")


@hookspec
def register_cheers() -> Any:
    """Offer cheers."""


SPECS.register_cheers = register_cheers  # type: ignore[attr-defined]


class Bringing:
    """A plugin with a hook of its own, and with what is none."""

    @hookimpl
    def register_hookspecs(self) -> Any:
        return [SPECS, "nothing"]


class Cheering:
    """A plugin that implements it."""

    @hookimpl
    def register_cheers(self) -> Any:
        return ["hooray"]


def test_a_plugin_brings_hooks_that_others_implement() -> None:
    """What it asks is no slip in a name; modules that hold no hooks are named and left out."""
    registry = load([Cheering(), Bringing()], installed=False)
    assert [cheer for _, cheer in registry.offers("register_cheers")] == ["hooray"]
    assert not registry.unheard
    assert ["'nothing'" in one.reason for one in registry.rejected] == [True]
    assert [one.reason for one in load([Cheering()], installed=False).unheard]
