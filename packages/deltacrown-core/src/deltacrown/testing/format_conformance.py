"""The conformance kit of formats: subclass it, name the format, and every law is a test."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, NoReturn

from hypothesis import reject
from hypothesis import strategies as st

from deltacrown.contracts.format import Format
from deltacrown.errors import BrokenChain
from deltacrown.journal import read_lines, to_line
from deltacrown.outlook.bracket import Exit
from deltacrown.outlook.places import Places
from deltacrown.ranking import Ranking
from deltacrown.testing.checks import link_faults, meeting_faults, planned_meeting_faults
from deltacrown.testing.lawbook import Conformance, law
from deltacrown.testing.playground import Playground, Unplayable
from deltacrown.testing.plays import Play
from deltacrown.testing.promises import left_out, no_next_round, places_of_exits
from deltacrown.testing.purity import change_of_mind
from deltacrown.testing.rematches import avoidable_rematches
from deltacrown.testing.script import Script
from deltacrown.testing.strategies import Options, scripts
from deltacrown.tournament.state import Tournament

_LUCKS = 3
"""How many plays with different results are compared."""


class FormatConformance(Conformance):
    """The laws of formats.

        class TestMine(FormatConformance):
            format = Mine()

    format               what is tested
    sizes                the fewest and the most entrants to try; fields that `check` refuses are passed over
    options              option mappings to try, or a hypothesis strategy of them
    plugins              plugins that the format needs and that are not installed, such as its tie-breakers
    unbeaten_first       False where somebody may win everything and still not be first
    withdrawals_allowed  False where nobody may leave during play
    rematches_allowed    True where two may meet again though they could have met others
    losses_to_be_out     how many losses everyone but the first has at the end; None where nobody is knocked out

    A stage that stays open (`open_ended`) is played in a few rounds of matches that are arranged by luck, and closed.

    Rankings are looked at after each of the first dozen results and then ever more rarely, up to the last.
    """

    format: ClassVar[Format]
    sizes: ClassVar[tuple[int, int]] = (2, 33)
    options: ClassVar[Options] = ({},)
    plugins: ClassVar[tuple[object, ...]] = ()
    unbeaten_first: ClassVar[bool] = True
    withdrawals_allowed: ClassVar[bool] = True
    rematches_allowed: ClassVar[bool] = False
    losses_to_be_out: ClassVar[int | None] = None

    def most_matches(self, entrants: int, options: Mapping[str, Any]) -> int:  # noqa: ARG002 - for subclasses
        """More matches than this, and the format never ends. Plenty by default; override for long formats."""
        return 4 * entrants * entrants

    @law()
    def test_it_ends(self, case: Script) -> None:
        """A stage ends after a bounded number of matches."""
        play = self._play(case)
        if play.fault == "ending":
            self._fail(case, f"never ends: {play.message}")
        if play.fault or play.final or play.stage is None:
            return
        planned, most = len(play.stage.matches), self.most_matches(case.entrants, case.options)
        if planned > most:
            self._fail(case, f"never ends: it has planned {planned} matches, and {most} are plenty (see most_matches)")
        waiting = [match.key for match in play.stage.matches.values() if match.outcome is None]
        self._fail(case, f"is stuck: nothing can be played, and {waiting} wait")

    @law()
    def test_every_answer_is_accepted(self, case: Script) -> None:
        """`check`, `pair`, `arrange`, `layout` and `explain` never raise, and the core accepts what they answer."""
        play = self._play(case)
        wrong = play.message if play.fault in {"options", "answers"} else play.undrawn() or play.unexplained()
        if wrong:
            self._fail(case, f"gives an answer that the core refuses: {wrong}")

    @law()
    def test_the_ranking_holds_everyone_once_at_every_moment(self, case: Script) -> None:
        """`rank` holds every entrant exactly once, before, during and after play."""
        play = self._play(case, looking=True)
        wrong = [f"after {len(m.stage.decided)} results: {m.fault}" for m in play.moments if m.fault]
        wrong += [f"at the end: {play.message}"] if play.fault == "ranking" else []
        if wrong:
            self._fail(case, f"has no valid ranking {wrong[0]}")

    @law()
    def test_keys_are_unique_and_links_point_back(self, case: Script) -> None:
        """Every match has a key of its own, and slots wait only for matches of the stage that can come before."""
        for answer in self._play(case).pairings():
            for wrong in link_faults(answer.stage, answer.matches or ()):
                self._fail(case, wrong)

    @law()
    def test_nobody_meets_themselves_or_plays_twice_in_a_round(self, case: Script) -> None:
        """Within a round of a section every entrant has at most one match, and never against themselves."""
        play = self._play(case)
        for answer in play.pairings():
            for wrong in planned_meeting_faults(answer.matches or ()):
                self._fail(case, wrong)
        for wrong in meeting_faults(play.stage) if play.stage else ():
            self._fail(case, wrong)

    @law()
    def test_everyone_plays(self, case: Script) -> None:
        """Everyone has at least one match or bye by the end of the stage.

        In a stage that stays open, people decide who plays whom: there somebody must be able to meet somebody.
        """
        stage = self._play(case).final
        if stage is None:
            return
        seen = {entrant for match in stage.matches.values() for entrant in match.present}
        if seen and self.format.open_ended:
            return
        for seed, entrant in enumerate(stage.entrants, 1):
            if entrant not in seen:
                self._fail(case, f"forgets seed {seed} of {case.entrants}: no match and no bye until the end")

    @law("order")
    def test_the_order_of_results_does_not_matter(self, case: Script) -> None:
        """The same results give the same final ranking, in whatever order ready matches are reported."""
        planned, shuffled = self._play(case.reordered(0), looking=True), self._play(case, looking=True)
        if planned.placed() != shuffled.placed():
            how = f"seeds {planned.placed()} as planned, {shuffled.placed()} in another order"
            self._fail(case, f"ranks by the order in which results come in: {how}")

    @law("names", "withdrawals")
    def test_names_do_not_matter(self, case: Script) -> None:
        """Entrants of other names are ranked the same."""
        case = case if self.withdrawals_allowed else case.undisturbed()
        before, renamed = self._play(case.renamed(0)), self._play(case)
        if before.message != renamed.message and not (before.message and renamed.message):
            self._fail(case, f"works for some names only: {before.message or renamed.message}")
        if before.placed() != renamed.placed():
            how = f"seeds {before.placed()} before, {renamed.placed()} after renaming"
            self._fail(case, f"ranks or pairs by the names of entrants: {how}")

    @law()
    def test_the_unbeaten_come_first(self, case: Script) -> None:
        """Whoever alone has neither lost nor drawn is first alone (in each table, where the ranking has tables)."""
        stage = self._play(case).final
        if stage is None or stage.ranking is None or not self.unbeaten_first:
            return
        played = [match for match in stage.decided if match.played]
        winners = {match.outcome.winner for match in played if match.outcome}
        beaten = {e for match in played if match.outcome for e in match.present if e != match.outcome.winner}
        tables: list[Ranking] = list(stage.ranking.tables.values()) or [stage.ranking]
        for table in tables:
            unbeaten = [line.entrant for line in table.standings if line.entrant in winners - beaten]
            if len(unbeaten) == 1 and table.at(1) != tuple(unbeaten):
                first = [stage.seeds[entrant] for entrant in table.at(1)]
                self._fail(case, f"ranks seeds {first} first, but only seed {stage.seeds[unbeaten[0]]} is unbeaten")

    @law("withdrawals")
    def test_withdrawals_survive(self, case: Script) -> None:
        """Whoever leaves, at whatever moment: the stage goes on to its end, and the ranking still holds everyone."""
        if not self.withdrawals_allowed:
            return
        undisturbed, play = self._play(case.undisturbed(), looking=True), self._play(case, looking=True)
        wrong = play.wrong()
        if wrong and undisturbed.final and not undisturbed.wrong():
            self._fail(case, f"does not survive that somebody leaves: {wrong}")
        if undisturbed.final and not play.final:
            self._fail(case, "does not end when somebody leaves")

    @law("arrivals")
    def test_late_entries_are_paired(self, case: Script) -> None:
        """Where entrants may join during play (`late_entry`), whoever does is in the next pairing, and the stage ends.

        Unless somebody who was there before has to wait too, as in a queue.
        """
        if not self.format.late_entry:
            return
        undisturbed, play = self._play(case.undisturbed(), looking=True), self._play(case, looking=True)
        for wrong in left_out(play):
            self._fail(case, wrong)
        wrong = play.wrong()
        if wrong and undisturbed.final and not undisturbed.wrong():
            self._fail(case, f"does not survive that somebody joins: {wrong}")
        if undisturbed.final and not play.final:
            self._fail(case, "does not end when somebody joins")

    @law()
    def test_kept_pairings_are_rounds(self, case: Script) -> None:
        """A format that keeps its pairings (`keeps_pairings`) plans the round after the last, one at a time."""
        if not self.format.keeps_pairings:
            return
        if self.format.open_ended:
            self._fail(case, "keeps its pairings, and is open-ended")
        for wrong in no_next_round(self._play(case)):
            self._fail(case, wrong)

    @law()
    def test_places_follow_from_where_the_way_ended(self, case: Script) -> None:
        """Under the promise `ranks_by_path`, the same place in the same last match is the same place in the ranking."""
        if not self.format.ranks_by_path:
            return
        known: dict[Exit, Places] = {}
        for luck in range(case.luck, case.luck + _LUCKS):
            stage = self._play(case.with_luck(luck)).final
            if stage is None or stage.ranking is None:
                return
            for (key, place), given in places_of_exits(stage, stage.ranking).items():
                if known.setdefault((key, place), given) != given:
                    how = f"{known[key, place]} in one play and {given} in another"
                    self._fail(case, f"promises to rank by path, and gives place {place} in match {key!r} places {how}")

    @law()
    def test_no_avoidable_rematch(self, case: Script) -> None:
        """Nobody is paired with the same opponent again while a round could be paired without any rematch."""
        stage = self._play(case).stage
        if stage is None or self.rematches_allowed:
            return
        for wrong in avoidable_rematches(stage):
            self._fail(case, wrong)

    @law()
    def test_out_only_after_enough_losses(self, case: Script) -> None:
        """At the end, everyone who is not first has lost as often as it takes to be out."""
        stage = self._play(case).final
        if stage is None or stage.ranking is None or self.losses_to_be_out is None:
            return
        lost = dict.fromkeys(stage.entrants, 0)
        for match in stage.decided:
            for entrant in match.present if match.outcome else ():
                lost[entrant] += entrant not in (match.outcome.ranking or ((),))[0] if match.outcome else 0
        for entrant in stage.entrants:
            if entrant not in stage.ranking.at(1) and lost[entrant] < self.losses_to_be_out:
                losses = f"{lost[entrant]} of {self.losses_to_be_out} losses"
                self._fail(case, f"puts seed {stage.seeds[entrant]} out after {losses}")

    @law("withdrawals")
    def test_it_is_pure(self, case: Script) -> None:
        """The same question is always answered the same: no chance, no clock, no ids of objects, no memory."""
        play = self._play(case if self.withdrawals_allowed else case.undisturbed(), looking=True)
        wrong = change_of_mind(self.format, play)
        if wrong:
            self._fail(case, wrong)

    @law("withdrawals")
    def test_the_journal_replays(self, case: Script) -> None:
        """The journal, written as text and read again, replays to the same tournament."""
        play = self._play(case if self.withdrawals_allowed else case.undisturbed())
        if play.fault == "journal":
            self._fail(case, f"answers something that cannot be written to a journal: {play.message}")
        lines = [to_line(entry) for entry in play.director.journal.read()]
        try:
            replayed = play.director.engine.apply(Tournament(), (entry.event for entry in read_lines(lines)))
        except BrokenChain as broken:
            self._fail(case, f"answers something that cannot be read back from a journal: {broken}")
        if replayed != play.director.tournament:
            self._fail(case, "answers something that reads back from a journal as something else")

    @classmethod
    def cases(cls, *varying: Any) -> st.SearchStrategy[Any]:
        """Scripts."""
        return scripts(cls.sizes, cls.options, varying)

    @classmethod
    def complete(cls) -> bool:
        """Whether a format is named."""
        return hasattr(cls, "format")

    def _play(self, script: Script, *, looking: bool = False) -> Play:
        try:
            most = self.most_matches(script.entrants + len(script.arrivals), script.options)
            return _ground(self.format, self.plugins).play(script, most, looking=looking)
        except Unplayable:
            reject()

    def _fail(self, script: Script, sentence: str) -> NoReturn:
        again = f"Playground({type(self.format).__name__}()).play({script})"
        message = f"the format {self.format.name!r} {sentence}.\nTo play it again: {again}"
        raise AssertionError(message)


@cache
def _ground(format_: Format, plugins: tuple[object, ...]) -> Playground:
    return Playground(format_, plugins)
