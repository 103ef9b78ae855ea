"""The commands in the OpenAPI document: one schema a command, their union, and examples."""

from collections.abc import Mapping
from typing import Any

from deltacrown_host.catalogue.schemas import schema
from deltacrown_host.commands.reading import COMMANDS

UNION = "Command"

EXAMPLES: Mapping[str, dict[str, Any]] = {
    "Be there": {"type": "CheckIn", "entrants": ["ann", "bob"]},
    "Drop the no-shows": {"type": "DropNoShows"},
    "Bind the draw to a seed": {"type": "CommitToDraw", "commitment": "0f" * 32},
    "Change what a tournament is": {
        "type": "ChangeSettings",
        "settings": {"name": "Friday Cup", "stages": [{"key": "main", "format": "single_elimination"}]},
    },
    "Put a substitute in": {"type": "ReplaceEntrant", "entrant": "ann", "substitute": "eve"},
    "Put somebody out": {"type": "DisqualifyEntrant", "entrant": "ann", "reason": "two red cards"},
    "Schedule a match": {
        "type": "ScheduleMatch",
        "stage": "main",
        "match": "final",
        "at": "2026-12-05T18:00:00Z",
        "station": "table 1",
    },
    "Claim a result": {
        "type": "ClaimResult",
        "stage": "main",
        "match": "final",
        "entrant": "ann",
        "score": {"points": [2, 1]},
    },
    "Confirm it": {"type": "ConfirmResult", "stage": "main", "match": "final", "entrant": "bob"},
    "Give a match up": {"type": "ForfeitMatch", "stage": "main", "match": "final", "entrants": ["ann"]},
    "Contest a result": {
        "type": "OpenDispute",
        "stage": "main",
        "match": "final",
        "entrant": "bob",
        "reason": "wrong map",
    },
    "Rule on it": {
        "type": "ResolveDispute",
        "stage": "main",
        "match": "final",
        "ruling": "replace",
        "score": {"points": [1, 2]},
    },
    "Correct a result": {
        "type": "Amend",
        "order": "the id of the command that reported it: `outcome.order` of the match",
        "instead": {"type": "ReportResult", "stage": "main", "match": "R1-1", "score": {"points": [0, 2]}},
        "reason": "scores were swapped",
    },
    "Take a command back": {
        "type": "Amend",
        "order": "the id of a command: `command` of its events",
        "instead": None,
        "reason": "by mistake",
    },
    "Freeze everything": {"type": "FreezeTournament", "reason": "power cut"},
}


def command_schemas() -> dict[str, Any]:
    """The components: every command under its name, and their union."""
    components = {name: _tagged(name, kind) for name, kind in sorted(COMMANDS.items())}
    references = {name: f"#/components/schemas/{name}" for name in components}
    union = {
        "description": "Any command but CreateTournament. `type` says which.",
        "oneOf": [{"$ref": reference} for reference in references.values()],
        "discriminator": {"propertyName": "type", "mapping": references},
    }
    return {**components, UNION: union}


def command_body() -> dict[str, Any]:
    """What a request with a command holds."""
    examples = {title: {"value": value} for title, value in EXAMPLES.items()}
    content = {"schema": {"$ref": f"#/components/schemas/{UNION}"}, "examples": examples}
    return {"required": True, "content": {"application/json": content}}


def _tagged(name: str, kind: type) -> dict[str, Any]:
    described = schema(kind)
    described["properties"] = {"type": {"const": name}, **described["properties"]}
    described["required"] = ["type", *described["required"]]
    return described
