"""Tournament report files."""

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from deltacrown_brackets.fide.dutch import next_round
from deltacrown_brackets.fide.history import Ban, Kind, Scoring
from deltacrown_brackets.fide.swiss_file import read_swiss
from deltacrown_brackets.fide.trf import TrfError, read_trf
from deltacrown_brackets.fide.trf_writer import write_trf


def line(number: int, points: str, *rounds: str) -> str:
    """A line of a player."""
    front = f"001 {number:4}      {'Player':<33} 2000"
    return f"{front:<80}{points:>4}{number:5}" + "".join(f"  {each}" for each in rounds)


def report(*lines: str) -> str:
    """A report of 5 planned rounds."""
    return "\n".join(["142 5", "152 B", *lines])


BEFORE = [line(1, "1.0", "   2 w 1"), line(2, "0.0", "   1 b 0"), line(3, "1.0", "0000 - U")]


def test_the_reports_of_the_corpora_say_the_same_as_the_histories(corpora: Path) -> None:
    """A report and the JSON of the same tournament give the same rounds and points."""
    files = sorted(corpora.glob("bbp/trf/*.trf"))
    assert files
    for file in files:
        history = read_trf(file.read_text(), next_round=False)
        other = read_swiss((corpora / "bbp" / file.with_suffix(".json").name).read_text())
        assert history.pairs_of(history.rounds) == other.pairs_of(other.rounds)
        assert [player.points for player in history.players] == [player.points for player in other.players]


def test_the_reports_of_the_corpora_survive_the_round_trip(corpora: Path) -> None:
    """What is read and written reads the same, and the players' lines are the same to the letter."""
    for file in sorted(corpora.glob("bbp/trf/*.trf")):
        text = file.read_text()
        history = read_trf(text, next_round=False)
        written = write_trf(history)
        assert read_trf(written, next_round=False) == history
        players = [each for each in text.replace("\r", "\n").split("\n") if each.startswith("001")]
        assert [each for each in written.split("\n") if each.startswith("001")] == players


def test_everything_that_pairing_needs_survives_the_round_trip() -> None:
    """Initial colour, points, bans, absences and accelerations come back."""
    history = read_trf(report(*BEFORE, "BBW  3.0", "BBD  1.0").replace(" 1.0", " 3.0"))
    rich = evolve(
        history,
        forbidden=(Ban(frozenset({1, 3}), 1, 4),),
        absent=frozenset({2}),
        players=tuple(evolve(player, accelerations=(Fraction(0), Fraction(1))) for player in history.players),
    )
    assert read_trf(write_trf(rich)) == rich


def test_the_point_system_has_the_letters_of_trf26() -> None:
    """A is what an absence brings, a zero-point bye and a forfeit loss alike, once called Z; no round is unknown (X).

    So it is written, and by a line each only where the two are not worth the same.
    """
    rounds = [line(1, "1.0", "0000 - Z"), line(2, "1.0", "   3 w -"), line(3, "3.0", "   2 b +")]
    for code in "AZ":
        history = read_trf(report(*rounds, f"162  W 3.0    D 1.5    L 0.5    {code} 1.0    P 2.0    X 1.5"))
        assert history.scoring == Scoring(3, Fraction(3, 2), Fraction(1, 2), 2, Fraction(3, 2), 3, 1, 3, 1)
    assert "162  W 3.0    D 1.5    L 0.5    A 1.0    P 2.0\n" in write_trf(history)
    apart = evolve(history, scoring=evolve(history.scoring, zero_bye=0))
    assert [each[:3] for each in write_trf(apart).split("\n") if each.startswith(("162", "BB"))] == [
        *("BBW", "BBD", "BBL", "BBZ", "BBF", "BBU")
    ]


def test_a_bye_in_the_column_of_the_next_round_is_an_absence() -> None:
    """A half-point bye that is entered ahead keeps its player out of the pairing; the bye is not scored yet."""
    ahead = [BEFORE[0], line(2, "0.5", "   1 b 0", "0000 - H"), BEFORE[2]]
    history = read_trf(report(*ahead))
    assert (history.rounds, history.absent) == (1, frozenset({2}))
    assert history.by_number[2].points == 0
    assert {pair.black for pair in next_round(history)} == {1}


