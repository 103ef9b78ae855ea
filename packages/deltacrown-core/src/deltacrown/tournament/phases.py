"""The life of a tournament as one table: which command fits which phase."""

from deltacrown import commands
from deltacrown.problems import Problem
from deltacrown.tournament.state import Phase, Tournament

_BEFORE_PLAY = (Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION, Phase.CHECK_IN)
_WITH_ENTRANTS = (Phase.REGISTRATION, Phase.CHECK_IN, Phase.LIVE)

FITS: dict[type, tuple[Phase, ...]] = {
    commands.CreateTournament: (Phase.NEW,),
    commands.ChangeSettings: _BEFORE_PLAY,
    commands.PublishTournament: (Phase.DRAFT,),
    commands.OpenRegistration: (Phase.DRAFT, Phase.PUBLISHED),
    commands.RegisterEntrant: _WITH_ENTRANTS,
    commands.WithdrawEntrant: _WITH_ENTRANTS,
    commands.DisqualifyEntrant: _WITH_ENTRANTS,
    commands.ReplaceEntrant: _WITH_ENTRANTS,
    commands.CommitToDraw: (Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION),
    commands.OpenCheckIn: (Phase.REGISTRATION,),
    commands.CheckIn: (Phase.CHECK_IN,),
    commands.UndoCheckIn: (Phase.CHECK_IN,),
    commands.DropNoShows: (Phase.CHECK_IN,),
    commands.StartTournament: (Phase.REGISTRATION, Phase.CHECK_IN),
    commands.ReportResult: (Phase.LIVE,),
    commands.ScheduleMatch: (Phase.LIVE,),
    commands.ScheduleMatches: (Phase.LIVE,),
    commands.SetBestOf: (Phase.LIVE,),
    commands.CheckInToMatch: (Phase.LIVE,),
    commands.StartMatch: (Phase.LIVE,),
    commands.VetoMap: (Phase.LIVE,),
    commands.ReportGame: (Phase.LIVE,),
    commands.ClaimResult: (Phase.LIVE,),
    commands.ConfirmResult: (Phase.LIVE,),
    commands.ConfirmOverdue: (Phase.LIVE,),
    commands.ForfeitMatch: (Phase.LIVE,),
    commands.OpenDispute: (Phase.LIVE, Phase.COMPLETED),
    commands.AddEvidence: (Phase.LIVE, Phase.COMPLETED),
    commands.CommentOnDispute: (Phase.LIVE, Phase.COMPLETED),
    commands.ReviewDispute: (Phase.LIVE, Phase.COMPLETED),
    commands.EscalateDispute: (Phase.LIVE, Phase.COMPLETED),
    commands.ResolveDispute: (Phase.LIVE, Phase.COMPLETED),
    commands.CloseDispute: (Phase.LIVE, Phase.COMPLETED),
    commands.ArrangeMatch: (Phase.LIVE,),
    commands.CloseStage: (Phase.LIVE,),
    commands.PairAgain: (Phase.LIVE,),
    commands.DecideTie: (Phase.LIVE, Phase.COMPLETED),
    commands.ContinueTournament: (Phase.LIVE,),
    commands.FreezeTournament: (*_BEFORE_PLAY, Phase.LIVE),
    commands.UnfreezeTournament: (*_BEFORE_PLAY, Phase.LIVE),
    commands.CancelTournament: (*_BEFORE_PLAY, Phase.LIVE),
    commands.AllotPrizes: (Phase.COMPLETED,),
    commands.Amend: (*_BEFORE_PLAY, Phase.LIVE, Phase.COMPLETED),
    commands.ArchiveTournament: (Phase.COMPLETED, Phase.CANCELLED),
}
_WHILE_FROZEN = (commands.UnfreezeTournament, commands.CancelTournament)


def phase_problems(command: object, tournament: Tournament) -> list[Problem]:
    """Why the command does not fit where the tournament stands in its life."""
    fits = FITS[type(command)]
    if tournament.phase in fits and not tournament.frozen:
        return []
    problems: list[Problem] = []
    if tournament.phase not in fits:
        expected = " or ".join(phase.value for phase in fits)
        message = f"the tournament is {tournament.phase.value}, this needs {expected}"
        problems.append(Problem("tournament.wrong_phase", message))
    if tournament.frozen and not isinstance(command, _WHILE_FROZEN):
        problems.append(Problem("tournament.frozen", f"the tournament is frozen: {tournament.frozen}"))
    return problems
