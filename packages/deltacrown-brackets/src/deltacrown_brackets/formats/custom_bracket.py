"""A bracket given as data: which matches there are, who comes to each, and who stands where at the end."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen
from deltacrown import Format, Layout, Match, Problem, Ranking, Seed, Slot, Stage

from deltacrown_brackets.formats.custom_problems import problems
from deltacrown_brackets.formats.knockout import present
from deltacrown_brackets.formats.ways import awaited, numbered, standing, ways


@frozen
class CustomMatch:
    """A match of a custom bracket.

    key      unique in the bracket
    slots    who comes: {"seed": 1}, {"winner_of": key}, {"loser_of": key}, {"placed_in": key, "rank": 3}, {"bye": true}
    round    counts from 1 within the section; 0 for the one after the matches of the section that it waits for
    section  the part of the bracket it is drawn in
    title    what its round is called
    best_of  how many games it has at most
    """

    key: str
    slots: tuple[Slot, ...]
    round: int = 0
    section: str = ""
    title: str = ""
    best_of: int = 1


@frozen
class CustomBracketOptions:
    """Options of a custom bracket.

    matches     the matches; what `deltacrown draw FORMAT --json` prints can be edited and given here
    placements  who comes first, second and so on, best first, those together who are level:
                [[{"winner_of": "final"}], [{"loser_of": "final"}]]. Whoever is not named stands behind them: by the
                best results on the way to where it ended, those of one round level
    """

    matches: tuple[CustomMatch, ...]
    placements: tuple[tuple[Slot, ...], ...] = ()


class CustomBracket(Format[CustomBracketOptions]):
    """Custom bracket: any graph of matches, given as data. From each match everyone goes on to one other at most."""

    name = "custom_bracket"
    title = "Custom bracket"
    options = CustomBracketOptions
    sides = None
    ranks_by_path = True

    def pair(self, stage: Stage[CustomBracketOptions]) -> Sequence[Match]:
        """The matches as given. Where fewer are left to come from an earlier stage, the last places are byes."""
        if stage.matches or len(stage.entrants) < 2:  # noqa: PLR2004 - one entrant has won already
            return ()
        given = _given(stage.options)
        return numbered([evolve(match, slots=present(match.slots, len(stage.entrants))) for match in given])

    def rank(self, stage: Stage[CustomBracketOptions]) -> Ranking:
        """By the placements, then by how far each has come; who is still in stands where it can still come to."""
        titles = _titles(stage.options)
        them = ways(stage.matches.values(), [awaited(group) for group in stage.options.placements])
        return standing(stage.entrants, them, lambda match: _title(match, titles))

    def check(self, options: CustomBracketOptions, entrants: int | None) -> Sequence[Problem]:
        """The matches make one bracket: links lead somewhere and never in a circle, and every seed comes in once."""
        matches = _given(options)
        found = list(problems(matches, options.placements))
        seeds = sum(isinstance(slot, Seed) for match in matches for slot in match.slots)
        if not found and entrants not in {None, seeds}:
            message = f"the bracket has a place for each of {seeds} entrants, not for {entrants}"
            found.append(Problem("custom_bracket.entrants", message, "matches"))
        return found

    def layout(self, stage: Stage[CustomBracketOptions]) -> Layout:
        """The sections as brackets, or as tables where more than two meet."""
        titles = _titles(stage.options)
        duels = all(len(match.slots) == 2 for match in stage.matches.values())  # noqa: PLR2004 - a duel has two sides
        kind = "bracket" if duels else "table"
        return Layout.by_round(stage.matches.values(), kind, lambda match: _title(match, titles))


def _given(options: CustomBracketOptions) -> list[Match]:
    return [Match(one.key, one.slots, one.round, one.section, best_of=one.best_of) for one in options.matches]


def _titles(options: CustomBracketOptions) -> Mapping[str, str]:
    return {one.key: one.title for one in options.matches}


def _title(match: Match, titles: Mapping[str, str]) -> str:
    return titles.get(match.key) or f"Round {match.round}"
