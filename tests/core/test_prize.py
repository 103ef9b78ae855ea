"""The prize of a tournament: split when it ends, in the journal, corrected with it, and by rules that may be gone."""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve, frozen
from deltacrown import (
    AllotPrizes,
    Amend,
    CreateTournament,
    Director,
    DisqualifyEntrant,
    Engine,
    Exact,
    OpenRegistration,
    PayoutRule,
    Phase,
    Prize,
    PrizePool,
    PrizesAllotted,
    Problem,
    Refused,
    RegisterEntrant,
    Remainder,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
    Unclaimed,
    hookimpl,
    load,
    read_lines,
    verify,
)
from deltacrown.journal import to_line

MONEY = PrizePool("EUR", 10_000)
PERCENT = Prize(MONEY, "percent", {"percents": [50, 30, "12.5", "7.5"]})


def started(engine: Engine, prize: Prize | None, entrants: int = 4, seed: str = "s", **options: Any) -> Director:
    director = Director(engine)
    stages = (StageSettings("main", "single_elimination", options=options),)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", stages, prize=prize)))
    director.submit(OpenRegistration())
    for place in range(entrants):
        director.submit(RegisterEntrant(chr(ord("a") + place)))
    director.submit(StartTournament(seed))
    return director


def finish(director: Director) -> None:
    """The better seed wins everything."""
    while director.tournament.phase is Phase.LIVE:
        matches = director.tournament.stages[0].matches
        match = next(match for match in matches.values() if match.ready)
        director.submit(ReportResult("main", match.key, Score((1, 0))))


def amounts(director: Director) -> dict[str, int]:
    assert director.tournament.prizes is not None
    return {share.entrant: share.amount for share in director.tournament.prizes.shares}


