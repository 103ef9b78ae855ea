"""The numbers of an entrant in a tournament, and of a person over all of theirs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile

from attrs import field, frozen
from deltacrown import How, Match, Tournament

from deltacrown_host.analytics.organizer import share

_COUNTED = {How.PLAYED, How.FORFEIT, How.NO_SHOW}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@frozen
class Record:
    """What an entrant has done in a tournament.

    form     the results in the order of time, W for a win, D for a draw, L for a loss; without byes and walkovers
    last_at  when the last of them was settled
    rank     the final one, once the tournament is over
    prize    what it was given, in minor units of `currency`
    """

    tournament: str
    entrant: str
    game: str
    form: str
    last_at: datetime | None
    rank: int | None
    prize: int
    currency: str


@frozen
class Placement:
    """The final rank in a tournament."""

    tournament: str
    rank: int


@frozen
class PersonFigures:
    """The numbers of a person.

    tournaments          those in which they take part, or did
    matches              that were decided, without byes and walkovers
    wins, losses         of these; what is left was drawn
    win_rate             of these, how many were won: between 0 and 1
    placements           final ranks, the newest tournament first
    best_placement       the best of them
    tournaments_by_game  how many in each game; the empty name for none
    total_winnings       prizes, in minor units by currency
    certificates         how many were issued to them; null where this host issues none
    current_streak       how many wins in a row up to now, or losses as a negative number; 0 after a draw
    """

    tournaments: int
    matches: int
    wins: int
    losses: int
    win_rate: float | None
    placements: tuple[Placement, ...]
    best_placement: int | None
    tournaments_by_game: dict[str, int]
    total_winnings: dict[str, int]
    certificates: int | None = field(default=None)
    current_streak: int = 0


def records(tournament: Tournament) -> Iterator[Record]:
    """The record of every entrant, in the order of registration."""
    results: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for match in _decided(tournament):
        for entrant in match.present:
            results[entrant].append((match.ended_at or _LONG_AGO, _verdict(match, entrant)))
    ranks = {line.entrant: line.rank for line in tournament.ranking.standings} if tournament.ranking else {}
    shares = tournament.prizes.shares if tournament.prizes else ()
    prizes = Counter[str]()
    for one in shares:
        prizes[one.entrant] += one.amount
    prize = tournament.settings.prize
    for entrant in tournament.entrants:
        mine = sorted(results[entrant], key=lambda result: result[0])
        yield Record(
            tournament.id,
            entrant,
            tournament.settings.game,
            "".join(verdict for _, verdict in mine),
            mine[-1][0] if mine else None,
            ranks.get(entrant),
            prizes[entrant],
            prize.pool.currency if prize else "",
        )


def _decided(tournament: Tournament) -> Iterator[Match]:
    for stage in tournament.stages:
        for match in stage.matches.values():
            if match.outcome is not None and match.outcome.how in _COUNTED:
                yield match


def _verdict(match: Match, entrant: str) -> str:
    best = match.outcome.ranking[0] if match.outcome and match.outcome.ranking else ()
    if entrant not in best:
        return "L"
    return "W" if len(best) == 1 else "D"


def person(found: Sequence[Record]) -> PersonFigures:
    """The numbers of whoever has these records."""
    in_time = sorted(found, key=lambda record: record.last_at or _LONG_AGO)
    form = "".join(record.form for record in in_time)
    wins = form.count("W")
    ranked = [Placement(record.tournament, record.rank) for record in reversed(in_time) if record.rank is not None]
    return PersonFigures(
        tournaments=len({record.tournament for record in found}),
        matches=len(form),
        wins=wins,
        losses=form.count("L"),
        win_rate=share(wins, len(form)),
        placements=tuple(ranked),
        best_placement=min((one.rank for one in ranked), default=None),
        tournaments_by_game=dict(sorted(Counter(record.game for record in found).items())),
        total_winnings=dict(sorted(_winnings(found).items())),
        current_streak=_streak(form),
    )


def _winnings(found: Sequence[Record]) -> Mapping[str, int]:
    total = Counter[str]()
    for record in found:
        if record.prize:
            total[record.currency] += record.prize
    return total


def _streak(form: str) -> int:
    length = sum(1 for _ in takewhile(lambda verdict: verdict == form[-1:], reversed(form)))
    return {"W": length, "L": -length}.get(form[-1:], 0)
