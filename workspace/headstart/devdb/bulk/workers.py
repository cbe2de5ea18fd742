"""Processes that generate rows. The rows and their order do not depend on the number of processes."""

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

MIN_ROWS_FOR_WORKERS = 20_000

GeneratedBlock = tuple[Source, Block, bytes]


@dataclass(frozen=True)
class Task:
    """The task of a process: every ``count``-th block, starting at ``index``."""

    spans: Sequence[Span]
    seed: str
    index: int
    count: int


def open_sources(spans: Sequence[Span], seed: str) -> dict[str, Source]:
    """Compile the factories of tables."""
    factories, sources = all_factories(), dict[str, Source]()
    for span in spans:
        sources[span.table] = Source(factories[span.table], span, seed, sources)
    return sources


def cpu_count() -> int:
    """Return the number of CPUs available to this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(rows: int, processes: int | None) -> Iterator[list[Connection]]:
    """Start processes that wait for tasks, and yield the pipes to them.

    Call this before opening connections and starting threads: on Linux the processes can be forked then,
    which is much faster.

    Args:
        rows: the number of rows to generate.
        processes: the number of processes, 0 for this one only; by default it depends on the rows.
    """
    if processes is None:
        processes = cpu_count() if rows >= MIN_ROWS_FOR_WORKERS else 0
    context = multiprocessing.get_context("fork") if _may_fork() else multiprocessing.get_context("spawn")
    children, pipes = [], list[Connection]()
    try:
        for _ in range(processes):
            parent_end, child_end = context.Pipe()
            children.append(context.Process(target=_work, args=(parent_end, child_end), daemon=True))
            children[-1].start()
            child_end.close()
            pipes.append(parent_end)
        yield pipes
    finally:
        for child in children:
            child.kill()
            child.join()


def generate_blocks(sources: Mapping[str, Source], pipes: Sequence[Connection]) -> Iterator[GeneratedBlock]:
    """Return all blocks in order, with their rows. Without pipes, this process generates them."""
    if not pipes:
        return ((source, block, encode(source, block)) for source, block in _blocks(sources))
    spans = [source.span for source in sources.values()]
    for index, pipe in enumerate(pipes):
        pipe.send(Task(spans, next(iter(sources.values())).seed, index, len(pipes)))
    next_pipe = cycle(pipes)
    return ((source, block, _receive(next(next_pipe))) for source, block in _blocks(sources))


def encode(source: Source, block: Block) -> bytes:
    """Return a block's rows in the format of COPY."""
    return "".join(f"{line}\n" for line in source.lines(block)).encode()


def _blocks(sources: Mapping[str, Source]) -> Iterator[tuple[Source, Block]]:
    for source in sources.values():
        for first, count in source.span.parts():
            yield source, source.block(first, count)


def _may_fork() -> bool:
    """Return whether this process can be forked safely: on Linux, without other threads."""
    threads = Path("/proc/self/task")
    return threads.exists() and len(list(threads.iterdir())) == 1


def _work(parent_end: Connection, connection: Connection) -> None:
    """Generate the blocks of a task; a full pipe blocks this process."""
    parent_end.close()  # a copy would keep the pipe open after the parent has exited
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the parent handles it, and kills this process
    # Without the other end, the parent has exited.
    with suppress(BrokenPipeError, ConnectionResetError, EOFError):
        task: Task = connection.recv()
        try:
            sources = open_sources(task.spans, task.seed)
            for source, block in islice(_blocks(sources), task.index, None, task.count):
                connection.send(encode(source, block))
        except SeedError as error:
            connection.send(str(error))


def _receive(connection: Connection) -> bytes:
    try:
        rows: bytes | str = connection.recv()
    except (EOFError, OSError):  # between blocks, or within one
        msg = "a process that generates rows was killed: check that there is enough memory"
        raise SeedError(msg) from None
    if isinstance(rows, str):
        raise SeedError(rows)
    return rows
