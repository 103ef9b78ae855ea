"""Games: those that plugins bring, those that administrators write, and tournaments that start from them."""

from typing import Any
from uuid import uuid4

from deltacrown_host.access.roles import Role

from tests.host.beside.conftest import Meet
from tests.host.conftest import Running, client

GO = {
    "name": "go",
    "title": "Go",
    "draws": True,
    "stage": {"key": "main", "format": "swiss", "points": {"win": 1, "draw": "1/2"}},
    "fields": [{"key": "rank", "kind": "choice", "choices": ["kyu", "dan"], "required": True}],
}


def code(answer: Any) -> tuple[int, str, str]:
    """The status of a refusal, why, and which field is at fault."""
    told = answer.json()
    return answer.status_code, told["code"], told["problems"][0]["field"]


def test_a_tournament_starts_from_its_game(keeping: Running) -> None:
    """What is left out is as the game has it; what is said stays; a game that nobody knows is refused."""
    games = {game["name"]: game for game in keeping.http.get("/api/games").json()["games"]}
    assert {"chess", "football", "counter_strike_2", "pubg"} <= set(games)
    assert (games["football"]["team_size"], games["football"]["source"]) == (11, "brackets")
    new = {"id": uuid4().hex, "name": "Open", "game": "chess"}
    assert keeping.http.post("/api/tournaments", json=new).status_code == 201
    path = f"/api/tournaments/{new['id']}"
    assert keeping.http.get(path).json()["settings"]["stages"] == [games["chess"]["stage"]]
    own = {"name": "Blitz", "game": "chess", "stages": [{"key": "ko", "format": "single_elimination"}]}
    change = {"type": "ChangeSettings", "settings": own}
    assert keeping.http.post(f"{path}/commands", json=change).status_code == 200
    assert keeping.http.get(path).json()["settings"] == own
    wrong = keeping.http.post("/api/tournaments", json={"name": "Open", "game": "chest"})
    assert code(wrong) == (400, "settings.game_unknown", "game")
    change["settings"] = {**own, "game": "chest"}
    for where in ("commands", "preview"):
        wrong = keeping.http.post(f"{path}/{where}", json=change)
        assert code(wrong) == (400, "settings.game_unknown", "settings.game")


def test_administrators_write_games(keeping: Running, meet: Meet) -> None:
    """New ones, and others in place of a plugin's, which is there again when theirs is taken away."""
    admin, organizer = meet(Role.ADMIN).http, meet(Role.ORGANIZER).http
    assert code(organizer.put("/api/games/go", json=GO))[:2] == (403, "access.role")
    written = admin.put("/api/games/go", json=GO)
    assert written.status_code == 200, written.text
    with client(keeping.url) as http:
        assert http.get("/api/games/go").json() == written.json()
        assert (written.json()["source"], written.json()["platforms"]) == ("host", [])
        new = organizer.post("/api/tournaments", json={"name": "Go", "game": "go"})
    settings = organizer.get(new.headers["location"]).json()["settings"]
    assert (settings["stages"], settings["fields"]) == ([GO["stage"]], GO["fields"])
    chess = {"name": "chess", "title": "Schach"}
    assert admin.put("/api/games/chess", json=chess).status_code == 200
    assert admin.get("/api/games/chess").json()["title"] == "Schach"
    assert admin.delete("/api/games/chess").status_code == 204
    assert admin.get("/api/games/chess").json()["title"] == "Chess"
    assert code(admin.delete("/api/games/chess"))[:2] == (409, "game.of_plugin")
    assert admin.delete("/api/games/go").status_code == 204
    assert code(admin.delete("/api/games/go"))[:2] == (404, "game.unknown")
    assert code(admin.get("/api/games/go"))[:2] == (404, "game.unknown")


def test_a_game_is_sound(meet: Meet) -> None:
    """No tournament could be made from a game with a format that is not there: every reason is named at once."""
    wrong = GO | {"team_size": 0, "stage": {"key": "a b", "format": "chest"}, "fields": [{"key": "x"}, {"key": "x"}]}
    answer = meet(Role.ADMIN).http.put("/api/games/other", json=wrong)
    assert answer.status_code == 400
    assert {(problem["code"], problem["field"]) for problem in answer.json()["problems"]} == {
        ("game.team_size", "team_size"),
        ("stage.key_invalid", "stage.key"),
        ("format.unknown", "stage.format"),
        ("entry_field.key_repeated", "fields.1.key"),
        ("game.name_changed", "name"),
    }
