"""Run migrations on the connection that `flyball.store.catalog.migrate` hands over, inside its transaction."""

from alembic import context

connection = context.config.attributes["connection"]
# SQLite does DDL in transactions once BEGIN is sent by us; Alembic's default says it cannot.
context.configure(connection=connection, transactional_ddl=True)
context.run_migrations()
