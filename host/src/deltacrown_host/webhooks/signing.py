"""Signatures by Standard Webhooks: HMAC-SHA256 of id, time and body (https://www.standardwebhooks.com)."""

import hmac
import secrets as random
from base64 import b64decode, b64encode

_PREFIX = "whsec_"
_BYTES = 32


def new_signing_secret() -> str:
    """A secret for one webhook."""
    return _PREFIX + b64encode(random.token_bytes(_BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """What goes into `webhook-signature`."""
    key = b64decode(secret.removeprefix(_PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.digest(key, signed, "sha256")).decode()
