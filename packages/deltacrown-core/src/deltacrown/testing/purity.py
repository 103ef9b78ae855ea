"""Purity: whether a format answers the same questions the same when it is asked again."""

import random

from deltacrown.contracts.format import Format
from deltacrown.testing.plays import Play
from deltacrown.testing.watched import ask
from deltacrown.verification import verify


def change_of_mind(format_: Format, play: Play) -> str:
    """What to say about the first answer that differs, or nothing.

    Every question of the play is asked once more, in the same order but with the global generator in another state;
    then the journal is verified, which decides every command again.
    """
    before = random.getstate()
    try:
        for number, answer in enumerate(play.answers):
            random.seed(number + 1)
            again = ask(format_, answer.question, answer.stage, answer.entrants)
            if (again.value, type(again.error)) != (answer.value, type(answer.error)):
                return f"changes its mind: {answer.question}() answers {answer.value!r}, and then {again.value!r}"
        verdict = verify(play.director.engine, play.director.journal.read())
        return f"changes its mind when the journal is verified: {verdict.findings[0]}" if verdict.findings else ""
    finally:
        random.setstate(before)
