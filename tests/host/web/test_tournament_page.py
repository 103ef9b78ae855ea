"""What the page shows at each moment of a tournament's life."""

from typing import Any

from deltacrown import CancelTournament
from deltacrown_host.web.view.page import TournamentPage
from deltacrown_host.web.view.stages import SectionView

DASH = "\N{EN DASH}"


def section(page: TournamentPage, name: str) -> SectionView:
    return next(part for stage in page.stages for part in stage.sections if part.name == name)


def test_before_the_start_there_is_who_takes_part_and_what_is_planned(cup: Any) -> None:
    """Nothing is drawn yet, so nothing is shown as if it were."""
    page = cup.page
    assert page.phase_label == "Registration open"
    assert len(page.entrants) == 32
    assert page.plan == (("Group stage", "Round robin"), ("Knock-out", "Single elimination"))
    assert (page.stages, page.places, page.recent) == ((), (), ())


def test_a_stage_to_come_is_drawn_with_places_instead_of_names(cup: Any) -> None:
    """The bracket stands from the start, and says which places lead where."""
    knockout = cup.start().page.stages[1]
    assert knockout.state == "coming"
    first, *_, last = knockout.sections[0].columns
    assert [side.name for side in first.matches[0].sides] == ["1st of Group A", "2nd of Group B"]
    assert not any(side.known for match in first.matches for side in match.sides)
    assert [side.name for side in last.matches[0].sides] == ["Winner of semi-final 1", "Winner of semi-final 2"]
    assert [side.name for side in last.aside[0].matches[0].sides] == ["Loser of semi-final 1", "Loser of semi-final 2"]


def test_a_table_counts_what_was_played(cup: Any) -> None:
    """Played, won, drawn, lost, scored, conceded, difference with its sign, points."""
    table = section(cup.start().play(1).page, "Group A").table
    assert table is not None
    row = table.rows[0]
    assert (row.name, row.rank, row.played, row.won, row.drawn, row.lost) == ("Ecuador", 1, 1, 1, 0, 0)
    assert (row.scored, row.conceded, row.difference, row.points) == (2, 0, "+2", "3")
    assert table.rows[-1].difference == "\N{MINUS SIGN}2"
    assert [row.level for row in table.rows] == [False, True, True, False]


def test_places_that_lead_on_are_marked_and_sure_ones_otherwise(cup: Any) -> None:
    """A place that still can be lost is only a place; who is through or out is so whatever happens."""
    page = cup.start().play(34).page
    done, open_still = section(page, "Group A").table, section(page, "Group C").table
    assert done is not None
    assert open_still is not None
    assert [row.mark for row in done.rows] == ["through", "through", "out", "out"]
    assert {row.mark for row in open_still.rows} == {"place", ""}


def test_what_decided_is_said_where_points_did_not(finished: TournamentPage) -> None:
    """Five ties of 2022 were broken, each by the criterion and the numbers of the regulations."""
    sentences = [sentence for part in finished.stages[0].sections if part.table for sentence in part.table.broken_ties]
    assert sentences == [
        "Poland above Mexico by goal difference: 0 to \N{MINUS SIGN}1",
        "France above Australia by goal difference: 3 to \N{MINUS SIGN}1",
        "Spain above Germany by goal difference: 6 to 1",
        "Brazil above Switzerland by goal difference: 2 to 1",
        "South Korea above Uruguay by goals scored: 4 to 2",
    ]


def test_the_bracket_plays_as_it_did_in_2022(finished: TournamentPage) -> None:
    """The semi-finals were Argentina against Croatia and France against Morocco; the final went to a shoot-out."""
    columns = finished.stages[1].sections[0].columns
    assert [column.title for column in columns] == ["Round of 16", "Quarter-finals", "Semi-finals", "Final"]
    assert [match.sentence for match in columns[2].matches] == [
        f"Argentina 3{DASH}0 Croatia",
        f"France 2{DASH}0 Morocco",
    ]
    final = columns[3].matches[0]
    assert final.sentence == f"Argentina 3{DASH}3 France (4{DASH}2 shootout)"
    assert [(side.score, side.shootout, side.won) for side in final.sides] == [("3", "4", True), ("3", "2", False)]
    assert [column.feeds for column in columns] == ["", "pairs", "pairs", "pairs"]


def test_the_end_is_a_podium_and_every_placement_with_its_reason(finished: TournamentPage) -> None:
    """Argentina, France, Croatia; all 32 are placed once."""
    assert [(place.rank, place.names) for place in finished.podium] == [
        (1, ("Argentina",)),
        (2, ("France",)),
        (3, ("Croatia",)),
    ]
    assert sum(len(place.names) for place in finished.places) == 32
    assert finished.places[1].reason == "lost in the final"
    assert (finished.decided, finished.total) == (64, 64)


def test_recent_results_come_newest_first_with_where_they_belong(cup: Any) -> None:
    """The last five, by group or round."""
    recent = cup.start().play(50).page.recent
    assert [result.title for result in recent] == [
        "Round of 16",
        "Round of 16",
        "Group G",
        "Group G",
        "Group H",
    ]


def test_a_cancelled_tournament_says_why(cup: Any) -> None:
    """The reason that the organizer gave stands on the page."""
    cup.start().director.submit(CancelTournament("no pitch"))
    assert cup.page.notices == ("This tournament was cancelled: no pitch",)
    assert cup.page.phase_label == "Cancelled"
