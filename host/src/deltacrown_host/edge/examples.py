"""Examples of bodies and answers in the OpenAPI document: made from the schemas, with one word for each field.

A field of a new name is filled with something of its type; a word for it here says more. Answers are shown whole;
bodies with what they need, and with what `MORE` adds to a class.
"""

from collections.abc import Mapping
from typing import Any

_AT = "2026-12-05T18:00:00Z"
_ID = "0c2d4f8a6b7e4c1d9f3a5b6c7d8e9f01"
_STAGE = {"key": "main", "format": "single_elimination"}
_SETTINGS = {"name": "Friday Cup", "stages": [_STAGE]}
WORDS: Mapping[str, Any] = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9.…",
    "account": _ID,
    "action": "payment.verify",
    "actor": _ID,
    "address": "203.0.113.7",
    "amount": 5000,
    "answers": {"rank": "gold"},
    "beside": ["spring-cup"],
    "best_of": 3,
    "by": _ID,
    "capacity": 16,
    "club": "Rook Street",
    "code": "schedule.overlap",
    "command": "report-17",
    "commitment": "0f" * 32,
    "competitor": "ann",
    "coordinator": _ID,
    "criterion": "points",
    "currency": "EUR",
    "cursor": "MjAyNi0xMi0wNQ",
    "description": "Who loses is out.",
    "disabled_because": "",
    "email": "ann@example.org",
    "entrant": "ann",
    "entrants": ["ann", "bob"],
    "error": "answered 503",
    "event": {"type": "MatchStarted", "stage": "main", "match": "final"},
    "events": ["MatchCompleted"],
    "expires_in": 3600,
    "field": "name",
    "file": "5f3a9c0b7d1e4f6a8b2c",
    "format": "single_elimination",
    "formats": ["single_elimination"],
    "frozen": "",
    "game": "chess",
    "ground": "result",
    "groups": [["ann"], ["bob"]],
    "id": _ID,
    "issuer": "https://accounts.google.com",
    "key": "main",
    "label": "Rank",
    "last_error": "",
    "lobby": "room 7",
    "map": "Harbour",
    "match": "final",
    "media_type": "image/png",
    "message": "both want station 1 at this time",
    "method": "lots",
    "moderator": _ID,
    "name": "Ann",
    "names": ["Ann", "Bob"],
    "note": "seen by two of us",
    "object": "match/main/final",
    "options": {"third_place": True},
    "order": "report-17",
    "organizer": "",
    "owner": _ID,
    "parked": "",
    "password": "a long sentence that nobody guesses",
    "path": "capacity",
    "phase": "live",
    "places": [10, 6, 4],
    "platforms": ["pc"],
    "players": [_ID],
    "plugin": "brackets",
    "points": [2, 1],
    "present": "the sentence until now",
    "proof": "5f3a9c0b7d1e4f6a8b2c",
    "provider": "google",
    "ranking": [["ann"], ["bob"]],
    "rating": 1500,
    "reason": "power cut",
    "refresh_token": "rt_9f3a5b6c",
    "region": "EU",
    "reply_to": "",
    "reporter": _ID,
    "role": "player",
    "rule": "percent",
    "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "section": "main",
    "seed": "2026-12-05",
    "seeding": "slot_order",
    "seeds": ["ann", "bob"],
    "settings": _SETTINGS,
    "shootout": [4, 3],
    "source": "host",
    "stage": "main",
    "stages": ["main"],
    "station": "table 1",
    "stations": ["table 1", "table 2"],
    "stats": {"kills": [12, 9]},
    "status": "ok",
    "stopped": "",
    "stream": "https://example.org/live",
    "table": "",
    "tallies": {"points": 3},
    "team": _ID,
    "text": "The map was another one.",
    "ticket": "t_5b6c7d8e",
    "tie_breakers": ["points", "head_to_head"],
    "title": "Single elimination",
    "token": "eyJsaW5rIjoiMSJ9.…",
    "token_type": "Bearer",
    "total_winnings": {"EUR": 5000},
    "tournament": "friday-cup",
    "tournaments": ["friday-cup"],
    "tournaments_by_game": {"chess": 4},
    "type": "MatchCompleted",
    "unresolved": [],
    "url": "https://example.org/hook",
    "values": {"ann": 3},
    "winner": "ann",
    "withdrawn": [],
}
"""What stands for a field of this name, where it fits the field's type."""
MORE: Mapping[str, Mapping[str, Any]] = {
    "NewTournament": {
        "name": "Friday Cup",
        "stages": [_STAGE],
        "game": "chess",
        "capacity": 16,
        "starts_at": _AT,
        "fee": {"currency": "EUR", "amount": 500},
    },
    "ApiKey": {"name": "my script", "scopes": ["results"]},
    "FormatView": {"name": "single_elimination", "options": {"type": "object", "properties": {}}},
    "FromTemplate": {"name": "Friday Cup 2", "starts_at": _AT},
    "GamePreset": {"name": "chess", "title": "Chess", "draws": True},
    "GameView": {"name": "chess", "title": "Chess", "stage": _STAGE},
    "Lobby": {"lobby": "room 7", "stream": "https://example.org/live", "coordinator": _ID},
    "MadeKey": {"secret": "dck_9f3a5b6c"},
    "NewEntrant": {"name": "Ann", "rating": 1500},
    "NewKey": {"name": "my script", "scopes": ["results"]},
    "NewSeries": {"name": "Winter season", "places": [10, 6, 4], "attendance": 1},
    "NewTemplate": {"name": "Our Friday cup"},
    "NewWebhook": {"events": ["MatchCompleted"]},
    "OfferView": {"kind": "Format", "name": "single_elimination"},
    "PluginView": {"name": "brackets"},
    "ProviderLine": {"name": "google", "title": "Google"},
    "SeriesLine": {"name": "Winter season"},
    "SeriesView": {"name": "Winter season"},
    "StageView": {"name": "Main stage"},
    "Suspension": {"until": _AT, "reason": "two warnings"},
    "Team": {"name": "Rook Street"},
    "TeamName": {"name": "Rook Street"},
    "TemplateView": {"name": "Our Friday cup"},
    "ThingView": {"name": "points", "title": "Points", "options": None},
    "TieDecision": {"order": ["ann", "bob"]},
    "TournamentLine": {"id": "friday-cup", "name": "Friday Cup"},
    "TournamentView": {"id": "friday-cup", "name": "Friday Cup"},
}
"""What a class shows beside what it needs, or instead of the words of its fields."""
_PLAIN: Mapping[str, Any] = {"integer": 1, "number": 0.5, "boolean": True, "string": "", "null": None}
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


