"""What somebody shows, taken apart: a PDF, a PNG, or a credential by itself as JSON or as a token."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from deltacrown_certs.credentials import pdf, png
from deltacrown_certs.credentials.credential import Credential, file_length, is_file
from deltacrown_certs.credentials.jwt import Token, read_jwt
from deltacrown_certs.verification.checks import Answer, Check

_DEEPEST = 100


@frozen
class Presented:
    """A credential, and what is known of the file that it came in.

    token   it as a token; None where its proof is in it
    file    whether not one bit of the file is another than those issued
    rest    what of a PDF is behind the credential: a signature, or nothing
    """

    kind: str
    credential: Credential
    token: Token | None
    file: Check
    rest: bytes = b""


def take_apart(data: bytes) -> Presented:
    """What is shown. Raises ValueError where it is nothing that a certificate comes as, or holds no credential."""
    if data.startswith(pdf.BEGINNING):
        return _pdf(data)
    if data.startswith(png.BEGINNING):
        return _png(data)
    credential, token = read_credential(_text(data))
    kind = "a credential as JSON" if token is None else "a credential as a token"
    return Presented(kind, credential, token, Check("file", Answer.NOT_ASKED, "it comes in no picture or document"))


def read_credential(text: str) -> tuple[Credential, Token | None]:
    """A credential as JSON with a proof in it, or as a token. Raises ValueError."""
    text = text.removesuffix("\n")
    if not text.startswith("{"):
        token = read_jwt(text)
        return token.credential, token
    credential = read_json(text)
    if not isinstance(credential, dict):
        message = "a credential is an object"
        raise ValueError(message)  # noqa: TRY004 - what is read is wrong, not what it is read with
    return credential, None


def read_json(text: str) -> Any:
    """JSON in which every name comes once, and which is not deeper than anything of ours. Raises ValueError."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        message = "the JSON is too deep"
        raise ValueError(message) from error
    if max(_depths(data)) > _DEEPEST:
        message = "the JSON is too deep"
        raise ValueError(message)
    return data


def _pdf(data: bytes) -> Presented:
    found = pdf.attached(data)
    if found is None:
        message = "no credential is attached to this PDF"
        raise ValueError(message)
    text, length = found
    credential, token = read_credential(text)
    again = pdf.attach(data[:length], text)
    same = data.startswith(again) and file_length(credential) == length and is_file(credential, data[:length])
    return Presented("a PDF with a credential", credential, token, _same(same), data[len(again) :])


def _png(data: bytes) -> Presented:
    found = png.baked(data)
    if found is None:
        message = "no credential is baked into this PNG"
        raise ValueError(message)
    text, picture = found
    credential, token = read_credential(text)
    same = png.bake(picture, text) == data and is_file(credential, picture)
    return Presented("a PNG with a credential", credential, token, _same(same))


def _same(same: bool) -> Check:  # noqa: FBT001 - what was found
    if same:
        return Check("file", Answer.YES, "every bit is as it was issued")
    return Check("file", Answer.NO, "the file was changed after it was issued")


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        message = "this is no PDF, no PNG and no credential"
        raise ValueError(message) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        message = "a name comes twice in the JSON"
        raise ValueError(message)
    return read


def _no_constant(name: str) -> Any:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _depths(data: Any) -> Iterator[int]:
    yield 0
    inside = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    for value in inside:
        yield 1 + max(_depths(value))
