"""Tasks that measure."""

from invoke.context import Context

from workspace.bench import bulk_seeds
from workspace.tasks.declare import number, task


@task(rows="how many of what nothing refers to", runs="how often; the table has the medians")
def seed(_context: Context, rows: str = "100000", runs: str = "3") -> None:
    """Measure bulk seeding beside COPY and Factory Boy."""
    bulk_seeds.seed(number("rows", rows), number("runs", runs))
