"""Where sides meet is theirs and the staff's to know."""

from tests.host.beside.conftest import Scene, code


def test_a_lobby_is_seen_by_sides_and_staff(scene: Scene) -> None:
    """Staff with the permission say where, in lines if they like; the last word counts; nobody else reads it."""
    ann, bob = scene.entrant("a"), scene.entrant("b")
    scene.start()
    path = f"{scene.path}/matches/ko/final/lobby"
    assert ann.http.get(path).json() == {"lobby": "", "stream": "", "coordinator": ""}
    for room in ("room 1", "room 2\nserver eu-3\tpassword"):
        body = {"lobby": room, "stream": "https://example.org/live", "coordinator": scene.owner.id}
        assert scene.staff("schedule").http.put(path, json=body).json() == body
    assert bob.http.get(path).json() == body
    for refused in (scene.meet(), scene.staff("results")):
        assert code(refused.http.get(path)) == (403, "access.permission")
    assert code(ann.http.put(path, json=body)) == (403, "access.permission")
    assert "room 2" not in ann.http.get(f"{scene.path}/journal").text
    assert code(scene.owner.http.put(path, json={"lobby": "\x1b[2J"})) == (400, "text.invalid")
    assert code(scene.owner.http.put(path, json={"coordinator": "a\nb"})) == (400, "text.invalid")
    script = {"stream": "javascript:alert(1)"}
    assert code(scene.owner.http.put(path, json=script)) == (400, "lobby.stream")
    assert code(scene.owner.http.put(path, json={"lobby": "x" * 2001})) == (400, "lobby.too_long")
    assert code(scene.owner.http.put(path, json={"coordinator": "nobody"})) == (404, "account.unknown")
    nowhere = f"{scene.path}/matches/ko/nowhere/lobby"
    assert code(scene.owner.http.put(nowhere, json={})) == (404, "match.unknown")
