"""`deltacrown draw`: the bracket that a format makes, or a tournament from its journal, as text, picture or data."""

import json
from collections.abc import Iterable
from pathlib import Path

import rich_click as click

from deltacrown.cli.options import leave, read, sentence
from deltacrown.cli.subjects import Subject, of_format, of_journal
from deltacrown.drawing.drawing import picture
from deltacrown.engine import Engine
from deltacrown.errors import JournalError, Malformed, PluginError, Refused

_OUT = "-"


@click.command()
@click.argument("what", metavar="FORMAT_OR_JOURNAL")
@click.option("--entrants", type=int, metavar="N", help="How many take part; for a format.")
@click.option("--option", "options", multiple=True, metavar="K=V", help="An option of the format; may be repeated.")
@click.option("--stage", metavar="KEY", help="Only this stage of the journal.")
@click.option("--json", "as_json", is_flag=True, help="The matches as JSON, for other programs.")
@click.option("--svg", is_flag=False, flag_value=_OUT, metavar="FILE", help="A picture, to a file or standard output.")
def draw(  # noqa: PLR0913 - the options of a command
    *, what: str, entrants: int | None, options: tuple[str, ...], stage: str | None, as_json: bool, svg: str | None
) -> None:
    """Draw what a format plays with N entrants, or the stages of a tournament from its journal as they stand.

    The bracket of a format is drawn, or its first round where the rounds depend on results; entrants are shown by their
    seeds. Values of options are JSON; what is not JSON is a text.
    """
    engine = Engine()
    try:
        if Path(what).is_file():
            subject = of_journal(engine, Path(what), stage)
        else:
            subject = _format(engine, what, entrants, options)
    except (Refused, Malformed) as refused:
        leave(sentence(problem) for problem in refused.problems)
    except (PluginError, JournalError) as fault:
        leave([str(fault)])
    if svg is None or as_json:
        click.echo(json.dumps(subject.data, ensure_ascii=False) if as_json else subject)
    elif svg == _OUT:
        click.echo(picture(subject.drawings, subject.title), nl=False)
    else:
        Path(svg).write_text(picture(subject.drawings, subject.title), encoding="utf-8")


def _format(engine: Engine, name: str, entrants: int | None, options: Iterable[str]) -> Subject:
    if name not in engine.registry.formats:
        installed = ", ".join(sorted(engine.registry.formats))
        leave([f"there is no file {name!r}, and no such format is installed; there are: {installed}"])
    if entrants is None:
        leave(["say how many take part: --entrants N"])
    return of_format(engine, name, entrants, read(options))
