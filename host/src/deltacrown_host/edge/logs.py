"""Logs as lines of JSON, for machines to read; whatever is logged with `extra` becomes a field."""

import json
import logging
from datetime import UTC, datetime

_FIELDS = ("request_id", "method", "path", "status", "tournament", "notifier", "plugin")


class JsonLines(logging.Formatter):
    """One line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure_logs(level: int = logging.INFO) -> None:
    """Write this process's logs to standard error as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # It says every address it asks, and that of somebody's webhook may be the secret itself, as with Discord.
    logging.getLogger("httpx").setLevel(logging.WARNING)
