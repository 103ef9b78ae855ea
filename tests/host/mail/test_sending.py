"""Mail: committed with its cause, sent once, tried again, given up where everyone sees it, and never lost."""

import ssl
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from deltacrown_host.jobs.runner import GivenUp
from deltacrown_host.mail import carriers
from deltacrown_host.mail.letters import Envelope, Letter, message_of
from deltacrown_host.mail.posting import post, sent, tidy
from deltacrown_host.mail.tables import mails
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate
from sqlalchemy import func, select

from tests.host.conftest import Running, Serve
from tests.host.mail.conftest import MailServer, letters, mail_server

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
QUICK: dict[str, Any] = {"poll_s": 0.01, "mail_retry_first_s": 0.001, "smtp_security": "none"}


def until(done: Callable[[], Any]) -> Any:
    """What comes, once it is there."""
    for _ in range(3000):
        if found := done():
            return found
    raise AssertionError


def waiting(running: Running) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = running.http.get("/api/mails").json()["mails"]
    return found


def test_mail_goes_through_a_real_server(serve: Serve, server: MailServer) -> None:
    """In plain text and in HTML, from whom the settings say; what fails for now is tried again; then nothing waits."""
    server.answers.append("451 later")
    with serve(smtp_host="127.0.0.1", smtp_port=server.port, mail_from="Cups <cups@example.org>", **QUICK) as running:
        assert running.http.post("/api/mails", json={"email": "ann@example.org"}).status_code == 202
        addresses, letter = server.next()
        until(lambda: not waiting(running))
    assert (addresses, server.tried) == (["ann@example.org"], 2)
    assert (letter["from"], letter["to"], letter["subject"]) == (
        "Cups <cups@example.org>",
        "ann@example.org",
        "Mail works",
    )
    kinds = [part.get_content_type() for part in letter.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert letter["message-id"].endswith("@example.org>")


def test_what_will_never_be_taken_is_given_up_and_seen(serve: Serve, server: MailServer) -> None:
    """Once; the list says why without saying whom it was for; sent again by hand, it goes."""
    server.answers.append("550 no such user <ann@example.org>")
    with serve(smtp_host="127.0.0.1", smtp_port=server.port, **QUICK) as running:
        running.http.post("/api/mails", json={"email": "ann@example.org"})
        (line,) = until(lambda: [one for one in waiting(running) if one["given_up_at"]])
        assert line["error"] == "GivenUp: the mail server refused it with 550"
        assert "ann" not in str(line)
        assert running.http.post("/api/mails/nothing/again").json()["code"] == "mail.unknown"
        assert running.http.post(f"/api/mails/{line['id']}/again").status_code == 204
        assert server.next()[0] == ["ann@example.org"]
    assert server.tried == 2


def test_a_server_that_is_away_loses_nothing(serve: Serve) -> None:
    """The letter waits, is given up after so many attempts, and the reason names the server."""
    with serve(smtp_host="127.0.0.1", smtp_port=1, mail_attempts=3, **QUICK) as running:
        running.http.post("/api/mails", json={"email": "ann@example.org"})
        (line,) = until(lambda: [one for one in waiting(running) if one["given_up_at"]])
        assert line["attempts"] == 3
        assert line["error"].startswith("NotSent: 127.0.0.1, port 1: ConnectionRefusedError")


def test_without_a_server_mail_is_put_into_a_folder(serve: Serve, tmp_path: Path) -> None:
    """A file that its owner alone reads; players see nothing of it."""
    folder = tmp_path / "post"
    with serve(mail_folder=folder, poll_s=0.01) as running:
        running.http.post("/api/mails", json={"email": "ann@example.org"})
        until(lambda: not waiting(running))
        (letter,) = letters(folder)
        (file,) = folder.glob("*.eml")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        bad = running.http.post("/api/mails", json={"email": "ann"})
        assert bad.json()["code"] == "email.invalid"
    assert letter["to"] == "ann@example.org"


def test_a_letter_goes_with_its_cause_and_once(database_url: str) -> None:
    """What is rolled back sends nothing; what says `once` is posted once, also when it was sent; then it is forgotten."""
    database = Database(database_url)
    migrate(database)

    def count() -> Any:
        with database.connect() as connection:
            return connection.execute(select(func.count()).select_from(mails)).scalar()

    def failing() -> None:
        with database.begin() as connection:
            post(connection, "trial", {}, NOON, address="ann@example.org")
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert count() == 0
    for _ in range(2):
        with database.begin() as connection:
            post(connection, "trial", {}, NOON, address="ann@example.org", once="this")
            (row,) = connection.execute(select(mails))
            sent(connection, row.id, NOON)
    assert count() == 1
    with database.begin() as connection:
        (row,) = connection.execute(select(mails))
        assert (row.address, row.filled_with) == (None, "{}")
        tidy(connection, datetime(2026, 2, 1, tzinfo=UTC))
    assert count() == 0
    database.close()


def test_letters_are_encrypted_and_signed_in_where_the_settings_say_so() -> None:
    """STARTTLS with a certificate that is trusted, and a password; neither a stranger nor a wrong password gets in."""
    ours, theirs = certified()
    message = message_of(Letter("Hi", ("Hello",)), Envelope("1", "a@example.org", "ann@example.org", NOON))
    with mail_server(theirs, (b"host", b"secret")) as server:

        def by(password: str, trust: ssl.SSLContext, security: str = "starttls") -> carriers.MailServer:
            return carriers.MailServer("127.0.0.1", server.port, "host", password, security, 5, trust)

        by("secret", ours).carry(message, "ann@example.org")
        assert server.next()[0] == ["ann@example.org"]
        for wrong in (by("guess", ours), by("secret", ssl.create_default_context()), by("secret", ours, "none")):
            with pytest.raises(carriers.NotSent):
                wrong.carry(message, "ann@example.org")
    assert server.tried == 1


@pytest.mark.parametrize("address", ["a,b@example.org", "<x>@example.org", "a\r\nBcc: b@example.org"])
def test_an_address_is_one_address(address: str) -> None:
    """Nothing in it becomes a header, or another receiver."""
    with pytest.raises(GivenUp):
        message_of(Letter("Hi", ()), Envelope("1", "a@example.org", address, NOON))


def test_what_is_in_a_letter_is_text() -> None:
    """Names are no markup, and no headers."""
    letter = Letter("<b>\r\nBcc: eve@example.org", ("<script>", "a\nb"), "https://example.org/?a=1&b=2")
    message = message_of(letter, Envelope("1", "a@example.org", "ann@example.org", NOON))
    assert (message["subject"], message["bcc"]) == ("<b> Bcc: eve@example.org", None)
    plain, html = (part.get_content() for part in message.iter_parts())
    assert plain.splitlines() == ["<script>", "", "a", "b", "", "https://example.org/?a=1&b=2"]
    assert "<p>&lt;script&gt;</p><p>a<br>b</p>" in html


def certified() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What trusts a new certificate of this machine, and what shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    begun, ended = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begun, ended)
    certificate = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    _load(theirs, pem + key.private_bytes(serialization.Encoding.PEM, *plain))
    return ssl.create_default_context(cadata=pem.decode()), theirs


def _load(context: ssl.SSLContext, pem: bytes) -> None:
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - the ssl module reads files only

    with NamedTemporaryFile(suffix=".pem") as file:
        file.write(pem)
        file.flush()
        context.load_cert_chain(file.name)
