"""The page at other moments: as it was after an event, and as it would be if matches ended as somebody imagines."""

from typing import Any

from deltacrown import Engine, Tournament
from deltacrown_host.web.view.imagining import imagine, seen
from deltacrown_host.web.view.moment import LEVEL, Imagined, Moment, read_moment
from deltacrown_host.web.view.page import tournament_page
from deltacrown_host.web.view.timeline import timeline_at
from multidict import MultiDict

from tests.host.web.conftest import registered

BEFORE_THE_KNOCKOUT = 48


def test_after_an_event_the_page_is_what_it_was_then(engine: Engine) -> None:
    """Every seventh moment of a whole World Cup is shown again exactly as it was, with what happened at it."""
    cup = registered(engine).start()
    then = {}
    for played in range(0, 64, 7):
        page = cup.play_on(7 if played else 0).page
        then[page.version] = page
    for version, page in then.items():
        moment = Moment("cup", version)
        found = seen(engine, cup.director.journal, moment, cup.director.tournament.version)
        line = timeline_at(engine, found, moment, cup.data.entrants, 106, ())
        events = [entry.event for entry in found.entries]
        again = tournament_page(engine, found.tournament, cup.data.entrants, events, line)
        assert again.stages == page.stages
        assert (again.recent, again.places, again.decided) == (page.recent, page.places, page.decided)
        assert line.says
    assert len(then) == 10


def test_what_is_imagined_is_played_on_by_the_rules(engine: Engine) -> None:
    """Semi-finals imagined before their quarter-finals are played in turn; what cannot be is left out, nothing stays."""
    cup = registered(engine).start().play(56)
    before = cup.director.tournament
    quarters = [Imagined("knockout", match.key, "0") for match in _round(before, 2)]
    semis = [Imagined("knockout", match.key, "1") for match in _round(before, 3)]
    nonsense = [
        Imagined("knockout", "nowhere", "0"),
        Imagined("knockout", quarters[0].match, "7"),
        Imagined("knockout", quarters[0].match, LEVEL),
        Imagined("groups", "1", "0"),
    ]
    after, played = imagine(engine, before, [*semis, *nonsense, *quarters])
    assert set(played) == {*semis, *quarters}
    final = _round(after, 4)[0]
    hoped = tuple(_round(before, 2)[place].entrants[0] for place in (1, 3))
    assert final.entrants == hoped
    assert cup.director.tournament is before
    assert not any(match.outcome for match in _round(before, 3))


def test_an_address_says_which_moment(engine: Engine) -> None:
    """What an address names is read back from it; a click on the winner takes it back, one on the other side turns it."""
    moment = Moment("cup", 57).choosing("ko", "R1/1", "0").choosing("ko", "R2-1", LEVEL).asked()
    pairs = [("at", "57"), ("if", "ko/R1/1/0"), ("if", "ko/R2-1/level")]
    assert moment.query == "?at=57&if=ko/R1/1/0&if=ko/R2-1/level"
    assert read_moment("cup", MultiDict(pairs)) == moment
    assert moment.choosing("ko", "R1/1", "1").chosen("ko", "R1/1") == "1"
    assert moment.choosing("ko", "R1/1", "0").ifs == moment.ifs[1:]
    assert read_moment("cup", MultiDict([("if", "")])) == Moment("cup", asking=True)
    assert read_moment("cup", MultiDict([("at", "-1"), ("if", "x")])) == Moment("cup", asking=True)


def _round(tournament: Tournament, number: int) -> list[Any]:
    stage = tournament.stage("knockout")
    assert stage is not None
    return [match for match in stage.matches.values() if match.round == number and match.section == ""]
