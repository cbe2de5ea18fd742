"""Create the job queue."""

# squawk-ignore prefer-bigint-over-int: the library counts attempts and priorities, which stay small
# squawk-ignore prefer-identity: the library's own tables
# squawk-ignore require-concurrent-index-creation: the table is new

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "7b1d0c52e9a4"
down_revision: str | Sequence[str] | None = "2c0d3ee9c7ba"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The schema of the library, unchanged: a test compares the installed version with the migrated database.
LIBRARY = Path(__file__).parents[1] / "sql" / "procrastinate_3.10.sql"


def upgrade() -> None:
    """Go forward."""
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path = jobs")
    op.execute(LIBRARY.read_text("utf-8"))
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


def downgrade() -> None:
    """Go back."""
    op.execute("DROP SCHEMA jobs CASCADE")
