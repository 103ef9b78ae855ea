"""The tables of certificates in a host: no personal data but in the files, which the host keeps."""

from deltacrown_host import UtcTime
from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}
)
_ID = 64

certificates = Table(
    "certificates",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("tournament_id", String(_ID), nullable=False),
    Column("entrant", String(_ID), nullable=False),
    Column("kind", String(16), nullable=False),
    # 1 for the one that holds, null for those that were replaced or revoked: one each.
    Column("current", Integer),
    Column("place", Integer, nullable=False),
    # The claims as canonical JSON, and how it is drawn as JSON.
    Column("claims", Text, nullable=False),
    Column("look", Text, nullable=False),
    # The ids of the host's files and the SHA-256 of their bytes; the picture comes when it is first asked for.
    Column("pdf", String(_ID), nullable=False),
    Column("pdf_digest", String(_ID), nullable=False),
    Column("png", String(_ID)),
    Column("png_digest", String(_ID)),
    Column("status_list", Integer, nullable=False),
    Column("status_index", Integer, nullable=False),
    Column("issued_by", String(_ID), nullable=False),
    Column("issued_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Column("reason", Text),
    Column("replaced_by", String(16)),
    Column("downloads", Integer, nullable=False),
    Column("downloaded_at", UtcTime),
    # Since when everyone may see it with its name, as whoever it is for says.
    Column("shared_at", UtcTime),
    Index("uq_certificates_current", "tournament_id", "entrant", "kind", "current", unique=True),
    Index("uq_certificates_status", "status_list", "status_index", unique=True),
)

profiles = Table(
    "certificate_profiles",
    metadata,
    # Whose certificates everyone may see listed, as they say themselves.
    Column("account", String(_ID), primary_key=True),
    Column("address", String(_ID), nullable=False, unique=True),
    Column("since", UtcTime, nullable=False),
)

batches = Table(
    "certificate_batches",
    metadata,
    Column("tournament_id", String(_ID), primary_key=True),
    Column("look", Text, nullable=False),
    Column("started_by", String(_ID), nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("finished_at", UtcTime),
    # Whoever could not be given one, and why, as JSON.
    Column("left_out", Text),
)

keys = Table(
    "certificate_keys",
    metadata,
    Column("number", Integer, primary_key=True),
    # The private half, which only this host has. It stays when it has expired: its public half is published.
    Column("pem", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
    Column("revoked_at", UtcTime),
)
