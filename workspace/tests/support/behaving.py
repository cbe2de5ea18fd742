"""A program for a supervisor to run: one behaviour a word. It imports little, to be there at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def behave(behaviours: list[str]) -> None:
    """Do what each word says, in turn; what follows its colon is its argument."""
    for behaviour in behaviours:
        word, _colon, argument = behaviour.partition(":")
        BEHAVIOURS[word](argument)


def say(text: str) -> None:
    """Print a text with the escapes of a Python string."""
    os.write(1, text.encode().decode("unicode_escape").encode("latin-1"))


def ignore(_nothing: str) -> None:
    """Be deaf to the request to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def start(behaviours: str) -> None:
    """Start a child with behaviours of its own."""
    subprocess.Popen([sys.executable, __file__, *behaviours.split(",")])


def wait(path: str) -> None:
    """Wait until a file is there."""
    while not Path(path).exists():
        time.sleep(0.01)


def serve(port: str) -> None:
    """Answer every request on the loopback, for ever."""
    with socket.create_server(("127.0.0.1", int(port))) as listener:
        while True:
            caller, _address = listener.accept()
            with caller:
                caller.recv(65536)
                caller.sendall(b"HTTP/1.0 200 OK\r\n\r\n")


def pid(path: str) -> None:
    """Write down the own number, in a file that nobody sees half."""
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
