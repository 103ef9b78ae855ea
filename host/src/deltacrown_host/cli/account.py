"""`deltacrown account`: make an account, or change what one may do. For whoever has the database."""

import asyncio
from datetime import UTC, datetime

import rich_click as click
from deltacrown import Malformed, Refused

from deltacrown_host.cli.opening import opened

_ROLES = click.Choice(["spectator", "player", "organizer", "admin"])
_DATABASE = click.option(
    "--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given."
)


@click.group()
def account() -> None:
    """Make accounts, and change what they may do."""


@account.command("create")
@click.argument("email")
@click.option("--name", help="What others see; the part before the @ unless given.")
@click.option("--role", type=_ROLES, default="player", show_default=True)
@click.option("--key", is_flag=True, help="Make an API key instead of asking for a password, and print it.")
@_DATABASE
def create(email: str, name: str | None, role: str, *, key: bool, database: str | None) -> None:
    """Make an account. The password is asked for."""
    from deltacrown_host.access.roles import Role  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.accounts import keys, passwords, records  # noqa: PLC0415 - as above
    from deltacrown_host.audit.deeds import Deed, Doer, note  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above

    password = None if key else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    name, now = name or email.partition("@")[0], datetime.now(UTC)
    problems = [
        *records.email_problems(email),
        *records.name_problems(name),
        *(passwords.password_problems(password) if password else ()),
    ]
    if problems:
        raise click.ClickException(str(Malformed(problems)))
    kept = asyncio.run(passwords.digest(password)) if password else None
    with opened("account", settings_from(database)) as store, store.begin() as connection:
        try:
            made = records.create(connection, email, name, now, role=Role(role), password=kept)
            # Whoever works on the database knows whose address it is.
            records.change(connection, made.id, now, email_confirmed_at=now)
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal
        note(connection, Doer(), Deed("account.create", f"account/{made.id}", after={"role": role}), now)
        secret = keys.make_key(connection, made.id, "from the command line", now)[1] if key else ""
    click.echo(secret or f"{email} has an account as {role}: {made.id}")


@account.command("role")
@click.argument("email")
@click.argument("role", type=_ROLES)
@_DATABASE
def change_role(email: str, role: str, database: str | None) -> None:
    """Change what an account may do."""
    from deltacrown_host.accounts import records  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.audit.deeds import Deed, Doer, note  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above

    with opened("account", settings_from(database)) as store, store.begin() as connection:
        found = records.find(connection, email)
        if found is None:
            message = f"there is no account with the address {email}"
            raise click.ClickException(message)
        now, before = datetime.now(UTC), {"role": found.role.value}
        records.change(connection, found.id, now, role=role)
        note(connection, Doer(), Deed("account.role", f"account/{found.id}", "", before, {"role": role}), now)
    click.echo(f"{email} is {role} now.")
