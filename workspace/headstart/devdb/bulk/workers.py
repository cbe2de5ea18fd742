"""Processes that make rows. Whatever their number, the rows are the same, and come in the same order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

from headstart.devdb.bulk.blocks import Block, Span
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.plan import all_factories
from headstart.devdb.bulk.sources import Source

WORTH_IT = 20_000  # rows; fewer are not worth a second process

Made = tuple[Source, Block, bytes]


@dataclass(frozen=True)
class Task:
    """What one of some processes has to make: every block whose turn it is."""

    spans: Sequence[Span]
    seed: str
    turn: int
    of: int


def open_sources(spans: Sequence[Span], seed: str) -> dict[str, Source]:
    """Compile the factories that fill some tables."""
    known, sources = all_factories(), dict[str, Source]()
    for span in spans:
        sources[span.table] = Source(known[span.table], span, seed, sources)
    return sources


def cores() -> int:
    """Return how many processes may run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(rows: int, processes: int | None) -> Iterator[list[Connection]]:
    """Start processes that wait to be told what to make; yield the pipes to them.

    To be called before there are connections and threads: then, on Linux, they need not start from nothing,
    which takes seconds.

    Args:
        rows: how many there are to make.
        processes: how many make them, 0 for this one alone; as many as pay for themselves unless given.
    """
    if processes is None:
        processes = cores() if rows >= WORTH_IT else 0
    context = multiprocessing.get_context("fork") if _may_fork() else multiprocessing.get_context("spawn")
    started, pipes = [], list[Connection]()
    try:
        for _ in range(processes):
            here, there = context.Pipe()
            started.append(context.Process(target=_work, args=(here, there), daemon=True))
            started[-1].start()
            there.close()
            pipes.append(here)
        yield pipes
    finally:
        for worker in started:
            worker.kill()
            worker.join()


def made_rows(sources: Mapping[str, Source], pipes: Sequence[Connection]) -> Iterator[Made]:
    """Return all blocks in their order, each with its rows. Without pipes they are made here."""
    if not pipes:
        return ((source, block, written(source, block)) for source, block in _blocks(sources))
    spans = [source.span for source in sources.values()]
    for turn, pipe in enumerate(pipes):
        pipe.send(Task(spans, next(iter(sources.values())).seed, turn, len(pipes)))
    turns = cycle(pipes)
    return ((source, block, _received(next(turns))) for source, block in _blocks(sources))


def written(source: Source, block: Block) -> bytes:
    """Return a block's rows as COPY reads them."""
    return "".join(f"{line}\n" for line in source.lines(block)).encode()


def _blocks(sources: Mapping[str, Source]) -> Iterator[tuple[Source, Block]]:
    for source in sources.values():
        for first, count in source.span.parts():
            yield source, source.block(first, count)


def _may_fork() -> bool:
    """Say whether a copy of this process is a sound one: on Linux, when it has no other threads."""
    threads = Path("/proc/self/task")
    return threads.exists() and len(list(threads.iterdir())) == 1


def _work(theirs: Connection, connection: Connection) -> None:
    """Make every block whose turn it is; a full pipe makes this process wait."""
    theirs.close()  # a copy would keep the pipe open when they are gone
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the first process is told too: it decides, and ends this one
    # Without the other end the first process is gone.
    with suppress(BrokenPipeError, ConnectionResetError, EOFError):
        task: Task = connection.recv()
        try:
            sources = open_sources(task.spans, task.seed)
            for source, block in islice(_blocks(sources), task.turn, None, task.of):
                connection.send(written(source, block))
        except SeedError as error:
            connection.send(str(error))


def _received(connection: Connection) -> bytes:
    try:
        rows: bytes | str = connection.recv()
    except (EOFError, OSError):  # between two blocks, in the middle of one
        msg = "a process that makes rows was killed: is there enough memory?"
        raise SeedError(msg) from None
    if isinstance(rows, str):
        raise SeedError(rows)
    return rows
