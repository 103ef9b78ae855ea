"""Where files lie: a folder on disk, or a bucket of anything that speaks as S3 does. One setting says which."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Protocol

from attrs import frozen

BUCKET = "s3://"


class NotReached(Exception):
    """The store does not answer, or does not take what it is given. The message is for the log."""


@frozen
class Lying:
    """A file in the store: its name, its size in bytes, and since when it is there."""

    name: str
    size: int
    since: datetime


class Store(Protocol):
    """Keeps files by name. Everything raises NotReached where it cannot be done."""

    def put(self, name: str, source: IO[bytes], media_type: str) -> None:
        """Keep what can be read, all of it or nothing."""

    def read(self, name: str) -> Iterator[bytes]:
        """The file in pieces. It is looked for at once, not with the first piece."""

    def remove(self, name: str) -> None:
        """Take the file away, where it is there."""

    def find(self, name: str) -> Lying | None:
        """The file, where it is there."""

    def listing(self, after: str, limit: int) -> tuple[Lying, ...]:
        """The next files by name."""

    def link(self, name: str) -> str:
        """An address at which anybody gets the file for a while; empty where the host hands it out itself."""


def store_at(address: str, link_s: float = 0.0) -> Store:
    """The store at `s3://bucket/prefix`, else in the folder of that name. Raises ValueError."""
    if address.startswith(BUCKET):
        from deltacrown_host.files.bucket import Bucket  # noqa: PLC0415 - the library is large, and few need it

        return Bucket(address, link_s)
    if "://" in address:
        message = f"files are kept in a folder or at {BUCKET}bucket/prefix, not at {address!r}"
        raise ValueError(message)
    from deltacrown_host.files.folder import Folder  # noqa: PLC0415 - the same way round

    return Folder(address)
