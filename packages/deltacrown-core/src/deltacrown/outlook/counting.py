"""Which ranks of a stage count for what comes after it."""

from deltacrown.tournament.state import TournamentSettings


def ranks_that_count(settings: TournamentSettings, stage: str, table: str = "") -> tuple[int, ...]:
    """The ranks of the stage, or of one table of it, that later stages take their entrants from; else the first."""
    taken = {
        source.rank
        for later in settings.stages
        for source in later.sources
        if (source.stage, source.table) == (stage, table)
    }
    return tuple(sorted(taken)) or (1,)
