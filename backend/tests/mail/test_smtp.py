import email
import email.policy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.config import TITLE, SettingsError
from app.mail.message import Rendered
from app.mail.smtp import NotSent, Server
from app.queue import PermanentFailure

SENDER = "Café <noreply@example.com>"
MAIL = Rendered(
    recipient="ada@example.com",
    recipient_name="Ada, Countess of Lovelace",
    subject="Grüße",
    text="Hallo, Welt 🌍\n.\nEnd",
    html="<p>Hallo, Welt 🌍</p>",
    message_id="<1@example.com>",
    unsubscribe_url="https://example.com/stop",
)


def parse(raw: bytes) -> Any:
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_a_mail_arrives_as_it_was_written(smtp_server: Callable[..., Any]) -> None:
    server = smtp_server()

    Server.parse(server.url()).send(MAIL, SENDER)

    received = parse(server.mails[0])
    assert received["From"] == SENDER
    assert received["To"] == '"Ada, Countess of Lovelace" <ada@example.com>'
    assert received["Subject"] == "Grüße"
    assert received["Message-ID"] == "<1@example.com>"
    assert received["List-Unsubscribe"] == "<https://example.com/stop>"
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = received.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == ["Hallo, Welt 🌍", ".", "End"]
    assert html.get_content().strip() == MAIL.html


def test_a_name_adds_no_recipient(smtp_server: Callable[..., Any]) -> None:
    server = smtp_server()

    Server.parse(server.url()).send(replace(MAIL, recipient_name="eve@example.com, " * 10), SENDER)

    assert [each.addr_spec for each in parse(server.mails[0])["To"].addresses] == ["ada@example.com"]


def test_the_default_name_of_the_sender_is_the_product(smtp_server: Callable[..., Any]) -> None:
    server = smtp_server()

    Server.parse(server.url()).send(MAIL, "noreply@example.com")

    assert parse(server.mails[0])["From"].addresses[0].display_name == TITLE


@pytest.mark.parametrize(("scheme", "tls"), [("smtps", True), ("smtp", False)])
def test_the_user_and_the_password_are_sent_encrypted(
    smtp_server: Callable[..., Any], scheme: str, *, tls: bool
) -> None:
    server = smtp_server(tls=tls)

    Server.parse(server.url(scheme, "me%40here:p%2Fss%3A%23%20%C3%BC@")).send(MAIL, SENDER)

    assert len(server.mails) == 1
    # "\0me@here\0p/ss:# ü" in Base64, said after the encryption began.
    said = [line for line in server.lines if line.startswith(("STARTTLS", "AUTH"))]
    assert said == [*([] if tls else ["STARTTLS"]), "AUTH PLAIN AG1lQGhlcmUAcC9zczojIMO8"]


def test_a_separate_password_needs_no_url_encoding() -> None:
    assert Server.parse("smtp://me@localhost", "a/b:c@d%20").password == "a/b:c@d%20"  # noqa: S105 -- a test's


@pytest.mark.parametrize("answer", [{"RCPT": "550 no such user"}, {".": "554 we take no advertising"}])
def test_a_refused_mail_is_a_permanent_failure(smtp_server: Callable[..., Any], answer: Any) -> None:
    server = smtp_server(answer)

    with pytest.raises(PermanentFailure, match=next(iter(answer.values()))):
        Server.parse(server.url()).send(MAIL, SENDER)


@pytest.mark.parametrize("recipient", ["ada..lovelace@example.com", "ada@example..com", "ädä@example.com"])
def test_what_cannot_be_written_is_a_permanent_failure(
    smtp_server: Callable[..., Any], recipient: str
) -> None:
    server = smtp_server()

    with pytest.raises(PermanentFailure, match="not a mail that can be sent"):
        Server.parse(server.url()).send(replace(MAIL, recipient=recipient), SENDER)
    assert server.lines == []


@pytest.mark.parametrize("answer", ["421 closing", "hang"])
def test_how_the_server_says_goodbye_does_not_matter(smtp_server: Callable[..., Any], answer: str) -> None:
    server = smtp_server({"QUIT": answer})
    Server.parse(server.url(options="?timeout=0.2")).send(MAIL, SENDER)
    assert len(server.mails) == 1

    refusing = smtp_server({"QUIT": answer, "RCPT": "550 no such user"})
    with pytest.raises(PermanentFailure, match="550 no such user"):
        Server.parse(refusing.url(options="?timeout=0.2")).send(MAIL, SENDER)


@pytest.mark.parametrize(
    "answer",
    [
        {"RCPT": "451 greylisted, try again in five minutes"},
        {".": "452 out of disk space"},
        # The operator will correct these.
        {"AUTH": "535 wrong password"},
        {"MAIL": "550 not your address"},
        {"EHLO": "250 localhost"},
        {"RCPT": "421 closing"},
    ],
)
def test_other_answers_are_worth_another_try(smtp_server: Callable[..., Any], answer: Any) -> None:
    server = smtp_server(answer)

    with pytest.raises(NotSent):
        Server.parse(server.url(user="me:secret@")).send(MAIL, SENDER)
    assert not any(line.startswith("AUTH") for line in server.lines) or "EHLO" not in answer


@pytest.mark.parametrize("silent", ["EHLO", "DATA", "."])
def test_a_server_that_hangs_is_left_in_time(smtp_server: Callable[..., Any], silent: str) -> None:
    server = smtp_server({silent: "hang"})

    with pytest.raises(NotSent, match="timed out"):
        Server.parse(server.url(options="?timeout=0.2")).send(MAIL, SENDER)


def test_an_untrusted_certificate_is_refused(
    smtp_server: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = smtp_server(tls=True)
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(NotSent, match="CERTIFICATE_VERIFY_FAILED"):
        Server.parse(server.url("smtps")).send(MAIL, SENDER)
    assert server.mails == []


def test_an_unreachable_server_is_worth_another_try() -> None:
    with pytest.raises(NotSent, match="refused"):
        Server.parse("smtp://127.0.0.1:1").send(MAIL, SENDER)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost",
        "localhost:25",
        "smtp://",
        "smtp://localhost:port",
        "smtp://localhost?starttls=perhaps",
        "smtp://localhost?timeout=soon",
        "smtp://localhost?timeout=0",
        "smtp://localhost?tls=1",
        "smtp://me:secret@localhost?starttls=off",
    ],
)
def test_an_invalid_url_is_reported_without_the_password(url: str) -> None:
    with pytest.raises(SettingsError, match="SMTP_URL") as error:
        Server.parse(url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "port", "encryption"),
    [
        ("smtp://localhost", 587, "starttls"),
        ("smtps://localhost", 465, "tls"),
        ("smtp://localhost:25?starttls=off", 25, "none"),
    ],
)
def test_the_url_decides_port_and_encryption(url: str, port: int, encryption: str) -> None:
    server = Server.parse(url)

    assert (server.port, server.encryption) == (port, encryption)
