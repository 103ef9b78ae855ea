"""Slow statements, said in the log: with their text, never with what they ask for, which may be personal."""

import logging
import time
from typing import Any

from sqlalchemy import Connection, Engine, event

logger = logging.getLogger(__name__)

SLOW_S = 0.5
_BEGUN = "deltacrown.begun"


def watch(engine: Engine, slow_s: float = SLOW_S) -> None:
    """Say in the log whatever the engine takes longer than that for."""

    @event.listens_for(engine, "before_cursor_execute")
    def begin(connection: Connection, *_: Any) -> None:
        connection.info[_BEGUN] = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def end(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        took_s = time.perf_counter() - connection.info[_BEGUN]
        if took_s >= slow_s:
            logger.warning("slow, %.0f ms: %s", took_s * 1000, " ".join(statement.split()))
