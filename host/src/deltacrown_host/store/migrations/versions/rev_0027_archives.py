"""The files that old rows of the audit trail go into: the database lets go of a row only where one of them has it."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_FOR_ALL = "the audit trail is only ever added to"
_ARCHIVED = "(SELECT COALESCE(MAX(last), 0) FROM audit_archives)"
_FUNCTION = f"""
CREATE FUNCTION audit_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.id > {_ARCHIVED} THEN
        RAISE EXCEPTION '{_FOR_ALL}';
    END IF;
    RETURN OLD;
END
$$
"""
_STAYS = "CREATE TRIGGER audit_stays BEFORE {} ON {} FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
_REFUSED = f"BEGIN SELECT RAISE(ABORT, '{_FOR_ALL}'); END"


def upgrade() -> None:
    """Make the table, which nobody changes, and open the way into it."""
    op.create_table(
        "audit_archives",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_archives"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_FUNCTION)
        op.execute("DROP TRIGGER audit_stays ON audit")
        op.execute(_STAYS.format("UPDATE OR TRUNCATE", "audit"))
        op.execute(_STAYS.format("UPDATE OR DELETE OR TRUNCATE", "audit_archives"))
        op.execute(
            "CREATE TRIGGER audit_archived BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_archived()"
        )
        return
    op.execute("DROP TRIGGER audit_no_delete")
    op.execute(f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit WHEN OLD.id > {_ARCHIVED} {_REFUSED}")
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER audit_archives_no_{verb.lower()} BEFORE {verb} ON audit_archives {_REFUSED}")


def downgrade() -> None:
    """Drop it. What is archived stays in its files."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_archived ON audit")
        op.execute("DROP TRIGGER audit_stays ON audit")
        op.execute(_STAYS.format("UPDATE OR DELETE OR TRUNCATE", "audit"))
        op.execute("DROP TABLE audit_archives")
        op.execute("DROP FUNCTION audit_archived()")
        return
    op.execute("DROP TRIGGER audit_no_delete")
    op.execute(f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit {_REFUSED}")
    op.drop_table("audit_archives")
