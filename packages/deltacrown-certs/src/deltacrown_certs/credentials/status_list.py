"""Which credentials no longer hold: a bit for each, many in one list (W3C Bitstring Status List 1.0).

Whoever asks for the list does not say which credential they are looking at; indices are given at random, so that
neighbours in the list are not neighbours elsewhere.
"""

import gzip
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from deltacrown_certs.credentials.credential import CONTEXTS, Credential, time_text
from deltacrown_certs.keys import base64url

SIZE = 131_072
"""How many bits the shortest list has: what it says of one is hidden among all."""
_BASE64URL = "u"
_LARGEST = SIZE * 64


def free_index(taken: Collection[int]) -> int:
    """An index at random that nobody has. Raises OverflowError where the list is half full: start another."""
    if len(taken) >= SIZE // 2:
        message = "the list is half full"
        raise OverflowError(message)
    while True:
        index = secrets.randbelow(SIZE)
        if index not in taken:
            return index


def status_list(issuer: str, address: str, revoked: Iterable[int], at: datetime) -> Credential:
    """The list as a credential, not yet signed."""
    bits = bytearray(SIZE // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    return {
        "@context": [CONTEXTS[0]],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": time_text(at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _BASE64URL + base64url.encode(gzip.compress(bytes(bits), mtime=0)),
        },
    }


def is_revoked(listed: Mapping[str, Any], index: int) -> bool:
    """Whether the bit is set. Raises ValueError where it is no such list, or has no such bit."""
    subject = listed.get("credentialSubject")
    encoded = subject.get("encodedList") if isinstance(subject, Mapping) else None
    if not isinstance(encoded, str) or not encoded.startswith(_BASE64URL):
        message = "this is no status list"
        raise ValueError(message)
    bits = _unpacked(base64url.decode(encoded[1:]))
    if not 0 <= index < len(bits) * 8:
        message = f"the list has no index {index}"
        raise ValueError(message)
    return bool(bits[index // 8] & 0x80 >> index % 8)


def _unpacked(data: bytes) -> bytes:
    """The bits, unless there are so many that somebody means to fill the memory. Raises ValueError."""
    try:
        with gzip.open(BytesIO(data)) as file:
            bits = file.read(_LARGEST // 8 + 1)
    except (OSError, EOFError) as error:
        message = f"the list cannot be unpacked ({error})"
        raise ValueError(message) from error
    if len(bits) > _LARGEST // 8:
        message = "the list is too long"
        raise ValueError(message)
    return bits
