"""Where webhooks may lead: nowhere that their owners could not reach themselves."""

import asyncio
import datetime as dt
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from deltacrown_host.webhooks.addresses import Reach
from deltacrown_host.webhooks.messages import Message
from deltacrown_host.webhooks.sending import NotTaken, Sender

from tests.host.conftest import Running
from tests.host.receiving import Receiver, receiving
from tests.host.webhooks.conftest import hook, line
from tests.host.webhooks.test_sending import until

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_not_reached(address: str) -> None:
    """The machine itself, its network, links, and whatever is translated to them; unless the setting allows it."""
    assert not Reach().permits(address)
    assert Reach(private=True).permits(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_reached(address: str) -> None:
    """The rest of the world."""
    assert Reach().permits(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/", "webhook.url_insecure"),
        ("ftp://example.org/", "webhook.url_insecure"),
        ("file:///etc/passwd", "webhook.url_invalid"),
        ("https://", "webhook.url_invalid"),
        ("https://exa mple.org/", "webhook.url_invalid"),
        ("https://example.org:port/", "webhook.url_invalid"),
        ("https://[::1/", "webhook.url_invalid"),
        ("https://ann:secret@example.org/", "webhook.url_invalid"),
        ("https://example.org/#part", "webhook.url_invalid"),
        (f"https://example.org/{'x' * 2000}", "webhook.url_invalid"),
        ("https://127.0.0.1/", "webhook.url_private"),
        ("https://[::ffff:127.0.0.1]/", "webhook.url_private"),
        ("https://169.254.169.254/latest/meta-data", "webhook.url_private"),
    ],
)
def test_addresses_that_lead_nowhere_good_are_refused(running: Running, url: str, code: str) -> None:
    """What can be seen from the address alone is said at once."""
    answer = running.cup(()).post("webhooks", {"url": url})
    assert (answer.status_code, answer.json()["code"], answer.json()["problems"][0]["field"]) == (400, code, "url")


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001"])
def test_a_name_that_leads_to_a_private_address_is_not_followed(serve: Any, receiver: Receiver, host: str) -> None:
    """Names, and addresses in other clothes, are judged by what they resolve to, before anything is sent."""
    with serve(poll_s=0.01, webhook_plain_http=True) as running:
        cup = running.cup()
        made = hook(cup, f"http://{host}:{httpx.URL(receiver.url).port}/")
        cup.report("R1-1", 1, 0)
        shown = until(lambda: line(cup, made["id"]), lambda shown: shown["last_error"])
    assert shown["last_error"].startswith(f"{host} leads to ")
    assert shown["last_error"].endswith(", which is not on the public internet")
    assert receiver.arrived.empty()


@pytest.fixture
def certified(tmp_path: Path) -> Iterator[tuple[Receiver, ssl.SSLContext]]:
    """A receiver with a certificate for `localhost`, and what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "server.pem").write_bytes(pem + private)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "server.pem")
    with receiving(tls) as receiver:
        yield receiver, ssl.create_default_context(cadata=pem.decode())


def test_the_certificate_is_that_of_the_name_and_the_connection_goes_to_the_address(
    certified: tuple[Receiver, ssl.SSLContext],
) -> None:
    """What was resolved and judged is what is connected to; another name has another certificate."""
    receiver, trust = certified
    port = httpx.URL(receiver.url).port
    message = Message(1, "msg_1", b"{}")

    async def scenario() -> None:
        with ThreadPoolExecutor(1) as resolver:
            sender = Sender(Reach(private=True), 5, resolver, trust)
            for attempts in range(4):
                async with sender.open(f"https://localhost:{port}/hook", attempts) as endpoint:
                    address = httpx.URL(endpoint.url).host
                    assert ip_address(address).is_loopback
                    if address == "127.0.0.1":
                        await endpoint.post(message, "whsec_c2VjcmV0", 1)
                        break
            async with sender.open(f"https://127.0.0.1:{port}/hook", 0) as endpoint:
                with pytest.raises(NotTaken, match="certificate"):
                    await endpoint.post(message, "whsec_c2VjcmV0", 1)

    asyncio.run(scenario())
    assert receiver.next().headers["host"] == f"localhost:{port}"
    assert receiver.arrived.empty()
