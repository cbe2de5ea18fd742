"""The task that measures."""

from invoke.context import Context

from headstart.bench import report
from headstart.bench.measurement import Measurement
from headstart.bench.parts import PARTS
from headstart.core.errors import WorkspaceError
from headstart.tasks.declare import console, number, task


@task(
    "part",
    part=f"only one of {', '.join(PARTS)}",
    runs="how often each thing is measured",
    rows="how many rows the large tables have",
    save="write the results to benchmarks.md",
)
def bench(
    _context: Context, part: str = "", runs: str = "5", rows: str = "1000000", save: bool = False
) -> None:
    """Measure what is promised, beside its limit or a peer."""
    chosen = _chosen(part)
    if save and part:
        raise WorkspaceError("--save writes the whole document: leave the part out")
    times, large = number("runs", runs), number("rows", rows)
    measured: list[Measurement] = []
    complaints = []
    for name in chosen:
        try:
            with console.status(f"measuring: {name}"):
                found = PARTS[name](times, large)
        except WorkspaceError as error:
            complaints.append(f"{name} was not measured: {error}")
            continue
        console.print(report.table(name, found))
        measured += found
    if slower := report.slower(measured, report.saved()):
        complaints.append(f"slower by a third than when it was saved: {'; '.join(slower)}")
    if save:
        report.FILE.write_text(report.markdown(measured), "utf-8")
        console.print(f"wrote {report.FILE}")
    if complaints:
        raise WorkspaceError("; ".join(complaints))


def _chosen(part: str) -> list[str]:
    if part and part not in PARTS:
        raise WorkspaceError(f"there is no part {part}: say one of {', '.join(PARTS)}, or none for all")
    return [part] if part else list(PARTS)
