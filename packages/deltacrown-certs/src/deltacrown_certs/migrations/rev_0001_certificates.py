"""Certificates, their batches and the keys that sign them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_moment = sa.DateTime(timezone=True)
_id = sa.String(64)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "certificates",
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("tournament_id", _id, nullable=False),
        sa.Column("entrant", _id, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("current", sa.Integer()),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("pdf", _id, nullable=False),
        sa.Column("pdf_digest", _id, nullable=False),
        sa.Column("png", _id),
        sa.Column("png_digest", _id),
        sa.Column("status_list", sa.Integer(), nullable=False),
        sa.Column("status_index", sa.Integer(), nullable=False),
        sa.Column("issued_by", _id, nullable=False),
        sa.Column("issued_at", _moment, nullable=False),
        sa.Column("revoked_at", _moment),
        sa.Column("reason", sa.Text()),
        sa.Column("replaced_by", sa.String(16)),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("downloaded_at", _moment),
        sa.PrimaryKeyConstraint("code", name="pk_certificates"),
    )
    one_each = ["tournament_id", "entrant", "kind", "current"]
    op.create_index("uq_certificates_current", "certificates", one_each, unique=True)
    op.create_index("uq_certificates_status", "certificates", ["status_list", "status_index"], unique=True)
    op.create_table(
        "certificate_batches",
        sa.Column("tournament_id", _id, nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("started_by", _id, nullable=False),
        sa.Column("started_at", _moment, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("finished_at", _moment),
        sa.PrimaryKeyConstraint("tournament_id", name="pk_certificate_batches"),
    )
    op.create_table(
        "certificate_keys",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pem", sa.Text(), nullable=False),
        sa.Column("created_at", _moment, nullable=False),
        sa.Column("expires_at", _moment),
        sa.Column("revoked_at", _moment),
        sa.PrimaryKeyConstraint("number", name="pk_certificate_keys"),
    )
