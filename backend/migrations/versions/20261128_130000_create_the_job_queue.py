"""Create the job queue."""

# squawk-ignore-file: the library's migrations change tables that are new and that nobody uses yet

from collections.abc import Iterator, Sequence
from importlib import resources
from operator import attrgetter

from alembic import op

revision: str = "7b1d0c52e9a4"
down_revision: str | Sequence[str] | None = "2c0d3ee9c7ba"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The last of the library's own migrations that this one applies. They never change, so a newer version of the
# library needs another migration, which applies the files after this one. A test notices it.
LAST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def library_statements() -> Iterator[str]:
    """Yield the statements of the library's migrations, in their order."""
    files = sorted(resources.files("procrastinate.sql.migrations").iterdir(), key=attrgetter("name"))
    for file in files:
        if file.name.endswith(".sql") and file.name <= LAST:
            yield file.read_text("utf-8")


def upgrade() -> None:
    """Go forward."""
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path = jobs")
    for statements in library_statements():
        op.execute(statements)
    op.execute("RESET search_path")
    # The functions name tables without a schema. They run in the transactions of the API, which does not have
    # this one on its search path.
    op.execute(
        """
        DO $$
        DECLARE
            name regprocedure;
        BEGIN
            FOR name IN SELECT oid FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace LOOP
                EXECUTE format('ALTER FUNCTION %s SET search_path = jobs', name);
            END LOOP;
        END $$
        """
    )
    # The library counts attempts, but does not store why they failed.
    op.execute(
        """
        CREATE TABLE jobs.failures (
            job_id bigint NOT NULL REFERENCES jobs.procrastinate_jobs ON DELETE CASCADE,
            attempt bigint NOT NULL,
            error text NOT NULL,
            at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT pk_failures PRIMARY KEY (job_id, attempt)
        )
        """
    )
    # For the counts of the last hour. Events are stored in the order of their time, so this index stays small.
    op.execute("CREATE INDEX ix_events_at ON jobs.procrastinate_events USING brin (at)")
    # Otherwise, the end of a worker updates every job that it has ever run, because of the foreign key.
    op.execute(
        """
        CREATE FUNCTION jobs.forget_worker() RETURNS trigger LANGUAGE plpgsql SET search_path = jobs AS $$
        BEGIN
            NEW.worker_id = NULL;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER forget_worker BEFORE UPDATE OF status ON jobs.procrastinate_jobs
        FOR EACH ROW WHEN (NEW.status <> 'doing') EXECUTE FUNCTION jobs.forget_worker()
        """
    )


def downgrade() -> None:
    """Go back."""
    op.execute("DROP SCHEMA jobs CASCADE")
