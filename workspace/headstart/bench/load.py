"""Load over HTTP: persistent connections, each with one open request at any time.

It uses one thread and does little work for each response, as it shares the cores with the server.
"""

import re
import selectors
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from headstart.core.errors import WorkspaceError

LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)


def request(method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    """Return the bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Connection:
    """An open connection, and the part of a response received so far."""

    socket: socket.socket
    received: bytes = field(default=b"", init=False)

    def send(self, request: bytes) -> None:
        """Send a request, after the complete response to the previous one."""
        self.received = b""
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Receive available data; return whether the response is complete.

        Raises:
            WorkspaceError: the response is an error, or the server closed the connection.
        """
        chunk = self.socket.recv(1 << 18)
        self.received += chunk
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not chunk or (end and not head.startswith(b"HTTP/1.1 2")):
            msg = f"the server under measurement failed: {self.received[:500]!r}"
            raise WorkspaceError(msg)
        length = LENGTH.search(head)
        return bool(end and length and len(body) >= int(length[1]))


class Load:
    """Connections to a server, each of which always has an open request."""

    def __init__(self, sockets: Iterable[socket.socket]) -> None:
        self._selector = selectors.DefaultSelector()
        self._connections = [Connection(each) for each in sockets]
        for connection in self._connections:
            connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(connection.socket, selectors.EVENT_READ, connection)

    def rate(self, requests: Iterator[bytes], seconds: float) -> float:
        """Send requests for some seconds, each after the previous response; return the responses a second."""
        for connection in self._connections:
            connection.send(next(requests))
        responses, open_requests = 0, len(self._connections)
        start = time.perf_counter()
        deadline = start + seconds
        while open_requests:
            for key, _ in self._selector.select():
                if not key.data.receive():
                    continue
                responses += 1
                if time.perf_counter() < deadline:
                    key.data.send(next(requests))
                else:
                    open_requests -= 1
        return responses / (time.perf_counter() - start)

    def close(self) -> None:
        """Close all connections."""
        self._selector.close()
        for connection in self._connections:
            connection.socket.close()
