"""Whether a place follows from what was played: the tournament is played again from its journal."""

from collections.abc import Iterable

from deltacrown import Engine, Tournament, read_lines, verify
from deltacrown.errors import BrokenChain

from deltacrown_certs.credentials.claims import Claims
from deltacrown_certs.verification.checks import Answer, Check


def follows(claims: Claims, journal: Iterable[str]) -> Check:
    """The journal must be the one that the claims name, be what the rules yield, and put the entrant in that place.

    What happened since it was issued counts too: a correction may have given the place to somebody else.
    """
    try:
        entries = list(read_lines(journal))
    except BrokenChain as error:
        return Check("journal", Answer.NO, str(error))
    if not 0 < claims.length <= len(entries) or entries[claims.length - 1].digest != claims.journal:
        return Check("journal", Answer.NO, f"event {claims.length} is not the one that the certificate names")
    unchecked: set[str] = set()
    for length in sorted({claims.length, len(entries)}):
        verdict = verify(Engine(), entries[:length])
        problem = "; ".join(map(str, verdict.findings[:1])) or _elsewhere(claims, verdict.tournament)
        if problem:
            return Check("journal", Answer.NO, f"after event {length}: {problem}")
        unchecked |= {*verdict.unchecked}
    if unchecked:
        return Check("journal", Answer.OPEN, f"the rules cannot be asked: {'; '.join(sorted(unchecked))}")
    return Check("journal", Answer.YES, f"{len(entries)} events, played again, lead to this place")


def _elsewhere(claims: Claims, tournament: Tournament) -> str:
    """What of the claims does not follow; empty where all does."""
    if tournament.id != claims.tournament:
        return f"it is the journal of {tournament.id}, not of {claims.tournament}"
    if claims.registration not in tournament.entrants:
        return "whoever the certificate is for never registered"
    if not claims.place:
        return ""
    standings = tournament.ranking.standings if tournament.ranking else ()
    place = next((line.rank for line in standings if line.entrant == claims.registration), None)
    return "" if place == claims.place else f"the place is {place or 'open'}, not {claims.place}"
