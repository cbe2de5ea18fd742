"""The task that runs the benchmarks."""

from invoke.context import Context

from headstart.bench import report
from headstart.bench.measurement import Measurement
from headstart.bench.parts import PARTS
from headstart.core.errors import WorkspaceError
from headstart.tasks.declare import console, parse_number, task


@task(
    "part",
    part=f"run only one of {', '.join(PARTS)}",
    runs="the number of runs of each benchmark",
    rows="the number of rows in the large tables",
    save="write the results to benchmarks.md",
)
def bench(
    _context: Context, part: str = "", runs: str = "5", rows: str = "1000000", save: bool = False
) -> None:
    """Benchmark against limits and peers."""
    names = _select(part)
    if save and part:
        raise WorkspaceError("--save needs all benchmarks: leave the part out")
    run_count, row_count = parse_number("runs", runs), parse_number("rows", rows)
    measurements: list[Measurement] = []
    problems = []
    for name in names:
        try:
            with console.status(f"running {name}"):
                results = PARTS[name](run_count, row_count)
        except WorkspaceError as error:
            problems.append(f"{name} could not be measured: {error}")
            continue
        console.print(report.table(name, results))
        measurements += results
    if regressions := report.regressions(measurements, report.saved_ratios()):
        problems.append(f"slower than the saved results by more than a third: {'; '.join(regressions)}")
    if save:
        report.FILE.write_text(report.markdown(measurements), "utf-8")
        console.print(f"wrote {report.FILE}")
    if problems:
        raise WorkspaceError("; ".join(problems))


def _select(part: str) -> list[str]:
    if part and part not in PARTS:
        raise WorkspaceError(
            f"unknown part {part}: use one of {', '.join(PARTS)}, or leave it out to run all"
        )
    return [part] if part else list(PARTS)
