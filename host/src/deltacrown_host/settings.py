"""Settings: everything that differs from one installation to the next, in one class."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import field, frozen

from deltacrown_host import settings_file
from deltacrown_host.access.roles import Role

PREFIX = "DELTACROWN_"
SETTINGS = f"{PREFIX}SETTINGS"


@frozen
class Settings:
    """Read from the environment: `DELTACROWN_` and the name of the field in capitals; and from a file.

    database_url            an SQLAlchemy address; SQLite (a file) unless told otherwise
    sqlite_synchronous      NORMAL survives a crash of the process, and a power cut may cost the last moments; FULL
                            survives both and writes about three times slower
    redis_url               a Redis by which several processes on one database tell one another at once what happens;
                            empty for none: then each only asks the database every `poll_s`
    host, port              where `deltacrown serve` listens
    public_url              where people reach the host, such as https://cup.example.org: links in mail begin with it.
                            Empty for `host` and `port`
    plugins_folder          a folder of loose plugin files, or nothing
    files                   where uploaded files are kept: a folder, or `s3://bucket/prefix` for anything that speaks
                            as S3 does (`AWS_…` variables say where it is); every process of the host needs the same
    files_link_s            how long a link to a file in a bucket is good for; 0 where the host hands them out itself
    origins                 origins whose pages may write and listen beside the host's own, with commas between them
    new_accounts            the role of a new account: player or organizer
    confirm_email           whether an account opens only once its address is confirmed by a link in a letter
    google_client_id, google_client_secret  what Google calls the host, to sign in there; empty for not
    discord_client_id, discord_client_secret  what Discord calls it
    oidc_issuer             an issuer of OpenID Connect to sign in with: its address, exactly as it calls itself
    oidc_client_id, oidc_client_secret  what it calls the host
    oidc_title              what people call it
    connections             how many connections are held at once, sockets included; further ones are answered 503
    body_limit_bytes        larger request bodies are refused
    body_timeout_s          how long a request body may take to arrive
    orders_waiting          how many writes may wait for their turn; further ones are answered 503
    readers                 threads that read at the same time
    writers                 threads that write at the same time; SQLite has one, whatever is said here
    tournaments_in_memory   how many tournaments are kept ready; others are replayed when asked for
    metrics_token           whoever shows it (`Authorization: Bearer …`) may read `GET /metrics`; empty for nobody
    traces_url              where an OpenTelemetry collector takes traces over HTTP (`http://…:4318/v1/traces`); empty
                            for none. Needs the extra `traces`
    heartbeat_s             how often a socket is sent a ping
    silence_s               how long a socket may say nothing before it is closed
    send_timeout_s          how long a socket may take to accept one frame before it is closed as too slow
    connections_a_user      how many connections somebody who is known has to the rooms at once; 0 for any number, here
                            and below. With Redis they are counted in all processes, else in each
    connections_an_address  how many come from one address
    connections_a_room      how many are in one room
    connection_counts_s     how long connections of a process that crashed are counted still
    messages_per_s          how many messages a second a socket may send in the long run
    messages_burst          how many at once
    message_limit_bytes     how large each may be
    ticket_s                how long a ticket is good for
    known_s                 how long it is known who is on a socket, before they must show a new ticket
    frames_in_memory        how many recent frames a room remembers; whoever is further behind reads the journal
    retry_first_s           the pause after the first failed delivery to a notifier; it doubles with every failure
    retry_longest_s         the longest pause
    lease_s                 how long work that a process has taken is left to it, should that process die
    job_attempts            after so many failures a job is given up; its row stays, with the reason
    keep_addresses_d        for how many days it is kept from where somebody did what the audit trail holds
    keep_audit_d            for how many days rows of the audit trail stay in the database; older ones are archived into
                            files beside the uploaded ones, each chained to the one before. 0 for ever
    keep_hidden_d           for how many days words of disputes that are hidden can be shown again; then they are gone
    keep_dead_jobs_d        for how many days jobs that were given up stay to be looked at
    keep_sessions_d         for how many days sessions of browsers stay in the database after they have ended
    poll_s                  how often to look for events and jobs that other processes have written
    mail_from               who mail comes from
    smtp_host, smtp_port    the mail server that takes mail; without one, mail is put into `mail_folder`
    smtp_user, smtp_password  what the host signs in to it with; empty for nothing
    smtp_security           tls from the beginning, starttls before anything is said, or none
    smtp_timeout_s          how long the mail server may take for each step
    mail_folder             where mail is put that no mail server takes: a file for each, which mail programs open
    mail_attempts           after so many failures mail is given up; `GET /api/mails` lists it
    mail_retry_first_s      the pause after the first failure; it doubles with every one
    mail_retry_longest_s    the longest pause
    webhook_plain_http      whether webhooks may lead to addresses without TLS
    webhook_private_addresses  whether they may lead to this machine and its network
    webhook_timeout_s       how long an endpoint may take to answer
    webhook_attempts        after so many failures an event is given up; `GET …/failures` lists it
    webhook_retry_first_s   the pause after the first failure, half of it left to chance; it doubles with every one
    webhook_retry_longest_s the longest pause
    webhook_given_up        after so many events in a row that were given up, a webhook is disabled
    """

    database_url: str = "sqlite:///deltacrown.db"
    sqlite_synchronous: str = field(default="NORMAL", validator=attrs.validators.in_(["NORMAL", "FULL"]))
    redis_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    plugins_folder: Path | None = None
    files: str = "files"
    files_link_s: float = 600.0
    origins: tuple[str, ...] = ()
    new_accounts: Role = field(default=Role.PLAYER, validator=attrs.validators.in_([Role.PLAYER, Role.ORGANIZER]))
    confirm_email: bool = False
    google_client_id: str = ""
    google_client_secret: str = field(default="", repr=False)
    discord_client_id: str = ""
    discord_client_secret: str = field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_title: str = "OpenID"
    connections: int = 10_000
    body_limit_bytes: int = 1_000_000
    body_timeout_s: float = 30.0
    orders_waiting: int = 1000
    readers: int = 4
    writers: int = 4
    tournaments_in_memory: int = 256
    metrics_token: str = field(default="", repr=False)
    traces_url: str = ""
    heartbeat_s: float = 25.0
    silence_s: float = 50.0
    send_timeout_s: float = 10.0
    connections_a_user: int = 3
    connections_an_address: int = 10
    connections_a_room: int = 2000
    connection_counts_s: float = 60.0
    messages_per_s: float = 10.0
    messages_burst: int = 20
    message_limit_bytes: int = 16_384
    ticket_s: float = 30.0
    known_s: float = 3600.0
    frames_in_memory: int = 256
    retry_first_s: float = 1.0
    retry_longest_s: float = 300.0
    lease_s: float = 15.0
    job_attempts: int = 10
    keep_addresses_d: float = 90.0
    keep_audit_d: float = 0.0
    keep_hidden_d: float = 365.0
    keep_dead_jobs_d: float = 30.0
    keep_sessions_d: float = 0.0
    poll_s: float = 1.0
    mail_from: str = "DeltaCrown <deltacrown@localhost>"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_security: str = field(default="starttls", validator=attrs.validators.in_(["tls", "starttls", "none"]))
    smtp_timeout_s: float = 10.0
    mail_folder: Path = Path("outbox")
    mail_attempts: int = 16
    mail_retry_first_s: float = 5.0
    mail_retry_longest_s: float = 21_600.0
    webhook_plain_http: bool = False
    webhook_private_addresses: bool = False
    webhook_timeout_s: float = 15.0
    webhook_attempts: int = 16
    webhook_retry_first_s: float = 5.0
    webhook_retry_longest_s: float = 21_600.0
    webhook_given_up: int = 3

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """The settings of this process: what the environment says, then what the file says, then the defaults.

        The file is the one that `DELTACROWN_SETTINGS` names, or `deltacrown.toml` where the process works, if it is
        there. Raises ValueError that names the variable or the key that cannot be read.
        """
        source = os.environ if environment is None else environment
        kinds = {attribute.name: attribute.type for attribute in attrs.fields(cls)}
        file = Path(source.get(SETTINGS, settings_file.NAME))
        given: dict[str, Any] = {}
        if SETTINGS in source or file.is_file():
            given = settings_file.read(file, kinds, lambda kind, text: _READERS[kind](text))
        for attribute in attrs.fields(cls):
            variable = PREFIX + attribute.name.upper()
            if variable in source:
                given[attribute.name] = _read(variable, source[variable], attribute.type)
        return cls(**given)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _truth(text: str) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if text.lower() not in words:
        message = "expected true or false"
        raise ValueError(message)
    return words[text.lower()]


_READERS: dict[Any, Callable[[str], Any]] = {
    int: int,
    float: float,
    str: str,
    bool: _truth,
    Role: Role,
    Path: Path,
    Path | None: Path,
    tuple[str, ...]: _list,
}


def _read(variable: str, text: str, kind: Any) -> Any:
    try:
        return _READERS[kind](text)
    except ValueError as error:
        message = f"{variable} is {text!r}, which cannot be read: {error}"
        raise ValueError(message) from error
