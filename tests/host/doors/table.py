"""Who is let in where, and what they bring along: the one table to read, and to add new routes to."""

from typing import Any

from attrs import frozen

EVERYONE = {"nobody", "player", "entrant", "helper", "other", "owner", "admin"}
"""See `tests.host.doors.scene`: `helper` is staff for schedule and results, `other` organizes other tournaments."""
SIGNED_IN = EVERYONE - {"nobody"}
ORGANIZERS = {"other", "owner", "admin"}
STAFF = {"owner", "admin"}
HELPERS = {"helper", *STAFF}
ENTRANT = {"entrant", *STAFF}
SIDES = {"entrant", *HELPERS}
TEAM = {"entrant"}
"""Nobody but its captain changes a team, administrators included. Whoever is not asked, or not in it, is told so."""
ADMIN = {"admin"}


@frozen
class Door:
    """Who is let in, with which body or whether with a file; `ends` where little is left of the scene afterwards."""

    to: set[str]
    body: Any = None
    file: bool = False
    ends: bool = False


_ONE = "/api/tournaments/{tournament}"
_MATCH = f"{_ONE}/matches/{{stage}}/{{match}}"
_PAYMENT = f"{_ONE}/entrants/{{entrant}}/payment"
_NOT_NOW = {"type": "PublishTournament"}

