"""Providers that run on this machine over real HTTP: an issuer of OpenID Connect, and one that speaks as Discord does.

The issuer signs with a library other than the host's, checks codes, PKCE and clients as the standards say, and can be
told to make every mistake there is.
"""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

from attrs import define, field
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "cup:1", "a secret+% of some length"
ANN = {"sub": "ann", "name": "Ann", "email": "ann@example.org", "email_verified": True}


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": uuid4().hex, "use": "sig"})


@define
class Issuer:
    """Who is signed in at it, its key, and the mistakes it makes in its next tokens."""

    url: str = ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    user: dict[str, Any] = field(factory=lambda: dict(ANN))
    key: RSAKey = field(factory=new_key)
    signs_with: Any = None
    slip: dict[str, Any] = field(factory=dict)
    algorithm: str = "RS256"
    codes: dict[str, dict[str, str]] = field(factory=dict)

    def get(self, path: str, query: dict[str, str], headers: Any) -> Any:
        del headers
        match path:
            case "/.well-known/openid-configuration":
                places = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
                return {"issuer": self.url} | {name: self.url + place for name, place in places.items()}
            case "/keys":
                return KeySet([self.key]).as_dict(private=False)
        assert (query["response_type"], query["client_id"], query["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = uuid4().hex
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def post(self, path: str, form: dict[str, str], headers: Any) -> Any:
        assert path == "/token"
        shown = b64decode(headers["authorization"].removeprefix("Basic ")).decode()
        asked = self.codes.pop(form["code"], None)
        verifier = _encoded(sha256(form["code_verifier"].encode()).digest())
        right = asked and (asked["code_challenge"], asked["redirect_uri"]) == (verifier, form["redirect_uri"])
        if not asked or not right or shown != "cup%3A1:a%20secret%2B%25%20of%20some%20length":
            return None
        now = int(self.clock().timestamp())
        times = {"iat": now, "exp": now + 300}
        claims = {"iss": self.url, "aud": CLIENT, "nonce": asked["nonce"], **times, **self.user, **self.slip}
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.key.kid}
        if self.algorithm == "none":
            token = ".".join([*(_encoded(json.dumps(part).encode()) for part in (header, claims)), ""])
        else:
            token = jwt.encode(header, claims, self.signs_with or self.key, algorithms=[self.algorithm])
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


@define
class Discord:
    """As Discord's documentation says: no identity token, but a question who it is."""

    url: str = ""
    user: dict[str, Any] = field(factory=dict)
    codes: set[str] = field(factory=set)

    def get(self, path: str, query: dict[str, str], headers: Any) -> Any:
        if path == "/api/users/@me":
            return self.user if headers["authorization"] == "Bearer token" else None
        assert (path, query["scope"]) == ("/oauth2/authorize", "identify email")
        code = uuid4().hex
        self.codes.add(code)
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def post(self, path: str, form: dict[str, str], headers: Any) -> Any:
        assert path == "/api/oauth2/token"
        shown = b64decode(headers["authorization"].removeprefix("Basic ")).decode()
        good = form["code"] in self.codes and shown == f"{CLIENT}:{SECRET}"
        return {"access_token": "token", "token_type": "Bearer"} if good else None


@contextmanager
def provider(one: Any) -> Iterator[Any]:
    """Runs it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._answer(one.get(parts.path, dict(parse_qsl(parts.query)), self.headers))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer(one.post(self.path, dict(parse_qsl(body)), self.headers))

        def _answer(self, said: Any) -> None:
            body = b"" if isinstance(said, str) else json.dumps(said or {"error": "invalid_grant"}).encode()
            self.send_response(302 if isinstance(said, str) else 200 if said else 400)
            if isinstance(said, str):
                self.send_header("location", said)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def symmetric(text: str) -> OctKey:
    """A key that the host knows too."""
    return OctKey.import_key(text)
