"""Files in a bucket of Amazon S3, or of anything that speaks as it does.

Where it is and what opens it, the variables say that every tool for S3 reads: `AWS_ENDPOINT_URL`, `AWS_REGION`,
`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and `AWS_ALLOW_HTTP` for one without TLS.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import IO, TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from deltacrown_host.files.kinds import ENDINGS, JSONL
from deltacrown_host.files.store import BUCKET, Lying, NotReached

if TYPE_CHECKING:
    from obstore.store import RetryConfig

_AT_ONCE = 64 * 1024
_ENDINGS = {**ENDINGS, JSONL: "jsonl"}


class Bucket:
    """Each file says itself that it is to be saved, as whoever follows a link to it does not pass the host."""

    def __init__(self, address: str, link_s: float = 0.0) -> None:
        bucket, _, prefix = address.removeprefix(BUCKET).partition("/")
        retries: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=10)}
        self._store = S3Store(bucket, prefix=prefix or None, retry_config=retries)
        self._link = timedelta(seconds=link_s)

    def put(self, name: str, source: IO[bytes], media_type: str) -> None:
        """Files are no larger than one request takes."""
        saved = f'attachment; filename="{name}.{_ENDINGS[media_type]}"'
        said = {"Content-Type": media_type, "Content-Disposition": saved, "Cache-Control": "private, no-store"}
        with _reached():
            obstore.put(self._store, name, source, attributes={**said})

    def read(self, name: str) -> Iterator[bytes]:
        """The file in pieces."""
        with _reached():
            return iter(obstore.get(self._store, name).stream(min_chunk_size=_AT_ONCE))

    def remove(self, name: str) -> None:
        """Take the file away."""
        with _reached():
            obstore.delete(self._store, name)

    def find(self, name: str) -> Lying | None:
        """The file, where it is there."""
        with _reached():
            try:
                found = obstore.head(self._store, name)
            except FileNotFoundError:
                return None
            return Lying(name, found["size"], found["last_modified"])

    def listing(self, after: str, limit: int) -> tuple[Lying, ...]:
        """The next files by name."""
        with _reached():
            pages = obstore.list(self._store, offset=after or None, chunk_size=limit)
            found = islice((one for page in pages for one in page), limit)
            return tuple(Lying(one["path"], one["size"], one["last_modified"]) for one in found)

    def link(self, name: str) -> str:
        """An address that is signed, and good for as long as the settings say."""
        return obstore.sign(self._store, "GET", name, self._link) if self._link else ""


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        # The library appends what it knows for its own authors.
        message = f"the bucket of files: {str(error).partition('Debug source')[0].strip()}"
        raise NotReached(message) from error
