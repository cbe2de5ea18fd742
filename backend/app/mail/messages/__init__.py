"""The messages, one module each: a class with the fields of its templates, a subject and sample data."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from app.mail.message import Message


def find_messages() -> Mapping[str, type[Message]]:
    """Return all messages by the names of their templates."""
    found = {}
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        kinds = vars(module).values()
        found[info.name] = next(
            kind
            for kind in kinds
            if isinstance(kind, type) and issubclass(kind, Message) and kind is not Message
        )
    return found
