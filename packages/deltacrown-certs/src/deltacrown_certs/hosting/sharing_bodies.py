"""What is answered to whoever certificates are for, and to everyone whom they let see them."""

from datetime import datetime

from attrs import frozen

from deltacrown_certs.hosting.bodies import State


@frozen
class Shared:
    """Where whoever has this address sees the certificate with its name, and its picture."""

    address: str
    picture: str


@frozen
class Mine:
    """A certificate, as whoever it is for sees it; `shared` where everyone may see it whole."""

    code: str
    tournament: str
    title: str
    entrant: str
    kind: str
    place: int
    state: State
    issued_at: datetime
    shared: bool


@frozen
class MyCertificates:
    """All of somebody's; the address of their profile is empty where they have none."""

    certificates: tuple[Mine, ...]
    profile: str


@frozen
class Profile:
    """Where somebody's certificates are listed for everyone."""

    address: str


@frozen
class Listed:
    """A certificate in a profile. `picture` is empty for one that is not shared itself."""

    code: str
    tournament: str
    name: str
    kind: str
    place: int
    issued: str
    address: str
    picture: str


@frozen
class Gallery:
    """Somebody's certificates that hold, as they let everyone see them."""

    certificates: tuple[Listed, ...]
