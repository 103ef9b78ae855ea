"""Whom something is to be told, and what: read from the tournament as it stands when the time has come."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from attrs import frozen
from deltacrown import Match, Phase, Stage, Status, Tournament
from sqlalchemy import Connection, select

from deltacrown_host.notices.choices import Notice, who_wants
from deltacrown_host.registrations.names import names_of
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.records import ACTING
from deltacrown_host.teams.tables import entrant_teams, team_members


@frozen
class Told:
    """One letter: to an account, about a notice. The same `once` is sent a single time."""

    kind: str
    notice: Notice
    account: str
    once: str
    filled_with: Mapping[str, str]


@frozen
class Found:
    """A tournament to tell of, and the connection to look up who acts for whom."""

    tournament: Tournament
    connection: Connection

    def ready(self, stage: str, match: str) -> list[Told]:
        """That matches can be played: one, or all of the stage. Said again only where others meet in them."""
        return [
            told
            for one in self._matches(stage, match)
            if one.ready and not one.progress.claims and one.progress.started_at is None
            for told in self._sides("match_ready", Notice.MATCH_READY, stage, one, "/".join(one.present))
        ]

    def soon(self, stage: str, match: str) -> list[Told]:
        """That a match begins soon, to everyone known to play in it."""
        return [
            told
            for one in self._matches(stage, match)
            if one.outcome is None and one.progress.scheduled_at is not None
            for told in self._sides("match_soon", Notice.MATCH_SOON, stage, one, one.progress.scheduled_at.isoformat())
        ]

    def result(self, stage: str, match: str) -> list[Told]:
        """That a result is to be confirmed, to those who have not said what it is."""
        return [
            told
            for one in self._matches(stage, match)
            if one.outcome is None and one.progress.claims and one.progress.dispute is None
            for told in self._sides(
                "result_claimed",
                Notice.RESULT,
                stage,
                one,
                one.progress.claims[-1].at.isoformat(),
                {claim.entrant for claim in one.progress.claims},
            )
        ]

    def dispute(self, stage: str, match: str) -> list[Told]:
        """That a match is contested, or that there is a ruling, to both sides."""
        found = [(one, one.progress.dispute) for one in self._matches(stage, match)]
        return [
            told
            for one, dispute in found
            if dispute is not None
            for told in self._sides(
                "dispute_opened" if dispute.ruling is None else "dispute_ruled",
                Notice.DISPUTE,
                stage,
                one,
                dispute.opened_at.isoformat(),
            )
        ]

    def check_in(self, kind: str) -> list[Told]:
        """Of check-in, to everyone who takes part and is not there yet."""
        if kind != "check_in_soon" and self.tournament.phase is not Phase.CHECK_IN:
            return []
        settings, entrants = self.tournament.settings, self.tournament.entrants.values()
        missing = [one.id for one in entrants if one.status is Status.TAKING_PART and one.checked_in is None]
        starts = settings.starts_at.isoformat() if settings.starts_at else ""
        return list(self._letters(kind, Notice.CHECK_IN, missing, {"starts_at": starts}, starts))

    def _matches(self, stage: str, match: str) -> list[Match]:
        found = self.tournament.stage(stage)
        if found is None or self.tournament.phase is not Phase.LIVE or self.tournament.frozen:
            return []
        return _one_or_all(found, match)

    def _sides(  # noqa: PLR0913, PLR0917 - what is said, of what, and to whom not
        self, kind: str, notice: Notice, stage: str, match: Match, once: str, but: Collection[str] = ()
    ) -> Iterator[Told]:
        names = names_of(self.connection, self.tournament.id)
        against = " \N{EN DASH} ".join(names.get(entrant, entrant) for entrant in match.present)
        at = match.progress.scheduled_at
        filled = {"match": against, "at": at.isoformat() if at else "", "station": match.progress.station}
        told = [entrant for entrant in match.present if entrant not in but]
        yield from self._letters(kind, notice, told, filled, f"{stage}/{match.key}/{once}")

    def _letters(
        self, kind: str, notice: Notice, entrants: Collection[str], filled: Mapping[str, str], once: str
    ) -> Iterator[Told]:
        acting = who_acts(self.connection, self.tournament.id, entrants)
        common = {"tournament": self.tournament.id, "name": self.tournament.settings.name}
        for account in who_wants(self.connection, notice, acting):
            key = f"{kind}/{self.tournament.id}/{once}/{account}"
            yield Told(kind, notice, account, key, {**common, **filled, "account": account})


def who_acts(connection: Connection, tournament: str, entrants: Collection[str]) -> set[str]:
    """The accounts that act for these entrants: whoever registered them, and who leads the teams that they are."""
    wanted = set(entrants)
    own = select(entrant_accounts.c.entrant, entrant_accounts.c.account)
    own = own.where(entrant_accounts.c.tournament_id == tournament)
    leading = select(entrant_teams.c.entrant, team_members.c.account)
    leading = leading.join(team_members, team_members.c.team == entrant_teams.c.team)
    leading = leading.where(entrant_teams.c.tournament_id == tournament, team_members.c.role.in_(ACTING))
    rows = [*connection.execute(own), *connection.execute(leading)]
    return {row.account for row in rows if row.entrant in wanted}


def soon_at(tournament: Tournament, stage: str, match: str) -> datetime | None:
    """When the match is to be played, while it is undecided."""
    found = tournament.stage(stage)
    one = found.matches.get(match) if found else None
    return one.progress.scheduled_at if one is not None and one.outcome is None else None


def _one_or_all(stage: Stage, match: str) -> list[Match]:
    if not match:
        return list(stage.matches.values())
    one = stage.matches.get(match)
    return [] if one is None else [one]
