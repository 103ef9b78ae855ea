"""The numbers of a tournament, each in one place. A share is between 0 and 1, and null where there is nothing."""

from attrs import frozen
from deltacrown import How, Match, Status

from deltacrown_host.analytics.facts import Facts
from deltacrown_host.payments.steps import PaymentState


@frozen
class TournamentFigures:
    """The numbers of a tournament.

    registrations   everyone who ever registered, also who waits, has left or was put out
    participants    who takes part: those who were seeded, once it has started
    check_in_rate   of those who had a place, how many checked in
    no_shows        who was dropped, or lost a match, because they did not come
    matches         that are played or to be played: no byes
    completed_matches  those that are decided, also without play
    disputes        matches whose result was ever contested
    dispute_rate    of the decided matches, how many were contested
    forfeits        matches decided by a forfeit or because a side did not come
    average_match_s how long a match takes in the mean, of those whose beginning is known, in seconds
    prize_pool      what is played for, in minor units of `currency`
    prizes_paid     what of it entrants have been given, once it is settled; or what a plugin has paid
    fees_verified   how many entry fees were verified and not sent back
    spectators      the most different visitors of one day, about
    revenue         what those fees come to, in minor units of `fee_currency`; null where no fee is asked for
    """

    registrations: int
    participants: int
    check_in_rate: float | None
    no_shows: int
    matches: int
    completed_matches: int
    disputes: int
    dispute_rate: float | None
    forfeits: int
    average_match_s: int | None
    prize_pool: int | None
    prizes_paid: int | None
    fees_verified: int
    spectators: int
    currency: str
    revenue: int | None = None
    fee_currency: str = ""


def figures(facts: Facts) -> TournamentFigures:
    """The numbers that these facts make."""
    tournament = facts.tournament
    prize, completed = tournament.settings.prize, list(facts.completed())
    fee, fees = tournament.settings.fee, sum(one is PaymentState.VERIFIED for one in facts.payments.values())
    disputes = sum(match.progress.dispute is not None for match in facts.matches())
    return TournamentFigures(
        registrations=len(tournament.entrants),
        participants=len(tournament.seeds or tournament.taking_part),
        check_in_rate=_check_in_rate(facts),
        no_shows=len(facts.dropped | {entrant for match in completed for entrant in _absent(match)}),
        matches=sum(1 for _ in facts.matches()),
        completed_matches=len(completed),
        disputes=disputes,
        dispute_rate=share(disputes, len(completed)),
        forfeits=sum(_how(match) in {How.FORFEIT, How.NO_SHOW} for match in completed),
        average_match_s=_average_match_s(completed),
        prize_pool=prize.pool.amount if prize else None,
        prizes_paid=_prizes_paid(facts),
        fees_verified=fees,
        spectators=max((day.visitors for day in facts.days), default=0),
        currency=prize.pool.currency if prize else "",
        revenue=fee.amount * fees if fee else None,
        fee_currency=fee.currency if fee else "",
    )


def share(part: int, whole: int) -> float | None:
    """The part of the whole, to four places; None where there is nothing."""
    return round(part / whole, 4) if whole else None


def _check_in_rate(facts: Facts) -> float | None:
    """Where check-in was asked for, of everyone but those who wait for a place."""
    if facts.tournament.settings.check_in is None:
        return None
    placed = [one for one in facts.tournament.entrants.values() if one.status is not Status.WAITING]
    return share(sum(one.checked_in is not None for one in placed), len(placed))


def _how(match: Match) -> How | None:
    return match.outcome.how if match.outcome else None


def _absent(match: Match) -> frozenset[str]:
    """Who lost the match because they did not come."""
    if match.outcome is None or match.outcome.how is not How.NO_SHOW:
        return frozenset()
    return frozenset(match.present) - {match.outcome.winner or ""}


def _average_match_s(completed: list[Match]) -> int | None:
    spans = [
        (match.ended_at - match.progress.started_at).total_seconds()
        for match in completed
        if match.played and match.ended_at and match.progress.started_at
    ]
    return round(sum(spans) / len(spans)) if spans else None


def _prizes_paid(facts: Facts) -> int | None:
    prizes = facts.tournament.prizes
    return sum(share.amount for share in prizes.shares if share.entrant) if prizes else None
