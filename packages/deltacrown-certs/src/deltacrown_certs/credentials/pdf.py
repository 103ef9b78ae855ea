"""A credential inside a PDF: attached, as a file that belongs to the document (/AF, PDF 2.0 and PDF/A-3).

It is added behind the end, as the format provides for changes: the document as it was drawn stays the beginning of the
file, byte by byte, so the credential can hold its digest. How it is added follows from the document and the
credential alone: whoever checks adds it again and compares.
"""

import re
from hashlib import md5

BEGINNING = b"%PDF-"
_NAME = b"credential.json"
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_OURS = re.compile(rb"% DeltaCrown credential, (\d+) bytes follow the first (\d+)\n")


def attach(pdf: bytes, credential: str) -> bytes:
    """The document with the credential. Raises ValueError where it has attachments or is written in another way."""
    trailer, previous = _end(pdf)
    root, size = int(_only(_ROOT, trailer)), int(_only(_SIZE, trailer))
    data = credential.encode()
    added = bytearray(b"\n%% DeltaCrown credential, %d bytes follow the first %d\n" % (len(data), len(pdf)))
    offsets: dict[int, int] = {}
    for number, body in (
        (size, _file(data)),
        (size + 1, _description(size)),
        (root, _catalog(pdf, root, size + 1)),
    ):
        offsets[number] = len(pdf) + len(added)
        added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(pdf) + len(added)
    added += b"xref\n"
    for number, offset in sorted(offsets.items()):
        added += b"%d 1\n%010d 00000 n \n" % (number, offset)
    added += b"trailer\n" + _new_trailer(trailer, size + 2, previous) + b"\nstartxref\n%d\n%%%%EOF\n" % start
    return pdf + bytes(added)


def attached(pdf: bytes) -> tuple[str, int] | None:
    """The credential and how long the document is without it; None where it has none of ours."""
    found = None
    for mark in _OURS.finditer(pdf):
        if mark.start() == int(mark[2]) + 1:
            found = mark
    if found is None:
        return None
    start = pdf.find(b"stream\n", found.end()) + len(b"stream\n")
    return pdf[start : start + int(found[1])].decode(errors="replace"), int(found[2])


def _end(pdf: bytes) -> tuple[bytes, int]:
    """The trailer, and where the last table of objects begins."""
    found = _STARTXREF.search(pdf[-1024:])
    start = pdf.rfind(b"trailer")
    if found is None or start < 0:
        message = "this PDF has no table of objects that this program can go on with"
        raise ValueError(message)
    return pdf[start : pdf.find(b"startxref", start)], int(found[1])


def _only(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    found = pattern.findall(text)
    if len(found) != 1:
        message = "the end of this PDF is written in another way than this program knows"
        raise ValueError(message)
    only: bytes = found[0]
    return only


def _file(data: bytes) -> bytes:
    checksum = md5(data, usedforsecurity=False).hexdigest().upper().encode()
    about = b"/Type /EmbeddedFile /Subtype /application#2Fld+json /Params << /Size %d /CheckSum <%s> >>"
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (about % (len(data), checksum), len(data), data)


def _description(file: int) -> bytes:
    names = b"/F (%s) /UF (%s) /Desc (Open Badges 3.0 credential)" % (_NAME, _NAME)
    return b"<< /Type /Filespec /AFRelationship /Data %s /EF << /F %d 0 R /UF %d 0 R >> >>" % (names, file, file)


def _catalog(pdf: bytes, root: int, description: int) -> bytes:
    """The root of the document, with the attachment."""
    start = pdf.rfind(b"\n%d 0 obj" % root)
    old = pdf[pdf.find(b"obj", start) + 3 : pdf.find(b"endobj", start)].strip()
    if start < 0 or not old.startswith(b"<<") or b"/Names" in old or b"/AF" in old:
        message = "this PDF has attachments already, or no root that this program can go on with"
        raise ValueError(message)
    names = b"/Names << /EmbeddedFiles << /Names [(%s) %d 0 R] >> >> /AF [%d 0 R] " % (_NAME, description, description)
    return b"<< " + names + old[2:].lstrip()


def _new_trailer(trailer: bytes, size: int, previous: int) -> bytes:
    kept = _SIZE.sub(b"/Size %d" % size, trailer.removeprefix(b"trailer").strip())
    return b"<< /Prev %d " % previous + kept.removeprefix(b"<<").lstrip()
