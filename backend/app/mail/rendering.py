"""Renders messages with their templates."""

import re
import unicodedata
from uuid import uuid4

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from app.config import TITLE
from app.errors import Invalid
from app.formats import EMAIL
from app.mail.message import Message, Rendered

MAX_SUBJECT = 200
MAX_NAME = 200


class Renderer:
    """Renders messages, with links that begin with the public address of the product."""

    def __init__(self, public_url: str, domain: str) -> None:
        """Prepare the templates; ``domain`` is the sender's, for message IDs."""
        self._public_url = public_url
        self._domain = domain
        self._templates = Environment(
            loader=PackageLoader("app.mail"),
            autoescape=select_autoescape(["html.jinja"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def render(self, message: Message) -> Rendered:
        """Return a message as it will be sent; raises Invalid if its address is none."""
        subject = _line(message.subject, MAX_SUBJECT)
        return Rendered(
            recipient=_address(message.to),
            recipient_name=_line(message.to_name, MAX_NAME),
            subject=subject,
            text=self._fill(f"{message.name()}.txt.jinja", message, subject),
            html=self._fill(f"{message.name()}.html.jinja", message, subject),
            # Made once, so that a mail that is sent twice is recognised as one.
            message_id=f"<{uuid4()}@{self._domain}>",
            unsubscribe_url=self._url(message.unsubscribe_path) if message.unsubscribe_path else None,
        )

    def _fill(self, template: str, message: Message, subject: str) -> str:
        return self._templates.get_template(template).render(
            message=message, subject=subject, product=TITLE, url=self._url
        )

    def _url(self, path: str) -> str:
        return f"{self._public_url}{path}"


def _address(text: str) -> str:
    """Return an address in ASCII; raises Invalid."""
    local, _, domain = text.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        address = ""
    if not re.fullmatch(EMAIL, address):
        raise Invalid("This is not an email address.", field="to")
    return address


def _line(text: str, max_length: int) -> str:
    """Return a text for a header: a line break in it would begin another header."""
    printable = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join(printable.split())[:max_length]
