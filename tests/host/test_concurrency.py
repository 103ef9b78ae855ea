"""Many clients at once, on one tournament and on one database."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from deltacrown import Engine, read_lines, verify

CLIENTS = 32


def test_no_event_is_lost_or_doubled_by_32_clients(running: Any) -> None:
    """All clients report all results at once: each result counts once, and the journal is gapless and verifies."""
    cup = running.cup([f"t{number}" for number in range(9)], [{"key": "group", "format": "round_robin"}])
    keys = [match["key"] for match in cup.matches()]

    def report(client: int) -> list[int]:
        mine = keys[client:] + keys[:client]
        return [cup.report(key, 1, 0, stage="group").status_code for key in mine]

    with ThreadPoolExecutor(CLIENTS) as clients:
        codes = [code for codes in clients.map(report, range(CLIENTS)) for code in codes]
    assert codes.count(200) == len(keys)
    assert set(codes) == {200, 409}
    lines = cup.journal.splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert verify(Engine(), read_lines(lines)).holds
    assert len(cup.matches("completed")) == len(keys)


def test_of_32_clients_with_one_version_one_wins(running: Any) -> None:
    """The optimistic lock lets one write through for each version."""
    cup = running.cup([f"t{number}" for number in range(32)])
    tag, keys = f'"{cup.version}"', [match["key"] for match in cup.matches()] * 2

    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(lambda key: cup.report(key, 1, 0, if_match=tag), keys))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 31


def test_of_32_deliveries_of_one_command_all_have_the_same_answer(running: Any) -> None:
    """However often and at once a command is delivered, it happens once, and everyone gets its receipt."""
    cup = running.cup()
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(lambda _: cup.report("R1-1", 1, 0, idempotency_key="once"), range(CLIENTS)))
    assert {answer.text for answer in answers} == {answers[0].text}
    assert len(cup.matches("completed")) == 1


def test_two_processes_on_one_database_see_each_other(serve: Any) -> None:
    """A host reads what another has written since, and decides on it: the sequence number tells."""
    with serve() as one, serve() as other:
        cup = one.cup()
        there = type(cup)(other, cup.id)
        assert there.report("R1-1", 1, 0).status_code == 200
        assert cup.report("R1-2", 1, 0).status_code == 200
        assert [match["key"] for match in there.matches()] == ["final"]
        assert cup.report("final", 1, 0).status_code == 200
        assert there.get().json()["phase"] == "completed"
        assert cup.journal == there.journal
