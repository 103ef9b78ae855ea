"""An organizer with a tournament under way, and the people in it, on a host that keeps files in a folder of the test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from deltacrown_host.access.roles import Role
from deltacrown_host.settings import Settings

from tests.host.conftest import Running, Someone, meeting, run
from tests.servers import NewDatabase

STAGES = [{"key": "ko", "format": "single_elimination"}]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


Meet = Callable[..., Someone]


@frozen
class Scene:
    """A tournament of an organizer."""

    owner: Someone
    path: str
    meet: Meet
    files: Path

    def entrant(self, id_: str) -> Someone:
        """Somebody who registers under this id."""
        player = self.meet()
        assert player.http.post(f"{self.path}/entrants", json={"entrant": id_}).status_code == 201
        return player

    def staff(self, *permissions: str) -> Someone:
        """Somebody with these permissions in the tournament."""
        helper = self.meet()
        body = {"permissions": permissions}
        assert self.owner.http.put(f"{self.path}/staff/{helper.id}", json=body).status_code == 200
        return helper

    def start(self) -> None:
        """Begin."""
        assert self.owner.http.post(f"{self.path}/start").status_code == 200


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def keeping(new_database: NewDatabase, files: Path) -> Iterator[Running]:
    with run(Settings(database_url=new_database(), files=str(files))) as host:
        yield host


@pytest.fixture
def meet(keeping: Running) -> Iterator[Meet]:
    """Makes somebody."""
    with meeting(keeping, Someone) as meet:
        yield meet


@pytest.fixture
def scene(meet: Meet, files: Path) -> Scene:
    """A tournament that takes registrations."""
    owner = meet(Role.ORGANIZER)
    path = f"/api/tournaments/{owner.id}"
    created = owner.http.post("/api/tournaments", json={"id": owner.id, "name": "Cup", "stages": STAGES})
    assert created.status_code == 201
    assert owner.http.post(f"{path}/open-registration").status_code == 200
    return Scene(owner, path, meet, files)


def code(answer: httpx.Response) -> tuple[int, Any]:
    """The status of a refusal, and why."""
    return answer.status_code, answer.json().get("code")
