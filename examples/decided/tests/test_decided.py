"""The route counts what is decided, on a real host."""

from pathlib import Path

import deltacrown_decided
import httpx
from deltacrown_host import Settings, create_app, key_to, serving

STAGE = {"key": "main", "format": "single_elimination"}


def test_it_counts_what_is_decided(tmp_path: Path) -> None:
    """Of four, three matches are planned; an unknown tournament is a problem document like everywhere."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'host.db'}", port=0)
    app = create_app(settings, [deltacrown_decided])
    with serving(app, settings) as address, httpx.Client(base_url=f"{address}/api") as http:
        http.headers["Authorization"] = f"Bearer {key_to(app)}"
        http.post("/tournaments", json={"id": "cup", "name": "Cup", "stages": [STAGE]})
        http.post("/tournaments/cup/open-registration")
        for entrant in ("ann", "bob", "cid", "dee"):
            http.post("/tournaments/cup/entrants", json={"entrant": entrant})
        http.post("/tournaments/cup/start")
        assert http.put("/tournaments/cup/matches/main/R1-1/result", json={"points": [1, 0]}).status_code == 200
        assert http.get("/decided/cup").json() == {"tournament": "cup", "decided": 1, "planned": 3}
        nowhere = http.get("/decided/nowhere")
        assert (nowhere.status_code, nowhere.json()["code"]) == (404, "tournament.unknown")
