"""Background jobs: their cost, speed and reaction, and what remains of them after kills and restarts."""

import json
import os
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from statistics import median, quantiles
from typing import Any

import psutil
import psycopg2

from headstart.bench.measurement import Measurement
from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.postgres import databases, servers
from headstart.postgres.servers import Server

PROGRAM = (sys.executable, "-m", "headstart.bench.job_program")
CREATES, REACTIONS, NO_OPS, SURVIVORS = 300, 200, 4000, 10_000
IDLE_SECONDS = 20.0
MAX_PROCESSOR, MAX_MEMORY = 0.5, 130.0  # % of a core, MB
MAX_MEDIAN, MAX_P99 = 30.0, 200.0  # ms
MAX_WAIT = 300.0  # seconds
KILL_INTERVAL = 2.0  # seconds, on average
RESTARTS = (0.3, 0.6)  # the share of jobs that are done when the database restarts


def measure(runs: int) -> list[Measurement]:
    """Measure all of it on a server of its own, which is restarted."""
    with _server() as server:
        url = server.url("bench")
        return [
            _creates(url),
            _throughput(url, runs),
            *_reactions(url),
            *_idle(url),
            _survival(server, url, SURVIVORS),
        ]


@contextmanager
def _server() -> Iterator[Server]:
    own = servers.development_server()
    folder = own.data.with_name(f"{own.data.name}-{secrets.token_hex(2)}")
    server = Server("bench", folder, own.account, is_durable=True)
    server.start()
    try:
        databases.ensure(server.url("bench"))
        revisions.migrate(server.url("bench"))
        _execute(server.url("bench"), "CREATE TABLE runs (number bigint)")
        yield server
    finally:
        server.remove()
        server.log.unlink(missing_ok=True)


def _creates(url: str) -> Measurement:
    with_job, alone = json.loads(_output(url, "create", str(CREATES)))
    values, peer_values = (tuple(1000 * each for each in seconds) for seconds in (with_job, alone))
    label = "a request that creates a record, with a job"
    return Measurement(label, "ms", values, "without a job", peer_values, 1.25)


def _throughput(url: str, runs: int) -> Measurement:
    pairs = [(_rate(url, "worker"), _rate(url, "peer")) for _ in range(runs)]
    values, peer_values = zip(*pairs, strict=True)
    label = f"{NO_OPS:,} empty jobs, two workers"
    return Measurement(label, "jobs/s", values, "procrastinate alone", peer_values, 0.9)


def _rate(url: str, mode: str) -> float:
    """Return how many jobs per second two workers run."""
    _empty(url)
    _enqueue(url, "NoOp", NO_OPS, "'{}'")
    with _workers(url, 2, mode):
        _wait_until_done(url, NO_OPS)
    [(seconds,)] = _execute(
        url,
        "SELECT extract(epoch FROM max(at) FILTER (WHERE type = 'succeeded')"
        " - min(at) FILTER (WHERE type = 'started')) FROM jobs.procrastinate_events",
    )
    return NO_OPS / float(seconds)


def _reactions(url: str) -> Iterator[Measurement]:
    """Measure the time from the commit to the start of a job."""
    _empty(url)
    lines = project.STATE / "bench-runs.txt"
    lines.unlink(missing_ok=True)
    with _workers(url, 1, "worker", BENCH_RUNS=str(lines)):
        # The worker has started when it has done a job.
        _enqueue(url, "NoOp", 1, "'{}'")
        _wait_until_done(url, 1)
        commits = json.loads(_output(url, "react", str(REACTIONS)))
        _wait_until_done(url, REACTIONS + 1)
    starts = dict(line.split() for line in lines.read_text("utf-8").splitlines())
    lines.unlink()
    delays = [1000 * (float(starts[str(number)]) - commit) for number, commit in enumerate(commits)]
    p99 = quantiles(delays, n=100)[98]
    yield Measurement("commit to start of a job, median", "ms", (median(delays),), "limit", (MAX_MEDIAN,), 1)
    yield Measurement("commit to start of a job, 99 %", "ms", (p99,), "limit", (MAX_P99,), 1)


