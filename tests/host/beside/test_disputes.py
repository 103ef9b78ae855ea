"""What is said and shown in disputes lies beside the journal, for those it concerns."""

import pytest

from tests.host.beside.conftest import PNG, Scene, Someone, code
from tests.host.conftest import Running, client

FORBIDDEN = (403, "access.permission")


@pytest.fixture
def sides(scene: Scene) -> tuple[Someone, Someone, str]:
    """Two who play the final, in which the first has claimed to win, and the path of a dispute over it."""
    ann, bob = scene.entrant("a"), scene.entrant("b")
    scene.start()
    claim = {"type": "ClaimResult", "stage": "ko", "match": "final", "entrant": "a", "score": {"points": [1, 0]}}
    assert ann.http.post(f"{scene.path}/commands", json=claim).status_code == 200
    return ann, bob, f"{scene.path}/matches/ko/final/dispute"


OPENING = {"entrant": "b", "ground": "conduct", "text": "They paused mid-fight."}


def test_words_are_read_by_sides_and_those_who_decide(
    scene: Scene, sides: tuple[Someone, Someone, str], keeping: Running
) -> None:
    """The thread has names, words and answers; the journal has ids; nobody else reads it."""
    ann, bob, path = sides
    assert code(ann.http.get(path)) == (404, "dispute.unknown")
    assert bob.http.post(path, json=OPENING).status_code == 201
    assert code(bob.http.post(path, json=OPENING)) == (409, "dispute.open_already")
    assert ann.http.post(f"{path}/comments", json={"text": "The server did."}).status_code == 201
    first = ann.http.get(path).json()["comments"][0]
    reply = {"text": "It did not.", "reply_to": first["id"]}
    assert bob.http.post(f"{path}/comments", json=reply).status_code == 201
    judge = scene.staff("disputes")
    thread = judge.http.get(path).json()
    assert (thread["state"], thread["entrant"], thread["name"]) == ("open", "b", "b")
    assert (thread["ground"], thread["text"]) == ("conduct", OPENING["text"])
    said = [(line["account"], line["text"], line["reply_to"]) for line in thread["comments"]]
    assert said == [(ann.id, "The server did.", ""), (bob.id, "It did not.", first["id"])]
    assert all(line["name"] for line in thread["comments"])
    for other in (scene.meet(), scene.staff("results")):
        assert code(other.http.get(path)) == FORBIDDEN
        assert code(other.http.post(f"{path}/comments", json={"text": "hi"})) == FORBIDDEN
    with client(keeping.url) as http:
        assert code(http.get(path)) == (401, "access.not_signed_in")
    journal = judge.http.get(f"{scene.path}/journal").text
    assert "paused" not in journal
    assert "It did not" not in journal


