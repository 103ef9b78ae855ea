"""What is answered to a command: what happened, or what would."""

from collections.abc import Iterable

from attrs import frozen
from deltacrown import Effect, Tournament

from deltacrown_host.tournaments.history import EventLine


@frozen
class CommandReceipt:
    """What a command made happen, in full; no events where it changed nothing. The same again is answered the same."""

    tournament: str
    version: int
    command: str
    events: tuple[EventLine, ...]


@frozen
class MatchName:
    """A match: the key of its stage, and its own."""

    stage: str
    match: str


@frozen
class RankChange:
    """A final rank that differs; null where there is none."""

    entrant: str
    before: int | None
    after: int | None


@frozen
class ShareChange:
    """A share of the prize that differs, in minor units; the entrant is the empty text for what the organizer keeps."""

    entrant: str
    before: int
    after: int


@frozen
class EffectView:
    """What a command would do at this version. Nothing was written.

    kept     played matches whose entrants and outcome stay
    changed  matches played before and after, with another outcome or other entrants
    voided   matches that were played and are no longer: their results do not count any more
    new      matches that are there only afterwards
    gone     matches that are there only before
    ranks    final ranks that differ
    shares   shares of the prize that differ
    phase    the tournament's phase afterwards
    """

    version: int
    kept: tuple[MatchName, ...]
    changed: tuple[MatchName, ...]
    voided: tuple[MatchName, ...]
    new: tuple[MatchName, ...]
    gone: tuple[MatchName, ...]
    ranks: tuple[RankChange, ...]
    shares: tuple[ShareChange, ...]
    phase: str


def effect_view(before: Tournament, after: Tournament, found: Effect) -> EffectView:
    """The effect, for whoever must decide whether to go on."""
    return EffectView(
        version=before.version,
        kept=_names(found.kept),
        changed=_names(found.changed),
        voided=_names(found.voided),
        new=_names(found.new),
        gone=_names(found.gone),
        ranks=tuple(RankChange(entrant, was, will_be) for entrant, (was, will_be) in found.ranks.items()),
        shares=tuple(ShareChange(entrant, was, will_be) for entrant, (was, will_be) in found.shares.items()),
        phase=after.phase.value,
    )


def _names(matches: Iterable[tuple[str, str]]) -> tuple[MatchName, ...]:
    return tuple(MatchName(stage, match) for stage, match in matches)
