"""The document: objects, their numbers and where each begins."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Mapping

from attrs import Factory, define, frozen

from deltacrown_certs.layout.operations import Page
from deltacrown_certs.pdf.painting import Needs, painted
from deltacrown_certs.pdf.resources import resources

LEVEL = 6


@frozen
class About:
    """What the document says of itself."""

    title: str
    author: str
    language: str
    date: dt.date


@define
class Objects:
    """The objects of a file; each is referred to by its number, which is known before what is in it."""

    bodies: list[bytes] = Factory(list)

    def add(self, body: str | bytes) -> str:
        """A new object; what refers to it."""
        self.bodies.append(body.encode("latin-1") if isinstance(body, str) else body)
        return f"{len(self.bodies)} 0 R"

    def stream(self, data: bytes, entries: str = "") -> str:
        """A new object with data, compressed."""
        packed = zlib.compress(data, LEVEL)
        head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n"
        return self.add(head.encode("latin-1") + packed + b"\nendstream")

    def written(self, root: str, info: str) -> bytes:
        """The file. Its id is the digest of what is in it."""
        parts, places, size = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], [], 15
        for number, body in enumerate(self.bodies, 1):
            places.append(size)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            size += len(parts[-1])
        name = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        count = len(self.bodies) + 1
        trailer = f"<</Size {count}/Root {root}/Info {info}/ID[<{name}><{name}>]>>"
        tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{size}\n%%EOF\n"
        return b"".join([*parts, tail.encode()])


def document(page: Page, about: About, attachments: Mapping[str, bytes]) -> bytes:
    """A document of one page."""
    objects, needs = Objects(), Needs()
    content = painted((*page.ground, *page.drawing), needs)
    stream = objects.stream(content.encode("latin-1"))
    needed = resources(objects, needs)
    pages = f"{len(objects.bodies) + 2} 0 R"
    box = f"/MediaBox[0 0 {page.width:g} {page.height:g}]"
    kid = objects.add(f"<</Type/Page/Parent {pages}{box}/Contents {stream}/Resources<<{needed}>>>>")
    objects.add(f"<</Type/Pages/Count 1/Kids[{kid}]>>")
    root = objects.add(
        f"<</Type/Catalog/Pages {pages}/Lang {text(about.language)}/MarkInfo<</Marked true>>"
        f"/ViewerPreferences<</DisplayDocTitle true>>{_attached(objects, attachments, about.date)}>>"
    )
    made = f"(D:{about.date:%Y%m%d}000000Z)"
    info = f"<</Title {text(about.title)}/Author {text(about.author)}/Producer(DeltaCrown)"
    return objects.written(root, objects.add(f"{info}/CreationDate{made}/ModDate{made}>>"))


def text(words: str) -> str:
    """A text in any script, as PDF writes it."""
    return "<" + ("\ufeff" + words).encode("utf-16-be").hex().upper() + ">"


def _attached(objects: Objects, attachments: Mapping[str, bytes], date: dt.date) -> str:
    """Files in the document: found by name, and associated with it."""
    if not attachments:
        return ""
    files = []
    for name, data in sorted(attachments.items()):
        about = f"/Params<</Size {len(data)}/ModDate(D:{date:%Y%m%d}000000Z)/CheckSum<{_checksum(data)}>>>"
        kind = "application#2Fjson" if name.endswith(".json") else "application#2Foctet-stream"
        held = objects.stream(data, f"/Type/EmbeddedFile/Subtype/{kind}{about}")
        said = f"<</Type/Filespec/F {text(name)}/UF {text(name)}/AFRelationship/Data/EF<</F {held}/UF {held}>>>>"
        files.append((name, objects.add(said)))
    names = "".join(f"{text(name)} {file} " for name, file in files)
    return f"/Names<</EmbeddedFiles<</Names[{names}]>>>>/AF[{' '.join(file for _, file in files)}]"


def _checksum(data: bytes) -> str:
    """PDF's own checksum of an attached file, which guards nothing."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
