"""The engine: the rules of all installed plugins as four pure functions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from deltacrown import commands, wire
from deltacrown.commands import Envelope
from deltacrown.correction import decide as correction
from deltacrown.deciding import Decision
from deltacrown.dispute import decide as dispute
from deltacrown.drawing.drawing import Drawing
from deltacrown.errors import Malformed, PluginFault
from deltacrown.events import Event
from deltacrown.evolve import evolve
from deltacrown.journal import Entry
from deltacrown.match import decide as match
from deltacrown.match import playing
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry, load
from deltacrown.prize import decide as prize
from deltacrown.prize.allotting import allotment
from deltacrown.prize.state import Allotment
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import Ranking
from deltacrown.registration import check_in
from deltacrown.registration import decide as registration
from deltacrown.stage import decide as stage_decide
from deltacrown.stage import pairing_again
from deltacrown.stage.keeping import Kept
from deltacrown.stage.layout import Layout
from deltacrown.stage.placements import placements
from deltacrown.stage.state import Stage
from deltacrown.tournament import decide as lifecycle
from deltacrown.tournament.phases import phase_problems
from deltacrown.tournament.state import Tournament

_Check: TypeAlias = Callable[[Any, Decision], Iterable[Problem]]
_Happen: TypeAlias = Callable[[Any, Decision], None]

_DECIDE: dict[type, tuple[_Check, _Happen]] = {
    commands.CreateTournament: (lifecycle.create_problems, lifecycle.create),
    commands.ChangeSettings: (lifecycle.change_problems, lifecycle.change),
    commands.PublishTournament: (lifecycle.nothing_against, lifecycle.publish),
    commands.OpenRegistration: (lifecycle.nothing_against, lifecycle.open_registration),
    commands.RegisterEntrant: (registration.register_problems, registration.register),
    commands.WithdrawEntrant: (registration.withdraw_problems, registration.withdraw),
    commands.DisqualifyEntrant: (registration.disqualify_problems, registration.disqualify),
    commands.ReplaceEntrant: (registration.replace_problems, registration.replace),
    commands.CommitToDraw: (lifecycle.commit_problems, lifecycle.commit),
    commands.OpenCheckIn: (lifecycle.open_check_in_problems, lifecycle.open_check_in),
    commands.CheckIn: (check_in.check_in_problems, check_in.check_in),
    commands.UndoCheckIn: (check_in.undo_problems, check_in.undo),
    commands.DropNoShows: (check_in.drop_problems, check_in.drop),
    commands.StartTournament: (lifecycle.start_problems, lifecycle.start),
    commands.ReportResult: (match.report_problems, match.report),
    commands.ScheduleMatch: (playing.schedule_problems, playing.schedule),
    commands.ScheduleMatches: (playing.schedule_all_problems, playing.schedule_all),
    commands.SetBestOf: (playing.best_of_problems, playing.set_best_of),
    commands.CheckInToMatch: (playing.check_in_problems, playing.check_in),
    commands.StartMatch: (playing.start_problems, playing.start),
    commands.VetoMap: (playing.veto_problems, playing.veto),
    commands.ReportGame: (playing.game_problems, playing.report_game),
    commands.ClaimResult: (match.claim_problems, match.claim),
    commands.ConfirmResult: (match.confirm_problems, match.confirm),
    commands.ConfirmOverdue: (match.overdue_problems, match.overdue),
    commands.ForfeitMatch: (match.forfeit_problems, match.forfeit),
    commands.OpenDispute: (dispute.open_problems, dispute.open_),
    commands.AddEvidence: (dispute.unsettled_problems, dispute.add_evidence),
    commands.CommentOnDispute: (dispute.comment_problems, dispute.comment),
    commands.ReviewDispute: (dispute.review_problems, dispute.review),
    commands.EscalateDispute: (dispute.unsettled_problems, dispute.escalate),
    commands.ResolveDispute: (dispute.resolve_problems, dispute.resolve),
    commands.CloseDispute: (dispute.close_problems, dispute.close),
    commands.ArrangeMatch: (stage_decide.arrange_problems, stage_decide.arrange),
    commands.CloseStage: (stage_decide.close_problems, stage_decide.close),
    commands.PairAgain: (pairing_again.pair_again_problems, pairing_again.pair_again),
    commands.DecideTie: (stage_decide.decide_tie_problems, stage_decide.decide_tie),
    commands.ContinueTournament: (lifecycle.continue_problems, lifecycle.continue_),
    commands.FreezeTournament: (lifecycle.freeze_problems, lifecycle.freeze),
    commands.UnfreezeTournament: (lifecycle.unfreeze_problems, lifecycle.unfreeze),
    commands.CancelTournament: (lifecycle.cancel_problems, lifecycle.cancel),
    commands.ArchiveTournament: (lifecycle.nothing_against, lifecycle.archive),
    commands.AllotPrizes: (prize.allot_problems, prize.allot_prizes),
    commands.Amend: (correction.amend_problems, correction.amend),
}


class Engine:
    """What an embedder holds: the rules, and nothing that changes.

    `Engine()` uses every installed plugin; hand over a `Registry` to choose (see `deltacrown.load`).
    """

    def __init__(self, registry: Registry | None = None) -> None:
        self.registry = load() if registry is None else registry

    def decide(
        self, envelope: Envelope, tournament: Tournament, history: Callable[[], Iterable[Entry]] = tuple
    ) -> Decision | Refusal:
        """What the command makes happen, as events and the tournament after them; or every reason why it may not.

        Pure: the same command on the same tournament is answered the same, and nothing is written. A plugin that
        raises or answers nonsense refuses the command with the code "plugin.fault" and its name. `history` reads the
        entries that led to the tournament; only corrections ask for it. The command is taken as a journal would read it
        back (`decision.envelope`); one that holds something else than it should is refused.
        """
        if envelope.at.tzinfo is None:
            return Refusal((Problem("envelope.time_without_zone", "a command's time needs its zone", "at"),))
        try:
            kind = type(envelope.command)
            command = wire.checked(envelope.command, kind if kind in _DECIDE else commands.Command)
        except Malformed as malformed:
            return Refusal(malformed.problems)
        if command is not envelope.command:
            envelope = attrs.evolve(envelope, command=command)
        return self.decide_checked(envelope, tournament, history)

    def decide_checked(
        self, envelope: Envelope, tournament: Tournament, history: Callable[[], Iterable[Entry]] = tuple
    ) -> Decision | Refusal:
        """`decide` for a command that comes from a journal or was checked before."""
        try:
            return self._decide(envelope, tournament, history)
        except PluginFault as fault:
            return Refusal((Problem("plugin.fault", str(fault)),))

    def _decide_again(self, envelope: Envelope, tournament: Tournament, kept: Kept) -> Decision | Refusal:
        """Raises PluginFault: what a correction decides again must not count as refused because a plugin failed."""
        return self._decide(envelope, tournament, tuple, kept)

    def _decide(
        self,
        envelope: Envelope,
        tournament: Tournament,
        history: Callable[[], Iterable[Entry]],
        kept: Kept | None = None,
    ) -> Decision | Refusal:
        check, happen = _DECIDE[type(envelope.command)]
        decision = Decision(envelope, tournament, self.registry, history, self._decide_again, kept)
        problems = tuple(phase_problems(envelope.command, tournament) or check(envelope.command, decision))
        if problems:
            return Refusal(problems)
        happen(envelope.command, decision)
        return decision

    def apply(self, tournament: Tournament, events: Iterable[Event]) -> Tournament:
        """The tournament after events that were decided before. Asks no plugin."""
        for event in events:
            tournament = evolve(tournament, event)
        return tournament

    def ranking(self, stage: Stage) -> Ranking:
        """The stage's ranking: final once it is over, as it stands before. Raises PluginFault.

        Where the format is not installed any more, all who have no final ranking are level.
        """
        if stage.ranking is not None:
            return stage.ranking
        return (
            Ranking.of([stage.entrants]) if asking.absence(self.registry, stage) else asking.rank(self.registry, stage)
        )

    def prizes(self, tournament: Tournament) -> Allotment | None:
        """Who gets what of the prize: final once it is settled, as it would be by the placements now before.

        None without a prize, before the start, and where the payout rule is not installed. Raises PluginFault.
        """
        prize = tournament.settings.prize
        if tournament.prizes is not None or prize is None or prize.rule not in self.registry.payout_rules:
            return tournament.prizes
        stages = [attrs.evolve(stage, ranking=self.ranking(stage)) for stage in tournament.stages]
        ranking = tournament.ranking or placements(stages, tournament.disqualified)
        return allotment(self.registry, tournament, prize, ranking) if stages else None

    def layout(self, stage: Stage) -> Layout:
        """How to draw the stage. Raises PluginFault."""
        return asking.layout(self.registry, stage)

    def draw(self, stage: Stage, names: Mapping[str, str] | None = None) -> Drawing:
        """The stage as text (`print` it) and as a picture (`.svg()`). `names` holds display names by entrant id.

        A plugin that fails spoils no drawing: the layout is the plain one then, and nobody is ranked.
        """
        try:
            drawn = self.layout(stage)
        except PluginFault:
            drawn = Layout.by_round(stage.matches.values())
        try:
            ranking: Ranking | None = self.ranking(stage)
        except PluginFault:
            ranking = None
        return Drawing(stage, drawn, ranking, names or {})
