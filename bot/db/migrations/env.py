"""Run by Alembic for each command, on the connection that `bot.db.migrate` hands over."""

from alembic import context

from bot.db.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
context.run_migrations()
