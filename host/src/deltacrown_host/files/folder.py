"""Files in a folder of this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from deltacrown_host.files.store import Lying, NotReached

_AT_ONCE = 64 * 1024


class Folder:
    """Every process of the host needs the same folder. It is made when the first file comes."""

    def __init__(self, address: str) -> None:
        self._path = Path(address)

    def put(self, name: str, source: IO[bytes], media_type: str) -> None:  # noqa: ARG002 - a row says what it is
        """Written through to the disk before it is there at all."""
        unfinished = self._path / f".{name}"
        with _reached():
            self._path.mkdir(parents=True, exist_ok=True)
            try:
                with unfinished.open("xb") as target:
                    copyfileobj(source, target, _AT_ONCE)
                    target.flush()
                    os.fsync(target.fileno())
                unfinished.rename(self._path / name)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    def read(self, name: str) -> Iterator[bytes]:
        """The file in pieces."""
        pieces = _pieces(self._path / name)
        with _reached():
            # Into its `with`, so that the file is closed even where nobody ever asks for a piece.
            next(pieces)
        return pieces

    def remove(self, name: str) -> None:
        """Take the file away."""
        with _reached():
            (self._path / name).unlink(missing_ok=True)

    def find(self, name: str) -> Lying | None:
        """The file, where it is there."""
        with _reached():
            try:
                found = (self._path / name).stat()
            except FileNotFoundError:
                return None
            return Lying(name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def listing(self, after: str, limit: int) -> tuple[Lying, ...]:
        """The next files by name, those of a process that died while it wrote among them."""
        with _reached():
            lying = self._path.iterdir() if self._path.is_dir() else ()
            names = sorted(file.name for file in lying if file.name > after)
            return tuple(filter(None, map(self.find, names[:limit])))

    def link(self, name: str) -> str:  # noqa: ARG002 - no name has one
        """None: the host hands its files out itself."""
        return ""


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"the folder of files: {error}"
        raise NotReached(message) from error


def _pieces(path: Path) -> Iterator[bytes]:
    """Nothing once the file is open, then all that is in it."""
    with path.open("rb") as file:
        yield b""
        while piece := file.read(_AT_ONCE):
            yield piece
