"""An account that only a key opens: for a program on the same machine, such as the demonstration."""

from datetime import datetime
from typing import TYPE_CHECKING

from litestar import Litestar
from sqlalchemy import Connection

from deltacrown_host.access.roles import Role
from deltacrown_host.accounts import keys, records

if TYPE_CHECKING:
    from deltacrown_host.bootstrap import Host


def key_to(app: Litestar, name: str = "service", role: Role = Role.ADMIN) -> str:
    """A new key to an application that runs, of an account of this name and role."""
    host: Host = app.state.host
    with host.database.begin() as connection:
        return service_key(connection, name, role, host.clock())


def service_key(connection: Connection, name: str, role: Role, now: datetime) -> str:
    """A new key of the account of this name, which is made where it is not there yet."""
    email = f"{name}@service.invalid"
    account = records.find(connection, email) or records.create(connection, email, name, now, role=role)
    return keys.make_key(connection, account.id, name, now)[1]