DOORS = {
    # Accounts
    "POST /api/session": Door(EVERYONE, {}),
    "DELETE /api/session": Door(EVERYONE),
    "POST /api/tokens": Door(EVERYONE, {}),
    "DELETE /api/tokens": Door(SIGNED_IN, ends=True),
    "POST /api/tokens/refresh": Door(EVERYONE, {"refresh_token": "x"}),
    "GET /api/me": Door(SIGNED_IN),
    "PATCH /api/me": Door(SIGNED_IN, {"name": "Somebody"}),
    "DELETE /api/me": Door(SIGNED_IN, {}, ends=True),
    "PUT /api/me/password": Door(SIGNED_IN, {}),
    "PUT /api/me/email": Door(SIGNED_IN, {}),
    "POST /api/email/confirmation": Door(EVERYONE, {}),
    "PUT /api/email/confirmation": Door(EVERYONE, {}),
    "POST /api/password/reset": Door(EVERYONE, {}),
    "PUT /api/password/reset": Door(EVERYONE, {}),
    "GET /account": Door(EVERYONE),
    "GET /api/providers": Door(EVERYONE),
    "GET /api/session/{provider}": Door(EVERYONE),
    "GET /api/session/{provider}/callback": Door(EVERYONE),
    "GET /api/me/identities": Door(SIGNED_IN),
    "POST /api/me/identities/{provider}": Door(SIGNED_IN),
    "DELETE /api/me/identities/{provider}": Door(SIGNED_IN),
    "GET /api/me/notices": Door(SIGNED_IN),
    "PUT /api/me/notices/{notice}": Door(SIGNED_IN, {}),
    "PUT /api/unsubscribe": Door(EVERYONE, {}),
    "POST /api/unsubscribe": Door(EVERYONE),
    "GET /api/me/keys": Door(SIGNED_IN),
    "POST /api/me/keys": Door(SIGNED_IN, {"name": "x"}),
    "DELETE /api/me/keys/{key}": Door(SIGNED_IN),
    "GET /api/accounts": Door(ADMIN),
    "POST /api/accounts": Door(EVERYONE, {}),
    "PUT /api/accounts/{account}/role": Door(ADMIN, {"role": "player"}),
    "PUT /api/accounts/{account}/suspension": Door(ADMIN, {}, ends=True),
    "DELETE /api/accounts/{account}/suspension": Door(ADMIN),
    # A tournament and its life
    "GET /api/tournaments": Door(EVERYONE),
    "POST /api/tournaments": Door(ORGANIZERS, {"name": "Cup", "stages": [{"key": "a", "format": "round_robin"}]}),
    f"GET {_ONE}": Door(EVERYONE),
    f"GET {_ONE}/events": Door(EVERYONE),
    f"GET {_ONE}/journal": Door(EVERYONE),
    f"GET {_ONE}/stream": Door(EVERYONE),
    f"POST {_ONE}/ticket": Door(SIGNED_IN),
    f"POST {_ONE}/open-registration": Door(STAFF),
    f"POST {_ONE}/start": Door(STAFF),
    f"POST {_ONE}/continue": Door(STAFF),
    f"POST {_ONE}/cancel": Door(STAFF, {"reason": "x"}, ends=True),
    f"POST {_ONE}/ties": Door(STAFF, {"stage": "ko", "order": ["ann", "bob"], "method": "lots"}),
    f"POST {_ONE}/commands": Door(STAFF, _NOT_NOW),
    f"POST {_ONE}/preview": Door(STAFF, _NOT_NOW),
    f"GET {_ONE}/analytics": Door(STAFF),
    f"GET {_ONE}/analytics/entrants.csv": Door(STAFF),
    "GET /api/me/analytics": Door(SIGNED_IN),
    f"GET {_ONE}/staff": Door(STAFF),
    f"PUT {_ONE}/staff/{{account}}": Door(STAFF, {"permissions": ["schedule", "results"]}),
    f"DELETE {_ONE}/staff/{{account}}": Door(STAFF, ends=True),
    f"GET {_ONE}/webhooks": Door(STAFF),
    f"POST {_ONE}/webhooks": Door(STAFF, {"url": "https://example.org", "events": ["TournamentArchived"]}),
    f"DELETE {_ONE}/webhooks/{{webhook}}": Door(STAFF),
    f"GET {_ONE}/webhooks/{{webhook}}/failures": Door(STAFF),
    f"POST {_ONE}/webhooks/{{webhook}}/replay": Door(STAFF),
    "GET /api/audit": Door(ADMIN),
    "GET /api/audit.csv": Door(ADMIN),
    "GET /api/audit.jsonl": Door(ADMIN),
    f"GET {_ONE}/audit": Door(STAFF),
    f"GET {_ONE}/audit.csv": Door(STAFF),
    f"GET {_ONE}/audit.jsonl": Door(STAFF),
    f"GET {_ONE}/sanctions": Door(STAFF),
    f"POST {_ONE}/sanctions": Door(STAFF, {"account": "x", "kind": "warning", "reason": "x"}),
    f"DELETE {_ONE}/sanctions/{{sanction}}": Door(STAFF),
    "GET /api/accounts/{account}/sanctions": Door(ADMIN),
    "POST /api/accounts/{account}/sanctions": Door(ADMIN, {"kind": "warning", "reason": "x"}),
    "DELETE /api/sanctions/{sanction}": Door(ADMIN),
    "GET /api/me/sanctions": Door(SIGNED_IN),
    "GET /api/reports": Door(ADMIN),
    "POST /api/reports": Door(SIGNED_IN, {"object": "team/x", "ground": "spam"}),
    "POST /api/reports/{report}/review": Door(ADMIN),
    "POST /api/reports/{report}/resolve": Door(ADMIN, {"decision": "dismissed"}),
    "GET /api/hidden": Door(ADMIN),
    "PUT /api/hidden": Door(ADMIN, {"object": "team/x", "reason": "x"}),
    "DELETE /api/hidden": Door(ADMIN, {"object": "team/x"}),
    "GET /api/emergency-stop": Door(ADMIN),
    "PUT /api/emergency-stop": Door(ADMIN, {"reason": ""}),
    "DELETE /api/emergency-stop": Door(ADMIN),
    # Who takes part
    f"GET {_ONE}/entrants": Door(EVERYONE),
    f"POST {_ONE}/entrants": Door(SIGNED_IN, {"entrant": "eve"}),
    f"POST {_ONE}/entrants/import": Door(STAFF),
    f"GET {_ONE}/export/{{kind}}": Door(EVERYONE),
    f"DELETE {_ONE}/entrants/{{entrant}}": Door(ENTRANT, ends=True),
    f"GET {_ONE}/entrants/{{entrant}}/answers": Door(ENTRANT),
    f"PUT {_ONE}/entrants/{{entrant}}/answers": Door(ENTRANT, {"answers": {}}),
    f"GET {_ONE}/entrants/{{entrant}}/answers/{{field}}/file": Door(ENTRANT),
    f"GET {_ONE}/entrants/{{entrant}}/roster": Door(EVERYONE),
    f"PUT {_ONE}/entrants/{{entrant}}/roster": Door(ENTRANT, {"players": ["x"]}),
    f"GET {_ONE}/answers": Door(STAFF),
    f"POST {_ONE}/fields/{{field}}/files": Door(SIGNED_IN, file=True),
    f"GET {_ONE}/payments": Door(STAFF),
    f"GET {_PAYMENT}": Door(ENTRANT),
    f"POST {_PAYMENT}/proof": Door(ENTRANT, file=True),
    f"GET {_PAYMENT}/proofs/{{file}}": Door(ENTRANT),
    f"POST {_PAYMENT}/verify": Door(STAFF),
    f"POST {_PAYMENT}/reject": Door(STAFF, {"reason": "x"}),
    f"POST {_PAYMENT}/refund": Door(STAFF, {}),
    # Stages and matches
    f"GET {_ONE}/stages": Door(EVERYONE),
    f"GET {_ONE}/stages/{{stage}}/standings": Door(EVERYONE),
    f"GET {_ONE}/stages/{{stage}}/picture.svg": Door(EVERYONE),
    f"GET {_ONE}/matches": Door(EVERYONE),
    f"GET {_ONE}/schedule.ics": Door(EVERYONE),
    f"POST {_ONE}/matches/schedule": Door(HELPERS, {"matches": [{"stage": "ko", "match": "final", "at": None}]}),
    f"GET {_ONE}/schedule": Door(EVERYONE),
    f"PUT {_ONE}/schedule": Door(HELPERS, {"matches": [{"stage": "ko", "match": "final", "at": None}]}),
    f"POST {_ONE}/schedule/preview": Door(HELPERS, {"stations": ["1"]}),
    f"GET {_ONE}/schedule/free": Door(HELPERS),
    f"GET {_MATCH}": Door(EVERYONE),
    f"PUT {_MATCH}/result": Door(HELPERS, {"points": [1, 0]}),
    f"PUT {_MATCH}/schedule": Door(HELPERS, {"at": None}),
    f"POST {_MATCH}/start": Door(HELPERS),
    f"GET {_MATCH}/lobby": Door(SIDES),
    f"PUT {_MATCH}/lobby": Door(HELPERS, {}),
    f"GET {_MATCH}/dispute": Door(ENTRANT),
    f"POST {_MATCH}/dispute": Door(ENTRANT, {"entrant": "ann", "ground": "rules", "text": "x"}),
    f"POST {_MATCH}/dispute/comments": Door(ENTRANT, {"text": "x"}),
    f"POST {_MATCH}/dispute/evidence": Door(ENTRANT, file=True),
    f"GET {_MATCH}/dispute/evidence/{{file}}": Door(ENTRANT),
    f"GET {_ONE}/configurations": Door(EVERYONE),
    f"GET {_ONE}/configurations/comparison": Door(EVERYONE),
    # Templates and series: those of others are not there, or not to be changed
    f"POST {_ONE}/templates": Door(STAFF, {}),
    "GET /api/templates": Door(SIGNED_IN),
    "GET /api/templates/{template}": Door(SIGNED_IN),
    "PUT /api/templates/{template}": Door(SIGNED_IN, {"name": "x"}),
    "DELETE /api/templates/{template}": Door(SIGNED_IN),
    "POST /api/templates/{template}/tournaments": Door(ORGANIZERS, {"name": "x"}),
    "GET /api/series": Door(EVERYONE),
    "POST /api/series": Door(ORGANIZERS, {"name": "Season", "places": [1]}),
    "GET /api/series/{series}": Door(EVERYONE),
    "PUT /api/series/{series}": Door(SIGNED_IN, {"name": "Season", "places": [1]}),
    "PUT /api/series/{series}/tournaments/{tournament}": Door(STAFF),
    "DELETE /api/series/{series}/tournaments/{tournament}": Door(SIGNED_IN),
    # Teams
    "POST /api/teams": Door(SIGNED_IN, {"name": "Us"}),
    "GET /api/me/teams": Door(SIGNED_IN),
    "POST /api/me/ticket": Door(SIGNED_IN),
    "POST /api/teams/{team}/ticket": Door(TEAM),
    "GET /api/teams/{team}": Door(EVERYONE),
    "PATCH /api/teams/{team}": Door(TEAM, {"name": "We"}),
    "DELETE /api/teams/{team}": Door(TEAM, ends=True),
    "POST /api/teams/{team}/invites": Door(TEAM, {"account": "x"}),
    "POST /api/teams/{team}/accept": Door(SIGNED_IN),
    "POST /api/teams/{team}/decline": Door(SIGNED_IN),
    "POST /api/teams/{team}/leave": Door(SIGNED_IN),
    "PUT /api/teams/{team}/members/{account}": Door(TEAM, {"place": "player"}),
    "DELETE /api/teams/{team}/members/{account}": Door(TEAM),
    # Games and mail
    "GET /api/games": Door(EVERYONE),
    "GET /api/games/{game}": Door(EVERYONE),
    "PUT /api/games/{game}": Door(ADMIN, {"name": "Chess"}),
    "DELETE /api/games/{game}": Door(ADMIN),
    "GET /api/mails": Door(ADMIN),
    "POST /api/mails": Door(ADMIN, {}),
    "POST /api/mails/{mail}/again": Door(ADMIN),
    # Everybody's
    "GET /api/formats": Door(EVERYONE),
    "GET /api/catalogue": Door(EVERYONE),
    "GET /api/plugins": Door(EVERYONE),
    "GET /healthz": Door(EVERYONE),
    "GET /readiness": Door(EVERYONE),
    "GET /": Door(EVERYONE),
    "GET /t/{tournament}": Door(EVERYONE),
    "GET /t/{tournament}/live": Door(EVERYONE),
    # Pages for people, and their forms
    "GET /sign-in": Door(EVERYONE),
    "POST /sign-in": Door(EVERYONE),
    "GET /join": Door(EVERYONE),
    "POST /join": Door(EVERYONE),
    "GET /forgot": Door(EVERYONE),
    "POST /forgot": Door(EVERYONE),
    "POST /sign-out": Door(EVERYONE),
    "GET /me/account": Door(SIGNED_IN),
    "POST /me/account/{change}": Door(SIGNED_IN),
    "POST /me/account/notices": Door(SIGNED_IN),
    "POST /me/account/identities/{provider}": Door(SIGNED_IN),
    "GET /schema": Door(EVERYONE),
    "GET /schema/openapi.json": Door(EVERYONE),
}
