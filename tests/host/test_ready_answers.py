"""Answers that lie ready: never older than what was written last, by whomever, and for nobody who may not see them."""

from pathlib import Path
from typing import Any

from deltacrown_host.edge.answers import MOST_BYTES, Answer, Answers
from deltacrown_host.moderation.house import hide
from deltacrown_host.registrations.names import write_name
from deltacrown_host.settings import Settings
from deltacrown_host.store.database import Database

from tests.host.conftest import client

PAGES = ("", "matches", "matches/ko/final", "entrants", "stages", "stages/ko/standings", "stages/ko/picture.svg")


def test_what_is_read_is_what_was_written_last_by_any_host(serve: Any) -> None:
    """Two hosts on one database: after each write on either, every page of both is the same and of its version."""
    with serve() as one, serve() as other:
        cup = one.cup("abc")
        for number, match in enumerate(("R1-2", "final")):
            there = (one, other)[number % 2].http
            pages = {}
            for host in (one, other):
                for page in PAGES:
                    answer = host.http.get(f"{cup.path}/{page}".rstrip("/"))
                    assert answer.headers["etag"] == f'"{cup.version}"'
                    assert pages.setdefault(page, answer.text) == answer.text
                    again = host.http.get(
                        f"{cup.path}/{page}".rstrip("/"), headers={"If-None-Match": answer.headers["etag"]}
                    )
                    assert (again.status_code, again.content) == (304, b"")
            assert there.put(f"{cup.path}/matches/ko/{match}/result", json={"points": [number, 5]}).status_code == 200
        assert cup.get("matches/ko/final").json()["outcome"]["score"]["points"] == [1, 5]


def test_what_no_version_tells_of_is_seen_at_once(serve: Any) -> None:
    """A name that is written without an event of the tournament, by this process or by another one."""
    with serve() as running:
        cup = running.cup("ab")
        assert running.host
        elsewhere = Database(running.host.settings.database_url)
        for database, name in ((running.host.database, "Ada"), (elsewhere, "Bea"), (running.host.database, "Cleo")):
            assert cup.get("matches/ko/final").json()["names"][0] != name
            with database.begin() as connection:
                write_name(connection, cup.id, "a", name, name)
            assert cup.get("matches/ko/final").json()["names"][0] == name
        elsewhere.close()


def test_who_asks_is_found_out_each_time(serve: Any) -> None:
    """An answer that was given to whoever may see a hidden tournament is for nobody else."""
    with serve(poll_s=0.05) as running, client(running.url) as stranger:
        cup = running.cup("ab")
        assert stranger.get(cup.path).status_code == 200
        assert running.host
        with running.host.database.begin() as connection:
            hide(connection, f"tournament/{cup.id}", "somebody", "rude", running.host.clock())
        while stranger.get(cup.path).status_code == 200:
            assert cup.get().status_code == 200
        assert cup.get().status_code == 200
        assert stranger.get(cup.path).status_code == 404
        assert stranger.get(f"{cup.path}/matches").status_code == 404


def test_nothing_is_kept_that_was_found_while_something_was_written(tmp_path: Path) -> None:
    """What was asked for before a commit is not answered after it; and no more is kept than there is room for."""
    state: list[object] = [1]
    answers, page = Answers(lambda: state[0]), ("/page", b"")
    assert answers.find(page) == (None, 1)
    state[0] = 2
    answers.keep(page, Answer(1, b"old"), 1)
    assert answers.find(page) == (None, 2)
    answers.keep(page, Answer(2, b"new"), 2)
    assert answers.find(page) == (Answer(2, b"new"), 2)
    large = bytes(MOST_BYTES // 2 + 1)
    for asked in ([(str(number), b"") for number in range(3)], [("", b"%d" % number + large) for number in range(3)]):
        for one in asked:
            answers.keep(one, Answer(2, large if one[0] else b"little"), 2)
        assert [one for one in asked if answers.find(one)[0]] == asked[2:]
    # Where only asking would tell, nothing is kept at all.
    answers = Answers(lambda: None)
    answers.keep(page, Answer(1, b"old"), None)
    assert answers.find(page) == (None, None)
    database = Database(Settings(database_url=f"sqlite:///{tmp_path}/host.db").database_url)
    before = database.state()
    assert before == database.state()
    with database.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE something (one INTEGER)")
    assert database.state() != before
    database.close()
