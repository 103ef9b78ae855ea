"""What is done by itself: fees captured, given back, credit and holds that end. Each may be done again."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from deltacrown import Entry, Status, Tournament
from deltacrown.events import EntrantWithdrawn, TournamentCancelled, TournamentStarted
from deltacrown_host import Host, Kind, Wanted

from deltacrown_economy.fees import capture
from deltacrown_economy.hosting.answering import write
from deltacrown_economy.hosting.refunding import give_back, give_everything_back
from deltacrown_economy.ledger import Ledger
from deltacrown_economy.promotions import expire_bonuses

CAPTURE = "economy.capture"
WITHDRAW = "economy.withdraw"
CANCEL = "economy.cancel"
EXPIRE = "economy.expire"


def wanted_after(entry: Entry) -> Sequence[Wanted]:
    """What an event of a tournament calls for."""
    match entry.event:
        case TournamentStarted():
            return [Wanted(CAPTURE, entry.at)]
        case EntrantWithdrawn():
            return [Wanted(WITHDRAW, entry.at)]
        case TournamentCancelled():
            return [Wanted(CANCEL, entry.at)]
        case _:
            return []


def kinds(host: Host) -> Mapping[str, Kind]:
    """The jobs of the economy."""

    async def capture_fees(_: str, payload: Mapping[str, Any]) -> None:
        await write(host, capture, payload["tournament"])

    async def refund_withdrawn(_: str, payload: Mapping[str, Any]) -> None:
        gone = await host.desk.look(payload["tournament"], lambda standing, _: _withdrawn(standing))
        for entrant in gone:
            await write(host, give_back, payload["tournament"], entrant)

    async def refund_cancelled(_: str, payload: Mapping[str, Any]) -> None:
        await write(host, give_everything_back, payload["tournament"])

    async def expire(_: str, __: Mapping[str, Any]) -> None:
        await write(host, _expire, host)

    return {
        CAPTURE: Kind(capture_fees),
        WITHDRAW: Kind(refund_withdrawn),
        CANCEL: Kind(refund_cancelled),
        EXPIRE: Kind(expire, every=timedelta(hours=1)),
    }


def _withdrawn(tournament: Tournament) -> list[str]:
    return [entrant.id for entrant in tournament.entrants.values() if entrant.status is Status.WITHDRAWN]


def _expire(ledger: Ledger, host: Host) -> int:
    return ledger.expire() + expire_bonuses(ledger, host.clock())
