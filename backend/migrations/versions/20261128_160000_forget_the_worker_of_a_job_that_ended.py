"""Forget the worker of a job that ended."""

from collections.abc import Sequence

from alembic import op

revision: str = "e41b7f2a9c60"
down_revision: str | Sequence[str] | None = "c83e0a6b9d15"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
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
    op.execute("DROP TRIGGER forget_worker ON jobs.procrastinate_jobs")
    op.execute("DROP FUNCTION jobs.forget_worker")
