"""A program with one behaviour for each argument. It imports little, to start quickly."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def behave(behaviours: list[str]) -> None:
    """Run behaviours, such as ``say:hello``, one after another."""
    for behaviour in behaviours:
        name, _colon, argument = behaviour.partition(":")
        BEHAVIOURS[name](argument)


def say(text: str) -> None:
    """Print a text, which may contain escapes of Python strings."""
    os.write(1, text.encode().decode("unicode_escape").encode("latin-1"))


def ignore(_nothing: str) -> None:
    """Ignore the request to stop."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def start(behaviours: str) -> None:
    """Start a child with behaviours of its own."""
    subprocess.Popen([sys.executable, __file__, *behaviours.split(",")])


def wait(path: str) -> None:
    """Wait until a file exists."""
    while not Path(path).exists():
        time.sleep(0.01)


def serve(port: str) -> None:
    """Answer every request to a port of the loopback, for ever."""
    with socket.create_server(("127.0.0.1", int(port))) as listener:
        while True:
            connection, _address = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")


def pid(path: str) -> None:
    """Write the process ID to a file, atomically."""
    Path(path).with_suffix(".new").write_text(str(os.getpid()), "utf-8")
    Path(path).with_suffix(".new").rename(path)


BEHAVIOURS: dict[str, Callable[[str], object]] = {
    "say": say,
    "ignore": ignore,
    "start": start,
    "wait": wait,
    "serve": serve,
    "pid": pid,
    "exit": lambda code: os._exit(int(code)),
    "stay": lambda _nothing: time.sleep(3600),
}

if __name__ == "__main__":
    behave(sys.argv[1:])
