"""Options of formats as they are written on the command line, and how a command says what is wrong."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import rich_click as click

from deltacrown.errors import Malformed
from deltacrown.problems import Problem


def leave(sentences: Iterable[str]) -> NoReturn:
    """Say what is wrong on standard error, with exit code 1."""
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(1)


def sentence(problem: Problem) -> str:
    """The problem for people who have written an option and know no path of a field."""
    _, is_option, name = problem.field.partition(".options.")
    return f"option {name}: {problem.message}" if is_option else problem.message


def read(options: Iterable[str]) -> Mapping[str, Any]:
    """Options from NAME=VALUE: values are JSON, and what is not JSON is a text. Raises Malformed."""
    return dict(_option(option) for option in options)


def _option(option: str) -> tuple[str, Any]:
    name, is_there, value = option.partition("=")
    if not is_there or not name:
        raise Malformed([Problem("cli.option", f"write an option as NAME=VALUE, not {option!r}")])
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
