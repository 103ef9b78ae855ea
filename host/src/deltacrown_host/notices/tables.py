"""Which notices accounts do not want, or want again. Where nothing is said, they are wanted."""

from sqlalchemy import Boolean, Column, ForeignKey, String, Table

from deltacrown_host.store.tables import ID_LENGTH, metadata

notice_choices = Table(
    "notice_choices",
    metadata,
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True),
    Column("notice", String(32), primary_key=True),
    Column("wanted", Boolean, nullable=False),
)
