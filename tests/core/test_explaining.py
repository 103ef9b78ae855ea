"""Explanations: why this pairing, bye, walkover, seed and rank, as trees that rest on the facts."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    Format,
    Match,
    OpenRegistration,
    Reason,
    RegisterEntrant,
    ReportResult,
    Score,
    Seed,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
    hookimpl,
    load,
    why_everything,
    why_match,
    why_rank,
    why_seed,
)


def explained(director: Director, stage: str, match: str) -> str:
    opened = director.tournament.stage(stage)
    return str(why_match(director.engine, director.tournament, opened, opened.matches[match]))


def test_a_reason_is_shown_as_a_tree() -> None:
    """What a step rests on stands below it, further in."""
    reason = Reason("rule", "data", "outcome", (Reason("other", "", "so", (Reason("deep", "x", "y"),)),))
    assert str(reason) == "rule: data → outcome\n  other → so\n    deep: x → y"


def test_a_pairing_is_explained_from_the_seeds_up(cup: Callable[..., Director]) -> None:
    """The final rests on the semi-finals with their scores, and those on the seeds."""
    director = cup(4)
    director.submit(ReportResult("main", "R1-1", Score((1, 1), (5, 4))))
    director.submit(ReportResult("main", "R1-2", Score((0, 2))))
    assert explained(director, "main", "final").splitlines() == [
        "Match final: round 2 → a and c are paired",
        "  The winner of match R1-1 → a",
        "    Match R1-1: 1:1, shoot-out 5:4 → a ahead of d",
        "  The winner of match R1-2 → c",
        "    Match R1-2: 0:2 → c ahead of b",
    ]
    assert "seeded by slot order" in explained(director, "main", "R1-1")


def test_a_bye_and_a_walkover_say_what_they_are(cup: Callable[..., Director]) -> None:
    """Nobody wonders why someone moved on without playing."""
    director = cup(3)
    assert "Bye: there are fewer entrants than places → nobody sits here" in explained(director, "main", "R1-1")
    director.submit(WithdrawEntrant("b"))
    assert "Match R1-2 was not played: the opponent had left → c ahead of b" in explained(director, "main", "R1-2")


def test_what_is_not_known_yet_says_so(cup: Callable[..., Director]) -> None:
    """The final before the semi-finals is between two who are not known yet."""
    assert explained(cup(4), "main", "final").startswith(
        "Match final: round 2 → not known yet and not known yet are paired"
    )


def test_a_rank_carries_every_criterion_with_its_numbers(
    cup: Callable[..., Director], groups_then_final: tuple[StageSettings, ...]
) -> None:
    """Two level on points: the criterion that separates them, and those before it that did not."""
    director = cup(6, *groups_then_final)
    scores = {("a", "d"): (1, 0), ("d", "e"): (2, 0), ("e", "a"): (1, 0)}
    for key, match in director.tournament.stages[0].matches.items():
        home, away = match.entrants
        score = scores.get((home, away)) or scores.get((away, home), (0, 1) if home < away else (1, 0))[::-1]
        director.submit(ReportResult("groups", key, Score(score)))
    groups = director.tournament.stages[0]
    reason = why_rank(groups.ranking.tables["Group A"], "a")
    assert [step.rule for step in reason.because][:2] == ["Criterion points", "Criterion goal difference"]
    assert reason.because[0].outcome == "nothing separates them"
    assert "d ahead of a" in reason.because[1].outcome
    final = director.tournament.stage("final")
    assert str(why_seed(director.tournament, final, final.entrants[0])).startswith(
        "Seed 1 of final: place 1 of Group A → d"
    )


def test_everything_can_be_explained(
    cup: Callable[..., Director], groups_then_final: tuple[StageSettings, ...]
) -> None:
    """At every moment of a tournament each match, and each rank there is, has its reason."""
    director = cup(5, *groups_then_final)
    for stage in ("groups", "final"):
        while any(match.ready for match in director.tournament.stage(stage).matches.values()):
            key = next(key for key, match in director.tournament.stage(stage).matches.items() if match.ready)
            director.submit(ReportResult(stage, key, Score((2, 1) if key != "A-1" else (5, 1))))
            reasons = list(why_everything(director.engine, director.tournament))
            assert all(str(reason) for reason in reasons)
    assert len(reasons) == sum(len(s.matches) for s in director.tournament.stages) + 5 + 2 + 5


class Explains(Format[Any]):
    """One match, explained as it was told."""

    name = "explains"

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    @hookimpl
    def register_formats(self) -> list[Format]:
        return [self]

    def pair(self, stage: Stage) -> Sequence[Match]:
        return () if stage.matches else [Match("only", (Seed(1), Seed(2)))]

    def explain(self, stage: Stage, match: Match) -> Sequence[Reason]:
        if isinstance(self.answer, Exception):
            raise self.answer
        return (
            [Reason(str(part), match.key, stage.key) for part in self.answer] if self.answer == ["own"] else self.answer
        )  # type: ignore[no-any-return]


def explained_by(answer: Any) -> list[str]:
    """How the only match of a stage is explained whose format answers this."""
    director = Director(Engine(load([Explains(answer)])))
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (StageSettings("main", "explains"),))))
    director.submit(OpenRegistration())
    director.submit(RegisterEntrant("a"))
    director.submit(RegisterEntrant("b"))
    director.submit(StartTournament())
    return explained(director, "main", "only").splitlines()


def test_the_reasons_of_a_format_come_first() -> None:
    """What the format says of its pairing stands before who sits where."""
    whole = explained_by(["own"])
    assert whole[:2] == ["Match only: round 1 → a and b are paired", "  own: only → main"]
    assert [line.split(":")[0] for line in whole[2:]] == ["  Seed 1 of main", "  Seed 2 of main"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (ZeroDivisionError("by nothing"), "raised ZeroDivisionError: by nothing"),
        (None, "raised TypeError"),
        (["because"], "a reason is a Reason, not 'because'"),
        ([Reason("rule", "data", 3)], "rule, data and outcome are texts"),  # type: ignore[arg-type]
        ([Reason("rule", "data", "so", ["deep"])], "is a tuple of reasons"),  # type: ignore[arg-type]
        ([Reason("rule", "data", "so", ("deep",))], "a reason is a Reason, not 'deep'"),  # type: ignore[arg-type]
    ],
)
def test_a_format_that_cannot_explain_is_named_and_the_rest_is_explained(answer: Any, words: str) -> None:
    """Whatever the format raises or answers: its name and what is wrong, and everything else as ever."""
    whole, own = explained_by(answer), explained_by([])
    assert whole[1].startswith("  The reasons of the format: plugin ")
    assert "'explains'" in whole[1]
    assert words in whole[1]
    assert [whole[0], *whole[2:]] == own
