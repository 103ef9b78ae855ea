"""A bracket over HTTP as one writes it in a day with FastAPI and SQLAlchemy: what DeltaCrown's host is measured beside.

    plain_fastapi.py DATABASE_URL PORT KEY

The same paths, the same answers and the same kind of key. A result is taken by whoever organizes, settles the match,
moves the winner on and leaves a row of what happened, in one transaction; the tournament's version goes up with it,
and whoever comes second tries again. There is no journal that is verified, no feed, no audit, no idempotency.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any
from uuid import uuid4

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from plain_tables import Account, ApiKey, Base, Happened, Match, Tournament
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

URL, PORT, KEY = sys.argv[1:]
ATTEMPTS = 1000

engine = create_engine(URL, pool_size=40, max_overflow=0)
app = FastAPI()

if URL.startswith("sqlite"):

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        """The same settings as DeltaCrown's."""
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")


class Result(BaseModel):
    """What was scored."""

    model_config = ConfigDict(extra="forbid")
    points: list[int]


class Score(BaseModel):
    """What was scored, as it is shown."""

    points: list[int]
    shootout: list[int] = []
    stats: dict[str, list[int]] = {}
    games: list[dict[str, Any]] = []


class Outcome(BaseModel):
    """How a match ended."""

    ranking: list[list[str]]
    winner: str | None
    how: str
    score: Score
    order: str


class MatchView(BaseModel):
    """A match as it is shown."""

    stage: str = "ko"
    key: str
    round: int
    section: str = ""
    slots: list[dict[str, Any]] = []
    entrants: list[str | None]
    names: list[str | None]
    state: str
    draws: bool = False
    best_of: int = 1
    legs: int = 1
    away_goals: bool = False
    progress: dict[str, Any] = {}
    outcome: Outcome | None
    ended_at: datetime | None


class MatchList(BaseModel):
    """All of them."""

    version: int
    matches: list[MatchView]


class TournamentView(BaseModel):
    """A tournament as it is shown."""

    id: str
    name: str
    phase: str
    version: int
    created_at: datetime
    updated_at: datetime
    settings: dict[str, Any]
    entrants: int
    seeds: list[str]


class Receipt(BaseModel):
    """What became of a result."""

    tournament: str
    version: int
    events: list[dict[str, Any]]


def session() -> Iterator[Session]:
    """A session a request."""
    with Session(engine) as opened:
        yield opened


Asked = Annotated[Session, Depends(session)]


def caller(db: Asked, authorization: Annotated[str, Header()] = "") -> Account:
    """Whose key was shown."""
    digest = sha256(authorization.removeprefix("Bearer ").encode()).hexdigest()
    found = db.scalar(select(Account).join(ApiKey).where(ApiKey.digest == digest))
    if found is None:
        raise HTTPException(401, "this opens nothing")
    return found


Caller = Annotated[Account, Depends(caller)]


def tournament_of(db: Session, tournament: str) -> Tournament:
    """The tournament."""
    found = db.get(Tournament, tournament)
    if found is None:
        raise HTTPException(404, "there is no such tournament")
    return found


def match_of(db: Session, tournament: str, match: str) -> Match:
    """The match."""
    found = db.get(Match, (tournament, match))
    if found is None:
        raise HTTPException(404, "there is no such match")
    return found


def match_view(match: Match) -> MatchView:
    """The match as it is shown."""
    return MatchView(
        key=match.key,
        round=match.round,
        entrants=match.entrants,
        names=match.entrants,
        state=match.state,
        outcome=Outcome(**match.outcome) if match.outcome else None,
        ended_at=match.ended_at,
    )


