"""Many certificates as one document, to be printed."""

from collections.abc import Callable
from typing import IO, Any

from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from deltacrown_certs.png import painting


class Printing:
    """One document after the other. PDFium has one thread at a time, and others paint meanwhile."""

    def __init__(self) -> None:
        self._whole: Any = self._alone(PdfDocument.new)

    def add(self, pdf: bytes) -> None:
        """The pages of this one come next."""
        self._alone(self._import, pdf)

    def write(self, file: IO[bytes]) -> None:
        """Write what there is, once."""
        self._alone(self._whole.save, file)
        self._alone(self._whole.close)

    def _import(self, pdf: bytes) -> None:
        with PdfDocument(pdf) as one:
            self._whole.import_pages(one)

    def _alone(self, do: Callable[..., Any], *what: object) -> Any:
        with painting:
            return do(*what)