def add_examples(content: Mapping[str, Any], schemas: Mapping[str, Any]) -> None:
    """Give everything that is told as JSON an example, where it has none."""
    for media_type, told in content.items():
        if media_type == "application/json" and not told.keys() & {"example", "examples"}:
            told["example"] = example(told["schema"], schemas)


def example(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str = "") -> Any:
    """Something of this schema, for a field of this name."""
    if "$ref" in schema:
        class_ = schema["$ref"].rpartition("/")[2]
        whole = schemas[class_]
        return _object(whole, schemas, MORE.get(class_, {})) if "properties" in whole else example(whole, schemas, name)
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return _of_several(schema[several], schemas, name)
    if "enum" in schema:
        word = WORDS.get(name)
        return word if word in schema["enum"] else next(filter(None, schema["enum"]), "")
    if "properties" in schema:
        return _object(schema, schemas, {})
    return _of_type(schema, schemas, name)


def _object(schema: Mapping[str, Any], schemas: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    # Classes that are read strictly take nothing else: that is how bodies are told from answers.
    body = schema.get("additionalProperties") is False
    shown = schema["required"] if body else schema["properties"]
    fields = {name: example(schema["properties"][name], schemas, name) for name in shown if name not in more}
    return {**fields, **more}


def _of_several(several: list[Mapping[str, Any]], schemas: Mapping[str, Any], name: str) -> Any:
    word = WORDS.get(name)
    fitting = [one for one in several if _fits(one, word)]
    return example((fitting or several)[0], schemas, name)


def _of_type(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str) -> Any:
    if schema.get("format") in {"date-time", "date"}:
        return _AT if schema["format"] == "date-time" else _AT[:10]
    if _fits(schema, WORDS.get(name)):
        return WORDS[name]
    match schema.get("type"):
        case "array":
            return [example(schema["items"], schemas, name)]
        case "object" | None:
            return {}
        case kind:
            return _PLAIN[str(kind)]


def _fits(schema: Mapping[str, Any], word: Any) -> bool:
    kind = _KINDS.get(str(schema.get("type")))
    if word is None or kind is None or not isinstance(word, kind):
        return False
    if isinstance(word, list):
        return not word or ("$ref" not in schema["items"] and _fits(schema["items"], word[0]))
    return True
