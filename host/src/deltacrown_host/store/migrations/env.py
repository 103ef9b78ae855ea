"""How Alembic runs migrations, ours and those of plugins: on what `store.migrate` hands over."""

from alembic import context

tables = context.config.attributes["tables"]
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    version_table=tables.version_table,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
