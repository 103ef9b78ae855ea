"""`deltacrown` as somebody types it, within this process: a process of its own would be mostly imports."""

from collections.abc import Mapping

from click.testing import CliRunner
from click.testing import Result as Answer
from deltacrown.cli.program import program

__all__ = ["Answer", "deltacrown"]


def deltacrown(*words: object, env: Mapping[str, str] | None = None) -> Answer:
    """What the command says and its exit code. What is a mistake of ours is raised, as everywhere in tests."""
    done = CliRunner(env=env).invoke(program(), [str(word) for word in words], prog_name="deltacrown")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done
