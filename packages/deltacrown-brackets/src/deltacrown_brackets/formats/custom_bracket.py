"""A bracket given as data: which matches there are, who comes to each, and who stands where at the end."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen
from deltacrown import Format, Layout, Match, Problem, Ranking, Seed, Slot, Stage

from deltacrown_brackets.formats.custom_problems import problems, second_problems
from deltacrown_brackets.formats.double_ranking import needs_reset
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
    second_of  the key of a match that is played again here, only if its first side loses it, as a second grand final.
             Its slots are the loser and the winner of that match, and nobody goes on from it
    """

    key: str
    slots: tuple[Slot, ...]
    round: int = 0
    section: str = ""
    title: str = ""
    best_of: int = 1
    second_of: str = ""


@frozen
class CustomBracketOptions:
    """Options of a custom bracket.

    matches     the matches; what `deltacrown draw FORMAT --json` prints can be edited and given here
    placements  who comes first, second and so on, best first, those together who are level:
                [[{"winner_of": "final"}], [{"loser_of": "final"}]]. A second match that is not played leaves the
                places as the first one gave them. Whoever is not named stands behind them: by the best results on the
                way to where it ended, those of one round level
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
        """The matches as given, and later each second match that is needed.

        Where fewer are left to come from an earlier stage, the last places are byes.
        """
        if len(stage.entrants) < 2:  # noqa: PLR2004 - one entrant has won already
            return ()
        seconds = _seconds(stage.options)
        given = numbered([evolve(one, slots=present(one.slots, len(stage.entrants))) for one in _given(stage.options)])
        if not stage.matches:
            return [match for match in given if match.key not in seconds]
        needed = {key for key, first in seconds.items() if key not in stage.matches and needs_reset(stage, first)}
        return [match for match in given if match.key in needed]

    def rank(self, stage: Stage[CustomBracketOptions]) -> Ranking:
        """By the placements, then by how far each has come; who is still in stands where it can still come to."""
        titles, seconds = _titles(stage.options), _seconds(stage.options)
        unplayed = {key: first for key, first in seconds.items() if key not in stage.matches}
        named = [awaited(group) for group in stage.options.placements]
        placements = [[(unplayed.get(key, key), rank) for key, rank in group] for group in named]
        them = ways(stage.matches.values(), placements)
        return standing(stage.entrants, them, lambda match: _title(match, titles))

    def check(self, options: CustomBracketOptions, entrants: int | None) -> Sequence[Problem]:
        """The matches make one bracket: links lead somewhere and never in a circle, and every seed comes in once."""
        matches = _given(options)
        found = [*second_problems(matches, _seconds(options)), *problems(matches, options.placements)]
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


def _seconds(options: CustomBracketOptions) -> Mapping[str, str]:
    """The key of the first match by that of each second one."""
    return {one.key: one.second_of for one in options.matches if one.second_of}


def _titles(options: CustomBracketOptions) -> Mapping[str, str]:
    return {one.key: one.title for one in options.matches}


def _title(match: Match, titles: Mapping[str, str]) -> str:
    return titles.get(match.key) or f"Round {match.round}"