@app.post("/make/{entrants}", status_code=201)
def make(entrants: int, db: Asked, who: Caller) -> dict[str, str]:
    """A tournament that has started, with as many entrants, a power of two."""
    now, seeds = datetime.now(UTC), [f"t{number}" for number in range(entrants)]
    settings = {"name": "Cup", "stages": [{"key": "ko", "format": "single_elimination"}]}
    made = Tournament(
        id=uuid4().hex,
        name="Cup",
        phase="running",
        organizer=who.id,
        created_at=now,
        updated_at=now,
        settings=settings,
        seeds=seeds,
    )
    db.add(made)
    db.flush()
    round_, size = 1, entrants // 2
    while size:
        for number in range(1, size + 1):
            sides = [seeds[number - 1], seeds[-number]] if round_ == 1 else [None, None]
            state = "ready" if round_ == 1 else "scheduled"
            key = f"R{round_}-{number}"
            db.add(Match(tournament=made.id, key=key, number=number, round=round_, state=state, entrants=sides))
        round_, size = round_ + 1, size // 2
    db.commit()
    return {"tournament": made.id}


@app.get("/api/tournaments/{tournament}")
def show(tournament: str, db: Asked, _: Caller, response: Response) -> TournamentView:
    """The tournament as it stands."""
    found = tournament_of(db, tournament)
    response.headers["etag"] = f'"{found.version}"'
    return TournamentView(
        id=found.id,
        name=found.name,
        phase=found.phase,
        version=found.version,
        created_at=found.created_at,
        updated_at=found.updated_at,
        settings=found.settings,
        entrants=len(found.seeds),
        seeds=found.seeds,
    )


@app.get("/api/tournaments/{tournament}/matches")
def list_matches(tournament: str, db: Asked, _: Caller, response: Response) -> MatchList:
    """Its matches."""
    version = tournament_of(db, tournament).version
    response.headers["etag"] = f'"{version}"'
    found = db.scalars(select(Match).where(Match.tournament == tournament).order_by(Match.round, Match.number))
    return MatchList(version=version, matches=[match_view(match) for match in found])


@app.get("/api/tournaments/{tournament}/matches/ko/{match}")
def show_match(tournament: str, match: str, db: Asked, _: Caller, response: Response) -> MatchView:
    """A match as it stands."""
    response.headers["etag"] = f'"{tournament_of(db, tournament).version}"'
    return match_view(match_of(db, tournament, match))


@app.put("/api/tournaments/{tournament}/matches/ko/{match}/result")
def report(tournament: str, match: str, result: Result, db: Asked, who: Caller) -> Receipt:
    """Record a result."""
    account = who.id
    for _ in range(ATTEMPTS):
        try:
            return settled(db, tournament, match, result, account)
        except (StaleDataError, DBAPIError):
            db.rollback()
    raise HTTPException(503, "too many at once")


def settled(db: Session, tournament: str, match: str, result: Result, account: str) -> Receipt:
    """Settle the match and move the winner on."""
    now, cup, found = datetime.now(UTC), tournament_of(db, tournament), match_of(db, tournament, match)
    if cup.organizer != account:
        raise HTTPException(403, "this needs to be the organizer")
    first, second = found.entrants
    points = result.points
    if found.state != "ready" or first is None or second is None or len(points) != 2 or points[0] == points[1]:
        raise HTTPException(422, "this cannot be a result of this match")
    ranking = [[first], [second]] if points[0] > points[1] else [[second], [first]]
    winner = ranking[0][0]
    found.state, found.ended_at = "completed", now
    found.outcome = {
        "ranking": ranking,
        "winner": winner,
        "how": "played",
        "score": {"points": points},
        "order": uuid4().hex,
    }
    after = db.get(Match, (tournament, f"R{found.round + 1}-{(found.number + 1) // 2}"))
    if after:
        side = (found.number + 1) % 2
        after.entrants = [winner if place == side else sits for place, sits in enumerate(after.entrants)]
        after.state = "ready" if all(after.entrants) else "scheduled"
    cup.updated_at = now
    seq = cup.version + 1
    told = {"type": "ResultReported", "match": match, "points": points}
    db.add(Happened(tournament=tournament, seq=seq, at=now, actor=account, event=told))
    db.commit()
    return Receipt(tournament=tournament, version=seq, events=[{"seq": seq, "type": "ResultReported"}])


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with Session(engine) as first_session:
        first_session.add(Account(id="ann", role="organizer"))
        first_session.flush()
        first_session.add(ApiKey(digest=sha256(KEY.encode()).hexdigest(), account="ann"))
        first_session.commit()
    uvicorn.run(app, port=int(PORT), access_log=False, log_level="warning")
