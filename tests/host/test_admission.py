"""Who may come in: pages of this host, pages that the settings allow, and whoever is no browser."""

from typing import Any

import pytest
from deltacrown_host.settings import Settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

BODY = '{"points": [1, 0]}'
STRANGERS = ("https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "http://[", "")


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None]
)
def test_a_body_that_is_not_said_to_be_json_is_refused(running: Any, media_type: str | None) -> None:
    """A page may send any other type elsewhere without asking: such a body is not read, and nothing is written."""
    cup = running.cup()
    before = cup.journal
    headers = {"content-type": media_type} if media_type else {}
    for method, path in (("PUT", "matches/ko/R1-1/result"), ("POST", "commands"), ("POST", "start")):
        answer = running.http.request(method, f"{cup.path}/{path}", content=BODY, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (415, "media_type.unsupported"), path
        assert answer.headers["content-type"] == "application/problem+json"
    assert cup.journal == before


def test_json_may_name_its_characters(running: Any) -> None:
    """The type counts, not its letters or parameters."""
    cup = running.cup()
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    answer = running.http.put(f"{cup.path}/matches/ko/R1-1/result", content=BODY, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("origin", STRANGERS)
def test_a_page_from_elsewhere_writes_nothing(running: Any, origin: str) -> None:
    """Not even what needs no body; reading is as open as it is without a browser."""
    cup = running.cup()
    before = cup.journal
    for answer in (cup.report("R1-1", 1, 0, origin=origin), cup.post("continue", origin=origin)):
        assert (answer.status_code, answer.json()["code"]) == (403, "origin.not_allowed")
        assert answer.json()["problems"][0]["field"] == "Origin"
    assert cup.get(headers={"origin": origin}).status_code == 200
    assert cup.journal == before


def test_a_page_of_this_host_writes(running: Any) -> None:
    """Its origin is what the request calls the host, be it http or, behind a proxy, https."""
    cup = running.cup()
    assert cup.report("R1-1", 1, 0, origin=running.url).status_code == 200
    assert cup.report("R1-2", 1, 0, origin=running.url.replace("http", "https")).status_code == 200


def test_origins_in_the_settings_write_too(serve: Any) -> None:
    """Their browsers are told that they may."""
    with serve(origins=("https://club.example",)) as running:
        cup = running.cup()
        asked = {
            "origin": "https://club.example",
            "access-control-request-method": "PUT",
            "access-control-request-headers": "content-type,if-match",
        }
        told = running.http.options(f"{cup.path}/matches/ko/R1-1/result", headers=asked)
        assert told.headers["access-control-allow-origin"] == "https://club.example"
        answer = cup.report("R1-1", 1, 0, origin="https://club.example")
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "https://club.example"
        assert cup.report("R1-2", 1, 0, origin="https://evil.example").status_code == 403


def test_origins_are_read_from_the_environment() -> None:
    """A list with commas."""
    settings = Settings.from_environment({"DELTACROWN_ORIGINS": "https://a.example, https://b.example:8443"})
    assert settings.origins == ("https://a.example", "https://b.example:8443")


@pytest.mark.parametrize("origin", STRANGERS)
def test_a_socket_of_a_page_from_elsewhere_is_closed(running: Any, origin: str, caplog: Any) -> None:
    """With 4403, before it hears anything; it is no mistake of ours, so the log has none."""
    cup = running.cup()
    url = f"{running.url.replace('http', 'ws')}/ws/tournament/{cup.id}"
    with connect(url, additional_headers={"Origin": origin}) as socket, pytest.raises(ConnectionClosed):
        socket.recv(timeout=20)
    assert (socket.close_code, socket.close_reason) == (4403, "this origin is not allowed")
    assert "unexpected error on a socket" not in [record.message for record in caplog.records]


def test_a_socket_of_our_own_page_is_open(running: Any) -> None:
    """The live page listens."""
    cup = running.cup()
    url = f"{running.url.replace('http', 'ws')}/ws/tournament/{cup.id}"
    with connect(url, additional_headers={"Origin": running.url}) as socket:
        assert socket.recv(timeout=20)