def test_a_repeated_comment_is_said_once(sides: tuple[Someone, Someone, str]) -> None:
    """The same key and words answer the same; other words under it are refused, and nothing changes."""
    ann, bob, path = sides
    bob.http.post(path, json=OPENING)
    key = {"Idempotency-Key": "k1"}
    answers = [ann.http.post(f"{path}/comments", json={"text": "One."}, headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert code(ann.http.post(f"{path}/comments", json={"text": "Two."}, headers=key)) == (409, "command.reused")
    assert [line["text"] for line in ann.http.get(path).json()["comments"]] == ["One."]


def test_a_dispute_says_why(sides: tuple[Someone, Someone, str]) -> None:
    """Empty and endless texts are refused, and so are grounds that there are not."""
    _, bob, path = sides
    for text in ("", "  ", "x" * 4001):
        assert code(bob.http.post(path, json=OPENING | {"text": text})) == (400, "dispute.text_length")
    assert code(bob.http.post(path, json=OPENING | {"ground": "weather"})) == (400, "field.invalid")


def test_evidence_is_handed_out_to_be_saved(scene: Scene, sides: tuple[Someone, Someone, str]) -> None:
    """Bytes come back as they were, as an attachment without any power, to sides and to those who decide."""
    ann, bob, path = sides
    bob.http.post(path, json=OPENING)
    sent = bob.http.post(f"{path}/evidence", files={"file": ("../../shot.html", PNG, "text/html")})
    assert sent.status_code == 201, sent.text
    got = ann.http.get(sent.headers["location"])
    assert (got.status_code, got.content, got.headers["content-type"]) == (200, PNG, "image/png")
    assert got.headers["content-disposition"].startswith("attachment")
    assert "shot" not in got.headers["content-disposition"]
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    line = ann.http.get(path).json()["evidence"][0]
    assert (line["file"]["account"], line["file"]["size"]) == (bob.id, len(PNG))
    assert scene.staff("disputes").http.get(sent.headers["location"]).status_code == 200
    assert code(scene.meet().http.get(sent.headers["location"])) == FORBIDDEN
    assert code(ann.http.get(f"{path}/evidence/none")) == (404, "file.unknown")


def test_a_repeated_file_is_kept_once(scene: Scene, sides: tuple[Someone, Someone, str]) -> None:
    """The same key and bytes answer the same; other bytes under it are refused; no file is left over."""
    _, bob, path = sides
    bob.http.post(path, json=OPENING)
    before = len(list(scene.files.iterdir()))
    key = {"Idempotency-Key": "k1"}
    answers = [bob.http.post(f"{path}/evidence", files={"file": ("a", PNG)}, headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["location"] == answers[1].headers["location"]
    other = bob.http.post(f"{path}/evidence", files={"file": ("a", PNG + b"!")}, headers=key)
    assert code(other) == (409, "command.reused")
    assert len(list(scene.files.iterdir())) == before + 1


def test_files_that_are_not_taken_leave_nothing(scene: Scene, sides: tuple[Someone, Someone, str]) -> None:
    """Other kinds, whatever they are called, too much, none, another media type, and a match without a dispute."""
    _, bob, path = sides
    before = list(scene.files.iterdir())
    where = f"{path}/evidence"
    assert code(bob.http.post(where, files={"file": ("a.png", PNG)})) == (409, "dispute.none")
    bob.http.post(path, json=OPENING)
    for content in (b"", b"<svg/>", b"GIF89a", b"\x89PNG"):
        assert code(bob.http.post(where, files={"file": ("a.png", content, "image/png")})) == (400, "file.kind")
    too_large = PNG + bytes(5_000_001 - len(PNG))
    assert code(bob.http.post(where, files={"file": ("a.png", too_large)})) == (400, "file.too_large")
    assert bob.http.post(where, files={"file": ("a.png", too_large[:-1])}).status_code == 201
    assert bob.http.post(where, files={"file": ("a.png", too_large + bytes(20_000))}).status_code in {400, 413}
    assert code(bob.http.post(where, files={"other": ("a.png", PNG)})) == (400, "field.missing")
    assert code(bob.http.post(where, json={})) == (415, "media_type.unsupported")
    assert code(bob.http.post(path, files={"file": ("a.png", PNG)})) == (415, "media_type.unsupported")
    assert code(scene.meet().http.post(where, files={"file": ("a.png", PNG)})) == FORBIDDEN
    assert len(list(scene.files.iterdir())) == len(before) + 1


def test_an_account_that_leaves_takes_its_words_and_files_along(
    scene: Scene, sides: tuple[Someone, Someone, str]
) -> None:
    """What it said and sent is blank; that something was said and sent stays."""
    ann, bob, path = sides
    bob.http.post(path, json=OPENING)
    bob.http.post(f"{path}/comments", json={"text": "Look."})
    before = len(list(scene.files.iterdir()))
    sent = bob.http.post(f"{path}/evidence", files={"file": ("a.pdf", b"%PDF-1.7")})
    assert bob.http.request("DELETE", "/api/me", json={}).status_code == 204
    thread = ann.http.get(path).json()
    assert thread["text"] is None
    assert [(line["name"], line["text"]) for line in thread["comments"]] == [("deleted account", None)]
    assert [line["file"] for line in thread["evidence"]] == [None]
    assert code(ann.http.get(sent.headers["location"])) == (404, "file.unknown")
    assert len(list(scene.files.iterdir())) == before
