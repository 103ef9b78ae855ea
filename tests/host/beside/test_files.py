"""Where files lie: in a folder, or in a bucket of a server that speaks as Amazon S3 does."""

from datetime import UTC, datetime, timedelta
from gc import collect
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from deltacrown_host.cli.files import files as files_command
from deltacrown_host.files.kinds import LARGEST
from deltacrown_host.files.store import NotReached, Store, store_at
from deltacrown_host.files.sweeping import AT_ONCE, sweep

from tests.host.beside.conftest import PNG
from tests.host.conftest import Running, Serve

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
FILE = {"file": ("me@example.org.html", PNG, "text/html")}


@pytest.fixture(params=["folder", "bucket"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a store of either kind."""
    return str(tmp_path / "files") if request.param == "folder" else str(request.getfixturevalue("bucket"))


@pytest.fixture
def store(address: str) -> Store:
    return store_at(address)


def fee(host: Running) -> str:
    """The path of the payment of somebody who registered."""
    cup = host.cup(())
    assert cup.register("a").status_code == 201
    return f"{cup.path}/entrants/a/payment"


def show(host: Running, path: str) -> str:
    """Show a receipt; answers where it is."""
    sent = host.http.post(f"{path}/proof", files=FILE)
    assert sent.status_code == 201, sent.text
    return f"{path}/proofs/{sent.json()['steps'][-1]['proof']}"


def names(store: Store) -> list[str]:
    return [one.name for one in store.listing("", AT_ONCE)]


def said(*arguments: str) -> Result:
    return CliRunner().invoke(files_command, ["migrate", *arguments])


def test_a_store_keeps_lists_and_forgets(store: Store) -> None:
    """The same of either kind: whole files by name, in order, a page at a time; what is gone is gone without a word."""
    assert (store.listing("", 10), store.find("x")) == ((), None)
    large = PNG * (LARGEST // len(PNG))
    for name, content in (("b", PNG), ("a", large), ("c", PNG)):
        store.put(name, BytesIO(content), "image/png")
    assert b"".join(store.read("a")) == large
    assert [one.name for one in store.listing("", 2)] == ["a", "b"]
    assert [one.name for one in store.listing("b", 2)] == ["c"]
    found = store.find("b")
    assert found
    assert found.size == len(PNG)
    assert datetime.now(UTC) - found.since < timedelta(minutes=1)
    for _ in range(2):
        store.remove("a")
    with pytest.raises(NotReached):
        store.read("a")
    assert names(store) == ["b", "c"]


def test_a_file_that_nobody_goes_on_reading_is_closed(store: Store) -> None:
    """Whoever hangs up before the first piece, or after it, leaves nothing open; the file can be read again."""
    store.put("a", BytesIO(PNG), "image/png")
    store.read("a")
    next(store.read("a"))
    # What was left open would be warned of here, and warnings fail.
    collect()
    assert b"".join(store.read("a")) == PNG


def test_a_file_in_a_bucket_is_got_by_a_link_that_ends(serve: Serve, bucket: str) -> None:
    """The link is signed for ten minutes, gives the very bytes as an attachment, and nothing of it names anybody."""
    with serve(files=bucket) as host:
        where = show(host, fee(host))
        led = host.http.get(where)
        assert (led.status_code, led.headers["cache-control"]) == (307, "private, no-store")
        link = httpx.URL(led.headers["location"])
        assert link.params["X-Amz-Expires"] == "600"
        assert link.path.startswith(f"/{bucket.removeprefix('s3://')}/")
        assert "example" not in str(link)
        got = httpx.get(link)
        assert (got.status_code, got.content, got.headers["content-type"]) == (200, PNG, "image/png")
        assert got.headers["content-disposition"].startswith("attachment")
        assert httpx.get(f"{host.url}{where}").status_code == 401


def test_the_host_hands_out_files_itself_where_it_is_told_so(serve: Serve, address: str) -> None:
    """From a folder, and from a bucket without links: as an attachment that has no power in a browser."""
    with serve(files=address, files_link_s=0) as host:
        got = host.http.get(show(host, fee(host)))
    assert (got.status_code, got.content, got.headers["content-type"]) == (200, PNG, "image/png")
    assert got.headers["content-length"] == str(len(PNG))
    assert got.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in got.headers["content-security-policy"]


def test_what_is_refused_leaves_nothing_in_the_store(serve: Serve, address: str) -> None:
    """Neither a page that calls itself a picture, nor a file too large, nor one that comes out of turn."""
    with serve(files=address) as host:
        path = fee(host)
        show(host, path)
        page = {"file": ("a.png", b"<html>", "image/png")}
        for body, code in (
            (page, "file.kind"),
            ({"file": ("a", PNG + bytes(LARGEST))}, "file.too_large"),
            (FILE, "payment.wrong_state"),
        ):
            assert host.http.post(f"{path}/proof", files=body).json()["code"] == code
    assert len(names(store_at(address))) == 1


def test_without_its_store_the_host_says_so_and_writes_nothing(serve: Serve, bucket: str) -> None:
    """503 with a code, and a payment that nothing was shown for."""
    with serve(files=bucket.replace("/some", "-of-nobody/some")) as host:
        path = fee(host)
        sent = host.http.post(f"{path}/proof", files=FILE)
        assert (sent.status_code, sent.json()["code"]) == (503, "file.not_reached")
        assert host.http.get(path).json()["state"] == "none"
    with pytest.raises(ValueError, match="ftp"):
        store_at("ftp://files")


def test_files_that_nothing_names_go_after_a_day(serve: Serve, address: str) -> None:
    """A file without a row stays a day, for its row may be on its way, and then goes; the others stay."""
    store = store_at(address)
    now = [datetime.now(UTC)]
    with serve(files=address, clock=lambda: now[0]) as host:
        assert host.host
        where = show(host, fee(host))
        (kept,) = names(store)
        store.put("nobodys", BytesIO(PNG), "image/png")
        assert sweep(store, host.host.database, now[0]).removed == 0
        now[0] += timedelta(days=1, minutes=1)
        assert sweep(store, host.host.database, now[0]).removed == 1
        assert names(store) == [kept]
        assert host.http.get(where).is_success or host.http.get(where).is_redirect


def test_the_sweeping_is_a_job_that_goes_on_where_a_turn_ended(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A daily job looks at some files, and leaves the next ones to another."""
    monkeypatch.setattr("deltacrown_host.files.sweeping.AT_ONCE", 2)
    store = store_at(str(tmp_path))
    for name in "abcde":
        store.put(name, BytesIO(PNG), "image/png")
    later = datetime.now(UTC) + timedelta(days=2)
    with serve(files=str(tmp_path), clock=lambda: later, poll_s=0.01):
        for _ in range(100_000):
            if not names(store):
                break
    assert names(store) == []


def test_files_move_between_stores_and_back_and_it_may_be_done_again(
    serve: Serve, bucket: str, tmp_path: Path, database_url: str
) -> None:
    """A rehearsal copies nothing; one tournament's alone; what is there stays; what is lost is said, with exit code 1."""
    folder = str(tmp_path / "files")
    with serve(files=folder) as host:
        paths = [fee(host) for _ in range(3)]
        where = [show(host, path) for path in paths]
        one = paths[0].split("/")[3]
        database = ("--database", database_url)
        assert said(folder, bucket, "--dry-run", *database).output == "3 would be copied, 0 there already, 0 missing\n"
        assert names(store_at(bucket)) == []
        assert said(folder, bucket, "--tournament", one, *database).output.startswith("1 copied")
        again = said(folder, bucket, "--batch-size", "1", *database)
        assert (again.exit_code, again.output) == (0, "2 copied, 1 there already, 0 missing\n")
        assert names(store_at(bucket)) == names(store_at(folder))
    with serve(files=bucket) as host:
        assert httpx.get(host.http.get(where[2]).headers["location"]).content == PNG
    elsewhere = str(tmp_path / "elsewhere")
    store_at(bucket).remove(names(store_at(bucket))[0])
    back = said(bucket, elsewhere, *database)
    assert (back.exit_code, back.output.splitlines()[-1]) == (1, "2 copied, 0 there already, 1 missing")
    assert [b"".join(store_at(elsewhere).read(name)) for name in names(store_at(elsewhere))] == [PNG, PNG]
    assert said("gopher://x", elsewhere, *database).exit_code == 1
