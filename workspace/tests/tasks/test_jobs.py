"""The queue in the terminal; the product's own tests cover what it prints."""

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.migrations import revisions
from headstart.tasks import jobs


def test_the_queue_of_the_development_database_is_shown(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    revisions.migrate(database)
    jobs.list_jobs(Context(), status="failed")
    assert capsys.readouterr().out == "no jobs; no live workers\n"


@pytest.mark.parametrize(
    ("job_id", "message"),
    [
        ("404", "inv: There is no job with the ID 404."),
        ("x", "inv: argument id: x is not the ID of a job: `inv jobs` lists them"),
        (f"{2**63}", f"inv: argument id: {2**63} is not the ID of a job: `inv jobs` lists them"),
    ],
)
def test_what_cannot_be_done_ends_with_a_message(database: str, job_id: str, message: str) -> None:
    revisions.migrate(database)
    with pytest.raises(Exit) as refused:
        jobs.retry(Context(), job_id)
    assert (refused.value.message, refused.value.code) == (message, 1)
    with pytest.raises(Exit):
        jobs.cancel(Context(), job_id)