@pytest.mark.parametrize("record", ["240 Z   2    2", "XXZ 2"])
def test_absences_have_their_own_records(record: str) -> None:
    """240 of TRF26 and XXZ before it say who is absent."""
    assert read_trf(report(*BEFORE, record)).absent == {2}


def test_accelerations_of_both_formats_say_the_same() -> None:
    """250 gives points to a range of players and rounds, XXA to one player, round after round."""
    new = read_trf(report(*BEFORE, "250       1.0   1   2    1    2"))
    old = read_trf(report(*BEFORE, "XXA    1  1.0  1.0", "XXA    2  1.0  1.0"))
    assert new == old
    assert [player.accelerations for player in new.players] == [(1, 1), (1, 1), ()]


def test_baku_acceleration_follows_from_the_name_of_the_system() -> None:
    """Upper half, rounded up to an even number; half of the rounds, the first half of these by a whole point."""
    history = read_trf(report(*BEFORE, "192 FIDE_DUTCH_2025_BAKU"))
    assert [player.accelerations for player in history.players] == [(1, 1, Fraction(1, 2))] * 2 + [()]


def test_forbidden_pairs_of_both_formats() -> None:
    """XXP bans for all rounds, 260 for some."""
    history = read_trf(report(*BEFORE, "XXP 1 2", "260   2   3    1    3"))
    assert history.forbidden == (Ban(frozenset({1, 2})), Ban(frozenset({1, 3}), 2, 3))


def test_abnormal_points_are_those_of_their_rounds() -> None:
    """A win worth three and half a point of penalty count in scores, and survive the round trip."""
    lines = [line(1, "3.0", "   2 w 1"), line(2, "-.5", "   1 b 0"), BEFORE[2]]
    history = read_trf(report(*lines, "299 W         3.0  000    1    2", "299          -0.5  001    2"))
    assert [player.points for player in history.players] == [3, Fraction(-1, 2), 1]
    assert next_round(history)
    plus = evolve(history, players=tuple(player for player in history.players if player.points >= 0))
    assert [each for each in write_trf(plus).split("\n") if each.startswith("299")] == ["299           2.0    1    1"]


def test_teams_of_individuals_are_passed_over() -> None:
    """Who belongs to which team (013, 310) changes nothing where individuals meet."""
    teams = ["013 Red                                1    2", "310   1 Red"]
    assert read_trf(report(*BEFORE, *teams)) == read_trf(report(*BEFORE))


def test_unrated_games_and_forfeits_are_told_apart() -> None:
    """W, D, L are games that are not rated; + and - are no games."""
    history = read_trf(report(line(1, "2.0", "   2 w W", "   2 b +"), line(2, "0.0", "   1 b L", "   1 w -")))
    first, second = history.by_number[1].rounds
    assert (first.kind, first.rated, first.played) == (Kind.WIN, False, True)
    assert (second.kind, second.played, second.colour) == (Kind.FORFEIT_WIN, False, "black")


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([], "no players"),
        ([BEFORE[0], BEFORE[2]], "missing"),
        ([*BEFORE, BEFORE[0]], "repeated"),
        ([line(1, "1.0", "   2 w 1"), line(2, "0.0", "   1 w 0")], "contradicts"),
        ([line(1, "2.0", "   2 w 1"), line(2, "0.0", "   1 b 0")], "add up to 1"),
        ([line(1, "1.0", "   2 w ?"), line(2, "0.0", "   1 b 0")], r"line 3 \(001\).*no round"),
        ([*BEFORE, "192 FIDE_LIM"], r"line 6 \(192\): FIDE_LIM is not supported"),
        ([*BEFORE, "330 +- 001 001 002"], "teams meet is not supported"),
        ([*BEFORE, "299 X         1.0  001    1"], "no kind of round"),
        ([*BEFORE, "299          1.0         1"], "a penalty has a round"),
        ([*BEFORE, "299 W         3.0  001    7"], "a player who is not there"),
        ([*BEFORE, "299         -1.0   001    1"], "columns 14 to 17"),
        ([*BEFORE, "299 W  2.0   1.0  001    1"], "match points are for teams"),
        ([*BEFORE, "299 W         3.0  001    1"], "add up to 3"),
    ],
)
def test_a_bad_report_is_refused(lines: list[str], complaint: str) -> None:
    """The sentence says which line is wrong, or what is missing."""
    with pytest.raises(TrfError, match=complaint):
        read_trf(report(*lines))
