"""Where the seeds stand in a bracket."""


def bracket_order(size: int) -> list[int]:
    """The seeds of a bracket of `size` places (a power of two), from top to bottom.

    The best seeds can only meet late: 1 and 2 in the final, 1 to 4 in the semi-finals, and so on; and whoever is
    the favourite always meets the worst seed left. A field of eight stands 1 8 4 5 2 7 3 6.
    """
    order = [1]
    while len(order) < size:
        total = 2 * len(order) + 1
        order = [seed for best in order for seed in (best, total - best)]
    return order


def bracket_size(entrants: int) -> int:
    """The smallest power of two that holds the entrants, and at least 2."""
    return max(2, 1 << (entrants - 1).bit_length())
