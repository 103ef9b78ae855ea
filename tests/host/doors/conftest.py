"""A host of its own: what is behind its doors is the same on every database."""

from collections.abc import Iterator

import pytest
from deltacrown_host.settings import Settings

from tests.host.conftest import Running, run
from tests.host.doors.scene import Stage


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("house")
    with run(Settings(database_url=f"sqlite:///{folder}/host.db", files=str(folder / "files"))) as host:
        yield host


@pytest.fixture(scope="module")
def stage(house: Running) -> Iterator[Stage]:
    made = Stage(house)
    yield made
    made.clear()
