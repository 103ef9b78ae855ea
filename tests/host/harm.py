"""Ways to harm a backup: files that are cut, forged, swapped or no backups at all."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

Tables = dict[str, list[Any]]


def forged(file: Path, table: str, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Change the rows of a table, and make the manifest fit."""
    with ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    rows = [json.loads(line) for line in members[f"{table}.jsonl"].splitlines()]
    change(rows)
    changed = members[f"{table}.jsonl"] = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
    manifest = json.loads(members["manifest.json"])
    (line,) = [one for one in manifest["tables"] if one["table"] == table]
    line |= {"rows": len(rows), "sha256": sha256(changed).hexdigest()}
    rewritten(file, {**members, "manifest.json": json.dumps(manifest).encode()})


def rewritten(file: Path, members: dict[str, bytes]) -> None:
    with ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def no_zip(file: Path) -> None:
    file.write_text("this is no zip")


def flipped(file: Path) -> None:
    """In the middle of the largest member's content: some bytes of a zip's own mean nothing to whoever reads it."""
    with ZipFile(file) as archive:
        largest = max(archive.infolist(), key=lambda member: member.compress_size)
    content = bytearray(file.read_bytes())
    # The head of a member in the file has 30 bytes and its name.
    start = largest.header_offset + 30 + len(largest.filename.encode())
    content[start + largest.compress_size // 2] ^= 1
    file.write_bytes(content)


def without(member: str) -> Callable[[Path], None]:
    def leave_out(file: Path) -> None:
        with ZipFile(file) as archive:
            members = {name: archive.read(name) for name in archive.namelist() if name != member}
        rewritten(file, members)

    return leave_out


def swapped(old: bytes, new: bytes) -> Callable[[Path], None]:
    """Change what every file in it says."""

    def swap(file: Path) -> None:
        with ZipFile(file) as archive:
            members = {name: re.sub(old, new, archive.read(name)) for name in archive.namelist()}
        rewritten(file, members)

    return swap


def in_table(table: str, change: Callable[[list[dict[str, Any]]], Any]) -> Callable[[Path], None]:
    return lambda file: forged(file, table, change)


HARM: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut off": (cut, "no backup, or not a whole one"),
    "a bit flipped": (flipped, "no backup, or not a whole one"),
    "no zip": (no_zip, "no backup, or not a whole one"),
    "no manifest": (without("manifest.json"), "no backup, or not a whole one"),
    "no journal": (without("journal.jsonl"), "no backup, or not a whole one"),
    "a name changed": (swapped(b'"Cup"', b'"Cap"'), "the file was changed"),
    "another schema": (swapped(rb'"schema":"host \d+', b'"schema":"host 0001'), "has schema host 0001"),
    "another form": (swapped(rb'"backup":1', b'"backup":2'), "of form 2"),
    "other tables": (swapped(rb'"table":"secrets"', b'"table":"sacraments"'), "the tables of the backup"),
    "a manifest that says nothing": (swapped(rb'"schema":', b'"scheme":'), "manifest of the backup cannot be read"),
    "an event changed": (in_table("journal", lambda rows: rows[2].update(actor="mallory")), "digest"),
    "an event left out": (in_table("journal", lambda rows: rows.pop(3)), "does not follow"),
    "a journal cut short": (in_table("journal", lambda rows: rows.pop()), "tournament '"),
    "no event at all": (in_table("journal", list.clear), "has no journal"),
    "a row that is not its journal's": (
        in_table("tournaments", lambda rows: rows[0].update(phase="live" if rows[0]["phase"] != "live" else "draft")),
        "its row is not what its journal says",
    ),
    "a tournament without its row": (in_table("tournaments", lambda rows: rows.pop()), "its row is not"),
    "a row twice": (in_table("accounts", lambda rows: rows.append(rows[0])), "does not take"),
    "a column too many": (in_table("accounts", lambda rows: rows[0].update(more=1)), "a row of accounts"),
    "a moment that is none": (
        in_table("accounts", lambda rows: rows[0].update(created_at="noon")),
        "a row of accounts",
    ),
    "an account of nobody": (in_table("staff", lambda rows: rows[0].update(account="nobody")), "does not take"),
}
