"""Every page speaks every language."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from deltacrown_host.web.language import ENGLISH, LANGUAGES, MADE

from tests.house.messages import WEB, in_code, in_template, untranslated

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
CODE = sorted(WEB.rglob("*.py"))
VALUE = re.compile(r"\{\w+\}")


def _catalogues(language: str) -> dict[Path, dict[str, Any]]:
    return {file: tomllib.loads(file.read_text()) for file in sorted((WEB / "languages" / language).glob("*.toml"))}


def _messages() -> set[str]:
    templates = {message for file in TEMPLATES for message in in_template(file)}
    return templates | {message for file in CODE for message in in_code(file)}


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_of_the_pages_is_translated(language: str) -> None:
    """A message without a translation would be English among other words."""
    known = {message for messages in _catalogues(language).values() for message in messages}
    assert sorted(_messages() - known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_is_not_said(language: str) -> None:
    """A translation that nobody asks for is one more text to keep; what others make cannot be known."""
    ours = {file: known for file, known in _catalogues(language).items() if file.stem not in MADE}
    messages = _messages()
    assert {file.name: sorted(known.keys() - messages) for file, known in ours.items()} == {
        file.name: [] for file in ours
    }


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_of_its_message(language: str) -> None:
    """No value is lost or made up, and no message is translated twice."""
    seen: set[str] = set()
    for file, known in _catalogues(language).items():
        for english, said in known.items():
            assert sorted(set(VALUE.findall(english))) == sorted(set(VALUE.findall(said))), (file.name, english)
            assert re.findall(r"</?\w+", english) == re.findall(r"</?\w+", said), (file.name, english)
            assert english not in seen, (file.name, english)
            seen.add(english)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_a_template_says_nothing_but_messages(file: Path) -> None:
    """Words between tags, or in an attribute that is read out, are said by `_`."""
    assert list(untranslated(file)) == []
