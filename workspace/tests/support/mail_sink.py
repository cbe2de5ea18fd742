"""An SMTP server that takes every mail and counts them."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

REPLIES = {"DATA": "354 go on", "QUIT": "221 bye"}


class MailSink(socketserver.ThreadingTCPServer):
    """The server; ``mails`` are the texts of what it took."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("0.0.0.0", 0), Conversation)  # noqa: S104 -- containers reach it
        self.mails: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    """One client."""

    server: MailSink

    def handle(self) -> None:
        """Reply to each line, and keep the mail."""
        with contextlib.suppress(OSError):
            self._reply("220 sink")
            while line := self.rfile.readline().decode().strip():
                self._reply(REPLIES.get(line[:4].upper(), "250 ok"))
                if line.upper() == "DATA":
                    self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                    self._reply("250 taken")

    def _reply(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    """Run the server during the block."""
    with MailSink() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
