"""From the text of a file to the text of the next round: what `deltacrown pair` does, without a terminal."""

from deltacrown_brackets.fide.card import Edition
from deltacrown_brackets.fide.dutch import initial_colour_of, next_round
from deltacrown_brackets.fide.history import SwissHistory
from deltacrown_brackets.fide.swiss_file import read_swiss
from deltacrown_brackets.fide.trf import TrfError, read_trf
from deltacrown_brackets.swiss.of_report import next_pairs
from deltacrown_brackets.swiss.order import Within

_DUTCH: dict[str, Edition] = {"dutch": "2026", "dutch-2017": "2017", "dutch-2026": "2026"}
_SWISS: dict[str, Within] = {
    "swiss": "slide",
    "swiss-slide": "slide",
    "swiss-fold": "fold",
    "swiss-adjacent": "adjacent",
}
SYSTEMS = (*_DUTCH, *_SWISS)


def read_history(content: bytes) -> SwissHistory:
    """The history in a report (TRF) or in JSON. Raises SwissFileError or TrfError: both are ValueErrors."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if text.lstrip().startswith("{"):
        return read_swiss(text)
    history = read_trf(text)
    if initial_colour_of(history) is None:
        message = "the initial colour is missing (152 W or 152 B, XXC white1 or black1): it is drawn by lot"
        raise TrfError(message)
    return history


def pairing_text(history: SwissHistory, system: str = "dutch") -> str:
    """The number of pairs, then `white black` a line; `n 0` is the bye. In a Swiss of games the better one is first."""
    if system in _SWISS:
        pairs = next_pairs(history, _SWISS[system])
    else:
        pairs = [(pair.white, pair.black) for pair in next_round(history, _DUTCH[system])]
    return "".join([f"{len(pairs)}\n", *(f"{one} {other or 0}\n" for one, other in pairs)])
