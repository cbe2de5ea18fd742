"""An SMTP server whose answers a test chooses."""

import contextlib
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

CERTIFICATE = Path(__file__).with_name("localhost.pem")

# What it answers, by the beginning of the line.
ANSWERS = {
    "EHLO": "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN",
    "AUTH": "235 welcome",
    "MAIL": "250 sender taken",
    "RCPT": "250 recipient taken",
    "DATA": "354 go on",
    ".": "250 queued",
    "QUIT": "221 bye",
    "STARTTLS": "220 go on",
    "RSET": "250 reset",
}


class SmtpServer(socketserver.ThreadingTCPServer):
    """The server. ``lines`` are what clients said, ``mails`` what they sent."""

    def __init__(self, answers: Mapping[str, str], *, tls: bool) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers = {**ANSWERS, **answers}
        self.tls = tls
        self.lines: list[str] = []
        self.mails: list[bytes] = []
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.load_cert_chain(CERTIFICATE)

    def url(self, scheme: str = "smtp", user: str = "", options: str = "") -> str:
        """Return the value of SMTP_URL for this server."""
        return f"{scheme}://{user}localhost:{self.server_address[1]}{options}"


class Conversation(socketserver.StreamRequestHandler):
    """One client."""

    server: SmtpServer

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            if self.server.tls:
                self._encrypt()
            self._say("220 localhost")
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                self.server.lines.append(line[:8].upper() + line[8:])
                answer = self._answer(line)
                self._say(answer)
                if line == "STARTTLS":
                    self._encrypt()
                if answer.startswith("354"):
                    self._receive()

    def _answer(self, line: str) -> str:
        return next(answer for start, answer in self.server.answers.items() if line.upper().startswith(start))

    def _receive(self) -> None:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        # RFC 5321, 4.5.2: clients double a dot at the beginning of a line.
        self.server.mails.append(b"".join(line.removeprefix(b".") for line in lines))
        self._say(self.server.answers["."])

    def _say(self, answer: str) -> None:
        if answer == "hang":
            self.rfile.read()
        self.wfile.write(f"{answer}\r\n".encode())

    def finish(self) -> None:
        super().finish()
        # Otherwise only the socket without encryption is closed.
        self.request.close()

    def _encrypt(self) -> None:
        self.rfile.close()
        self.wfile.close()
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.setup()


@pytest.fixture
def smtp_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., SmtpServer]]:
    """Return a function that starts a server whose certificate is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with contextlib.ExitStack() as stack:

        def start(answers: Mapping[str, str] | None = None, *, tls: bool = False) -> SmtpServer:
            server = stack.enter_context(SmtpServer(answers or {}, tls=tls))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return server

        yield start
