"""A program for a supervisor to run: one behaviour a word. It imports little, to be there at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


def behave(behaviours: list[str]) -> None:
    """Do what each word says: say:TEXT, exit:3, ignore, start:WORDS, pid:FILE, wait:FILE, serve:PORT, stay."""
    for behaviour in behaviours:
        word, _colon, value = behaviour.partition(":")
        match word:
            case "say":
                os.write(1, value.encode().decode("unicode_escape").encode("latin-1"))
            case "ignore":
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
            case "start":
                subprocess.Popen([sys.executable, __file__, *value.split(",")])
            case "pid":
                write_whole(Path(value), str(os.getpid()))
            case "wait":
                while not Path(value).exists():
                    time.sleep(0.01)
            case "serve":
                serve(int(value))
            case "exit":
                os._exit(int(value))
            case "stay":
                time.sleep(3600)


def serve(port: int) -> None:
    """Answer every request on the loopback, for ever."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        while True:
            caller, _address = listener.accept()
            with caller:
                caller.recv(65536)
                caller.sendall(b"HTTP/1.0 200 OK\r\n\r\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file that nobody sees half."""
    path.with_suffix(".new").write_text(text, "utf-8")
    path.with_suffix(".new").rename(path)


if __name__ == "__main__":
    behave(sys.argv[1:])
