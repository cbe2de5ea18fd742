from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Any

import pytest

from app.config import TITLE, Settings
from app.errors import Invalid
from app.mail import messages
from app.mail.mailer import Mailer
from app.mail.message import Message
from app.mail.messages import trial
from app.mail.smtp import Server

MAILER = Mailer(
    Settings(
        environment="test",
        database_url="postgresql://nowhere",
        public_url="https://shop.example.com",
        mail_from="noreply@example.com",
    )
)


@dataclass(frozen=True, kw_only=True)
class Note(Message):
    """A message with a subject of the test's choice, and the templates of the trial."""

    about: str = "About"
    unsubscribe_path = "/stop"

    @property
    def subject(self) -> str:
        return self.about

    @classmethod
    def name(cls) -> str:
        return "trial"


def test_every_message_has_a_sample_that_can_be_rendered() -> None:
    found = messages.find_messages()

    assert found["trial"] is trial.TrialMail
    for kind in found.values():
        rendered = MAILER.render(kind.sample())
        assert rendered.subject
        assert rendered.subject in rendered.text or TITLE in rendered.text
        assert "<html" not in rendered.text
        assert "https://shop.example.com/" in rendered.html


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\0"])
def test_no_text_can_add_a_header(breaks: str) -> None:
    rendered = MAILER.render(
        Note(to="ada@example.com", to_name=f"Ada{breaks}Bcc: eve@example.com", about=f"Hi{breaks}X: y")
    )

    assert rendered.recipient_name == "Ada Bcc: eve@example.com"
    assert rendered.subject == "Hi X: y"


def test_no_encoded_word_can_add_a_header(smtp_server: Callable[..., Any]) -> None:
    server = smtp_server()
    word = "=?utf-8?q?=0d=0aX-Eve:_1?="

    rendered = MAILER.render(Note(to="ada@example.com", to_name=word, about=word))
    Server.parse(server.url()).send(rendered, "noreply@example.com")

    received = message_from_bytes(server.mails[0], policy=policy.default)
    shown = word.replace("=?", "= ?")
    assert "X-Eve" not in received
    assert (received["Subject"], received["To"].addresses[0].display_name) == (shown, shown)


@pytest.mark.parametrize(
    "address",
    [
        *("", "ada", "ada@", "@example.com", "a b@example.com", "a@b@c.d", "ada@x..y"),
        *("ada@example.com\n", "ada@example.com\r\nBcc: eve@example.com", "ada@example.com, eve@example.com"),
        *("Ada <ada@example.com>", "ada@" + "x" * 64 + ".de"),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="not an email address"):
        MAILER.render(Note(to=address))


@pytest.mark.parametrize(
    ("address", "expected"),
    [("o'hara+x@example.com", "o'hara+x@example.com"), ("ada@müller.de", "ada@xn--mller-kva.de")],
)
def test_addresses_are_sent_in_ascii(address: str, expected: str) -> None:
    assert MAILER.render(Note(to=address)).recipient == expected


def test_html_is_escaped_and_text_is_not() -> None:
    rendered = MAILER.render(Note(to="ada@example.com", about="<b>Tom & Jerry</b>"))

    assert "&lt;b&gt;Tom &amp; Jerry&lt;/b&gt;" in rendered.html
    assert rendered.subject == "<b>Tom & Jerry</b>"


def test_links_begin_with_the_public_address() -> None:
    rendered = MAILER.render(Note(to="ada@example.com"))

    assert rendered.unsubscribe_url == "https://shop.example.com/stop"
    assert "Stop these messages: https://shop.example.com/stop" in rendered.text
    assert rendered.message_id.endswith("@example.com>")
    assert rendered.message_id != MAILER.render(Note(to="ada@example.com")).message_id
