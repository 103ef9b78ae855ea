"""Where certificates are kept and who signs them: a bucket with links, a key for PDFs, a process that dies."""

from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from deltacrown_certs.keys.publishing import read_keys
from deltacrown_certs.signing.signature import signature_of
from deltacrown_certs.verification.checks import Answer
from deltacrown_certs.verification.examining import AtHand, examine
from deltacrown_host.cli.files import files
from deltacrown_host.files.store import store_at
from deltacrown_host.settings import Settings

from tests.certs.checked.examples import self_signed
from tests.certs.hosting.conftest import issue, played, until
from tests.host.conftest import Running, client, run
from tests.host.processes import environment, process


def test_signed_kept_in_a_bucket_got_by_a_link_and_moved(
    small: Settings, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link gives the very bytes for ten minutes; the PDF's own signature holds; files move, and again for nothing."""
    signer, key = self_signed().signer, tmp_path / "signer.pem"
    secret = signer.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word"))
    key.write_bytes(secret + signer.certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("DELTACROWN_CERTS_SIGNER", str(key))
    monkeypatch.setenv("DELTACROWN_CERTS_SIGNER_PASSWORD", "word")
    with run(Settings(database_url=small.database_url, files=bucket, public_url=small.public_url)) as running:
        assert running.host
        cup = played(running)
        issued = issue(cup)
        path = f"certificates/{issued['code']}"
        led = cup.get(path)
        assert (led.status_code, led.headers["cache-control"]) == (307, "private, no-store")
        link = httpx.URL(led.headers["location"])
        assert link.params["X-Amz-Expires"] == "600"
        assert "ann" not in link.path.lower()
        got = httpx.get(link)
        assert got.headers["content-disposition"].startswith("attachment")
        assert led.headers["etag"] == f'"{issued["sha256"]}"' == f'"{sha256(got.content).hexdigest()}"'
        assert cup.get(path, headers={"if-none-match": led.headers["etag"]}).status_code == 304
        assert cup.get("certificates").json()["certificates"][0]["downloads"] == 1

        signature = signature_of(got.content)
        assert signature
        assert (signature.whole, signature.signer) == (True, "CN=Cups")
        keys = read_keys(running.http.get("/.well-known/did.json").json())
        assert examine(got.content, AtHand(running.host.clock(), keys)).answer is Answer.YES

        folder, one = str(tmp_path / "moved"), ("--tournament", cup.id, "--database", small.database_url)
        asked = [("--dry-run", "--batch-size", "1"), ("--batch-size", "1"), ()]
        said = [
            CliRunner().invoke(files, ["migrate", bucket, folder, *more, *one]).output.split(",")[0] for more in asked
        ]
        assert said == ["1 would be copied", "1 copied", "0 copied"]
        (kept,) = store_at(folder).listing("", 10)
        assert b"".join(store_at(folder).read(kept.name)) == got.content
        cup.post(f"{path}/revoke", {"reason": "x"})
        assert cup.get(path).status_code == 410


def test_a_batch_goes_on_where_a_killed_process_left_it(small: Settings, tmp_path: Path) -> None:
    """After SIGKILL in the middle another process finishes it: one certificate each, every file whole."""
    entrants = [f"e{number:02}" for number in range(24)]
    with run(small) as running:
        cup = running.cup(entrants)
        cup.play()
        key = running.http.headers["authorization"].split()[1]
    known = {"files": small.files, "public_url": small.public_url}
    with process(environment(tmp_path, small.database_url, "", **known)) as doomed, client(doomed.url, key) as http:
        there = type(cup)(Running(doomed.url, http, None), cup.id)
        assert there.post("certificates/batch", {}).status_code == 202
        until(lambda: there.get("certificates").json()["certificates"])
        early = there.get("certificates").json()["certificates"]
        doomed.kill()
    assert 0 < len(early) < len(entrants)
    with run(small) as running:
        again = type(cup)(running, cup.id)
        batch = until(lambda: (found := again.get("certificates/batch").json())["finished_at"] and found)
        assert (batch["total"], batch["done"], batch["left_out"]) == (24, 24, [])
        issued = again.get("certificates").json()["certificates"]
        assert sorted(one["entrant"] for one in issued) == entrants
        assert {one["code"] for one in early} <= {one["code"] for one in issued}
        for one in issued:
            assert sha256(again.get(f"certificates/{one['code']}").content).hexdigest() == one["sha256"]