def _idle(url: str) -> Iterator[Measurement]:
    _empty(url)
    with _workers(url, 1, "worker") as [process]:
        time.sleep(3)  # until it has started
        worker = psutil.Process(process.pid)
        before = sum(worker.cpu_times()[:2])
        time.sleep(IDLE_SECONDS)
        processor = 100 * (sum(worker.cpu_times()[:2]) - before) / IDLE_SECONDS
        memory = worker.memory_info().rss / 1e6
    yield Measurement("idle worker, processor", "%", (processor,), "limit", (MAX_PROCESSOR,), 1)
    yield Measurement("idle worker, memory", "MB", (memory,), "limit", (MAX_MEMORY,), 1)


def _survival(server: Server, url: str, count: int) -> Measurement:
    """Kill workers and restart the database until all jobs are done; count how often they ran.

    Raises:
        WorkspaceError: a job was lost, or failed.
    """
    _empty(url)
    _enqueue(url, "Count", count, "json_build_object('number', number)")
    restarts = [share * count for share in RESTARTS]
    with _workers(url, 3, "worker", WORKER_POLL_SECONDS="1") as workers:
        deadline, next_kill = time.monotonic() + MAX_WAIT, time.monotonic() + KILL_INTERVAL
        while (done := _done(url)) < count:
            if time.monotonic() > deadline:
                msg = f"{count - done} of {count} jobs were not done after {MAX_WAIT:.0f} s"
                raise WorkspaceError(msg)
            if restarts and done > restarts[0]:
                restarts.pop(0)
                server.stop()
                server.start()
            if time.monotonic() > next_kill:
                next_kill += random.uniform(0, 2 * KILL_INTERVAL)  # noqa: S311 -- no secret
                _replace(workers, random.randrange(len(workers)), url)  # noqa: S311
            time.sleep(0.1)
    [(runs, numbers)] = _execute(url, "SELECT count(*), count(DISTINCT number) FROM runs")
    if numbers != count:
        msg = f"{count - numbers} of {count} jobs are recorded as done, but did not run"
        raise WorkspaceError(msg)
    label = f"runs of {count:,} jobs, workers killed, database restarted twice"
    return Measurement(label, "runs", (float(runs),), "once for each", (float(count),), 1.01)


def _replace(workers: list[subprocess.Popen[bytes]], index: int, url: str) -> None:
    workers[index].kill()
    workers[index].wait()
    workers[index] = _start(url, "worker", {"WORKER_POLL_SECONDS": "1"})


def _enqueue(url: str, name: str, count: int, arguments: str) -> None:
    _execute(
        url,
        "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, args) "  # noqa: S608 -- constants
        f"SELECT 'default', '{name}', json_build_object('arguments', {arguments}::json, 'request', NULL) "
        f"FROM generate_series(1, {count}) number",
    )
    _execute(url, "ANALYZE jobs.procrastinate_jobs")


def _empty(url: str) -> None:
    _execute(url, "TRUNCATE jobs.procrastinate_jobs, jobs.procrastinate_workers, runs CASCADE")


def _done(url: str) -> int:
    try:
        [(done,)] = _execute(url, "SELECT count(*) FROM jobs.procrastinate_jobs WHERE status = 'succeeded'")
    except (psycopg2.OperationalError, WorkspaceError):  # it restarts
        return 0
    return int(done)


def _wait_until_done(url: str, count: int) -> None:
    deadline = time.monotonic() + MAX_WAIT
    while _done(url) < count:
        if time.monotonic() > deadline:
            msg = f"{count} jobs were not done after {MAX_WAIT:.0f} s"
            raise WorkspaceError(msg)
        time.sleep(0.2)


@contextmanager
def _workers(url: str, count: int, mode: str, **settings: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    workers = [_start(url, mode, settings) for _ in range(count)]
    try:
        yield workers
    finally:
        for each in workers:
            each.kill()
            each.wait()


def _start(url: str, mode: str, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, mode],
        env=_environment(url, settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _output(url: str, *args: str) -> str:
    failure = "the jobs could not be measured"
    return commands.output([*PROGRAM, *args], _environment(url, {}), cwd=project.BACKEND, failure=failure)


def _environment(url: str, settings: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": project.python_path(), "DATABASE_URL": url, **settings}


def _execute(url: str, statement: str) -> list[tuple[Any, ...]]:
    with closing(databases.connect(url)) as session, session, session.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