def refusal(director: Director, command: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        director.submit(command)
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_the_prize_is_split_with_the_last_result(engine: Engine) -> None:
    """In the same command as the completion, last; the losers of the semi-finals share the third and fourth prize."""
    director = started(engine, PERCENT)
    finish(director)
    *_, entry = director.journal.read()
    assert isinstance(entry.event, PrizesAllotted)
    assert entry.event.prizes == director.tournament.prizes == engine.prizes(director.tournament)
    assert amounts(director) == {"a": 5000, "b": 3000, "c": 1000, "d": 1000}
    verdict = verify(engine, read_lines(to_line(entry) for entry in director.journal.read()))
    assert verdict.findings == ()
    assert verdict.tournament == director.tournament


def test_without_a_prize_nothing_is_said(engine: Engine) -> None:
    """No prize, no event."""
    director = started(engine, None)
    finish(director)
    assert director.tournament.prizes is engine.prizes(director.tournament) is None
    assert refusal(director, AllotPrizes()) == [("prize.none", "")]


def test_verify_finds_a_share_that_the_rules_do_not_yield(engine: Engine) -> None:
    """A cent moved from one to another, and the event is named."""
    director = started(engine, PERCENT)
    finish(director)
    *entries, last = director.journal.read()
    first, second, *others = last.event.prizes.shares
    moved = (evolve(first, amount=first.amount - 1), evolve(second, amount=second.amount + 1), *others)
    forged = evolve(last, event=PrizesAllotted(evolve(last.event.prizes, shares=moved)))
    (finding,) = verify(engine, [*entries, forged]).findings
    assert (finding.seq, finding.event) == (last.seq, "PrizesAllotted")
    assert "4999" in finding.message


def test_the_prizes_can_be_looked_at_before_the_end(engine: Engine) -> None:
    """As it stands: nobody is out at the start, so all four are level and share everything; then they part."""
    director = started(engine, PERCENT)
    assert engine.prizes(director.tournament).of("d") == 2500  # type: ignore[union-attr]
    director.submit(ReportResult("main", "R1-1", Score((1, 0))))
    first = director.tournament.stages[0].matches["R1-1"].entrants[1]
    assert engine.prizes(director.tournament).of(first) < 2500  # type: ignore[union-attr, arg-type]
    assert director.tournament.prizes is None


def test_the_disqualified_take_no_place(engine: Engine) -> None:
    """Whoever was put out gets nothing, and what they would have got is unclaimed."""
    director = started(engine, evolve(PERCENT, unclaimed=Unclaimed.KEPT))
    director.submit(DisqualifyEntrant("d", "cheated"))
    finish(director)
    assert amounts(director) == {"a": 5000, "b": 3000, "c": 1250, "": 750}


def test_a_correction_moves_the_money(engine: Engine) -> None:
    """The final turned round: the effect names both shares before it happens; turned back, everything is as before."""
    director = started(engine, PERCENT)
    finish(director)
    before = director.tournament
    final = before.stages[0].matches["final"]
    assert final.outcome is not None
    right = ReportResult("main", "final", Score((0, 1)))
    amend = Amend(final.outcome.order, right, "scores swapped")
    assert director.preview(amend).shares == {"a": (5000, 3000), "b": (3000, 5000)}
    director.submit(amend)
    assert amounts(director) == {"b": 5000, "a": 3000, "c": 1000, "d": 1000}
    undone = Amend(final.outcome.order, None, "never played")
    assert director.preview(undone).shares["b"] == (5000, 0)
    director.submit(Amend(final.outcome.order, ReportResult("main", "final", Score((1, 0))), "it was right"))
    assert evolve(director.tournament, version=0) == evolve(before, version=0)
    assert verify(engine, director.journal.read()).findings == ()


def test_a_result_taken_back_takes_the_prizes_back(engine: Engine) -> None:
    """A final that is open again has no prizes, and they are split anew when it is played again."""
    director = started(engine, PERCENT)
    finish(director)
    final = director.tournament.stages[0].matches["final"]
    director.submit(Amend(final.outcome.order, None, "to be replayed"))  # type: ignore[union-attr]
    assert (director.tournament.phase, director.tournament.prizes) == (Phase.LIVE, None)
    director.submit(ReportResult("main", "final", Score((0, 2))))
    assert amounts(director)["b"] == 5000
    assert Director(engine, director.journal).tournament == director.tournament


def test_lots_come_from_the_recorded_seed(engine: Engine) -> None:
    """15 between the losers of the semi-finals: the seed of the draw says who gets 8, so the journal verifies."""
    lucky = set()
    prize = Prize(PrizePool("EUR", 100), "fixed", {"amounts": [50, 35, 15]}, remainder=Remainder.LAST_PLACE)
    for seed in "abcdefgh":
        director = started(engine, prize, seed=seed)
        finish(director)
        assert sorted(amounts(director).values()) == [7, 8, 35, 50]
        lucky.add(max("cd", key=amounts(director).__getitem__))
        assert verify(engine, director.journal.read()).findings == ()
    assert lucky == {"c", "d"}


@pytest.mark.parametrize(
    ("prize", "expected"),
    [
        (evolve(PERCENT, rule="luck"), [("payout_rule.unknown", "settings.prize.rule")]),
        (
            evolve(PERCENT, pool=PrizePool("", -1)),
            [
                ("prize.currency_invalid", "settings.prize.pool.currency"),
                ("prize.amount_invalid", "settings.prize.pool.amount"),
            ],
        ),
        (evolve(PERCENT, pool=PrizePool("EUR", 2**53)), [("prize.amount_invalid", "settings.prize.pool.amount")]),
        (
            evolve(PERCENT, options={"percents": [60, -1, 50]}),
            [
                ("payout.negative", "settings.prize.options.percents.1"),
                ("payout.over_whole", "settings.prize.options.percents"),
            ],
        ),
        (evolve(PERCENT, options={"percents": [0.5]}), [("field.invalid", "settings.prize.options.percents.0")]),
        (evolve(PERCENT, options={}), [("field.missing", "settings.prize.options.percents")]),
    ],
)
def test_a_prize_that_makes_no_sense_is_refused(engine: Engine, prize: Prize, expected: list[tuple[str, str]]) -> None:
    """When the tournament is configured, with every field that is wrong."""
    stages = (StageSettings("main", "single_elimination"),)
    director = Director(engine)
    assert refusal(director, CreateTournament("cup", TournamentSettings("Cup", stages, prize=prize))) == expected


@frozen
class Late:
    """Options of a rule that fails."""

    answer: str = "raise"


class Faulty(PayoutRule[Late]):
    """Whatever its options say is wrong."""

    name = "faulty"
    options = Late

    def places(self, pool: int, entrants: int, options: Late) -> Sequence[Exact]:  # noqa: ARG002 - a contract
        answers: dict[str, Any] = {
            "float": [0.5 * pool],
            "negative": [-1],
            "much": [pool, 1],
            "text": "all",
            "bool": [True],
        }
        return answers[options.answer]  # type: ignore[no-any-return]

    def check(self, options: Late, pool: int) -> Sequence[Problem]:
        if options.answer == "object":
            raise ValueError(pool)
        return ()


@hookimpl
def register_payout_rules() -> list[PayoutRule]:
    return [Faulty()]


class Offers:
    register_payout_rules = staticmethod(register_payout_rules)


@pytest.mark.parametrize("answer", ["raise", "float", "negative", "much", "text", "bool", "object"])
def test_a_rule_that_answers_nonsense_is_found_before_the_start(answer: str) -> None:
    """The start is refused by name, so no final is ever held up; a rule that fails at the settings is refused there."""
    engine = Engine(load([Offers()]))
    faulty = Prize(MONEY, "faulty", {"answer": answer})
    with pytest.raises(Refused) as refused:
        started(engine, faulty)
    (problem,) = refused.value.problems
    assert problem.code == "plugin.fault"
    assert "PayoutRule 'faulty'" in problem.message
    assert "Offers" in problem.message


def test_a_rule_that_is_gone_does_not_hold_up_the_final(engine: Engine) -> None:
    """The result stands without prizes; they are split once the rule is there again, and never twice."""
    director = started(engine, PERCENT)
    without = Director(Engine(evolve(engine.registry, payout_rules={})), director.journal)
    finish(without)
    assert (without.tournament.phase, without.tournament.prizes) == (Phase.COMPLETED, None)
    assert without.engine.prizes(without.tournament) is None
    assert refusal(without, AllotPrizes()) == [("payout_rule.unknown", "")]
    director.catch_up()
    director.submit(AllotPrizes())
    assert amounts(director) == {"a": 5000, "b": 3000, "c": 1000, "d": 1000}
    assert refusal(director, AllotPrizes()) == [("prize.allotted_already", "")]
    assert without.catch_up() == director.tournament


def test_tournaments_of_every_size_replay_and_verify(engine: Engine) -> None:
    """Over sizes and pools: the journal read back gives the same tournament, and the sum is the pool."""
    for entrants in range(2, 18):
        pool = 98_765 * entrants + 1
        prize = Prize(PrizePool("DC", pool), "percent", {"percents": [40, "100/7", 9, 9, 1, 1, 1]})
        director = started(engine, prize, entrants, str(entrants), third_place=bool(entrants % 2))
        finish(director)
        assert sum(amounts(director).values()) == pool
        entries = list(read_lines(to_line(entry) for entry in director.journal.read()))
        assert verify(engine, entries).tournament == director.tournament
