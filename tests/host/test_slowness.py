"""Slow statements are said in the log."""

import pytest
from deltacrown_host.store.slowness import watch
from sqlalchemy import create_engine, text


@pytest.mark.parametrize(("slow_s", "lines"), [(0.0, 1), (3600.0, 0)])
def test_a_slow_statement_is_logged_without_what_it_asks_for(
    database_url: str, caplog: pytest.LogCaptureFixture, slow_s: float, lines: int
) -> None:
    """Its text and how long it took; values stay out, as they may be personal."""
    engine = create_engine(database_url)
    watch(engine, slow_s)
    with engine.connect() as connection:
        caplog.clear()
        assert connection.execute(text("SELECT\n :value"), {"value": "ann@example.org"}).scalar() == "ann@example.org"
    engine.dispose()
    said = [record.getMessage() for record in caplog.records if record.name == watch.__module__]
    assert len(said) == lines
    assert all(line.startswith("slow, ") and "SELECT" in line and "ann" not in line for line in said)
