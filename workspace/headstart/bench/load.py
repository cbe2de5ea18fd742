"""Load over HTTP: connections that are kept open, each with one request on its way at any time.

In one thread and with little work for each answer: it shares the cores with what it measures.
"""

import re
import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from headstart.core.errors import WorkspaceError

LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)


def request(method: str, path: str, body: bytes = b"") -> bytes:
    """Return a request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json"]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Connection:
    """An open connection, and as much of an answer as has come."""

    socket: socket.socket
    received: bytes = field(default=b"", init=False)

    def send(self, wanted: bytes) -> None:
        """Send a request; the answer to the last one has come."""
        self.received = b""
        self.socket.sendall(wanted)

    def receive(self) -> bool:
        """Take what there is; say whether the answer is complete.

        Raises:
            WorkspaceError: it is no success, or the server hung up.
        """
        came = self.socket.recv(1 << 18)
        self.received += came
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not came or (end and not head.startswith(b"HTTP/1.1 2")):
            msg = f"the server that is measured answers no more: {self.received[:500]!r}"
            raise WorkspaceError(msg)
        length = LENGTH.search(head)
        return bool(end and length and len(body) >= int(length[1]))


class Load:
    """Open connections to a server, all of them always busy."""

    def __init__(self, sockets: Iterable[socket.socket]) -> None:
        self._selector = selectors.DefaultSelector()
        self._connections = [Connection(opened) for opened in sockets]
        for connection in self._connections:
            connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(connection.socket, selectors.EVENT_READ, connection)

    def rate(self, requests: Iterator[bytes], seconds: float) -> float:
        """Send requests for a while, each when the last one is answered; return the answers a second."""
        for connection in self._connections:
            connection.send(next(requests))
        answered, under_way = 0, len(self._connections)
        began = time.perf_counter()
        ends = began + seconds
        while under_way:
            for key, _ in self._selector.select():
                if not key.data.receive():
                    continue
                answered += 1
                if time.perf_counter() < ends:
                    key.data.send(next(requests))
                else:
                    under_way -= 1
        return answered / (time.perf_counter() - began)

    def close(self) -> None:
        """Hang up."""
        self._selector.close()
        for connection in self._connections:
            connection.socket.close()
