"""An entrant: a player or a team in one tournament."""

from fractions import Fraction

from attrs import frozen

from deltacrown.stage.slots import EntrantId


@frozen
class Entrant:
    """Someone who takes part, by id only; the display name is looked up beside the journal.

    `rating` is what a seeding may sort by, in whatever unit the game uses.
    """

    id: EntrantId
    rating: int | Fraction | None = None
    withdrawn: bool = False
