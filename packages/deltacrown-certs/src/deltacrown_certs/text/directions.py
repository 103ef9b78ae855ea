"""Which way text runs: parts that run to the left and parts that run to the right, in the order in which they are seen.

The rules of UAX 9 for one level of embedding, which is what names and titles have: a number inside of a text that runs
to the left keeps its own direction.
"""

import unicodedata

_LEFTWARD = {"R", "AL"}
_NEUTRAL = {"WS", "ON", "B", "S", "CS", "ES", "ET", "BN", "NSM"}


def parts(text: str) -> list[tuple[str, bool]]:
    """(part, whether it runs to the left), as they stand on paper from left to right."""
    kinds = [_strength(character) for character in text]
    if True not in kinds:
        return [(text, False)]
    whole = next(kind for kind in kinds if kind is not None)
    resolved = _resolved(kinds, whole)
    found: list[tuple[str, bool]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or resolved[at] != resolved[start]:
            found.append((text[start:at], resolved[start]))
            start = at
    return found[::-1] if whole else found


def _strength(character: str) -> bool | None:
    kind = unicodedata.bidirectional(character)
    return None if kind in _NEUTRAL else kind in _LEFTWARD


def _resolved(kinds: list[bool | None], whole: bool) -> list[bool]:  # noqa: FBT001 - the direction of the whole
    """What has no direction takes that of its neighbours where they agree, else that of the whole."""
    after: list[bool] = []
    following = whole
    for kind in reversed(kinds):
        following = following if kind is None else kind
        after.append(following)
    after.reverse()
    resolved: list[bool] = []
    before = whole
    for kind, next_ in zip(kinds, after, strict=True):
        before = before if kind is None else kind
        resolved.append(kind if kind is not None else before if before == next_ else whole)
    return resolved
