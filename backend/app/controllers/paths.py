"""Ids in paths: what cannot be an id is not a path."""

from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from app.fields import MAX_ID


class IdentityConverter(BaseConverter):
    """Matches the digits of an id that the database could hold: ``/notes/<id:note_id>``."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """Return the id; raises NotFound if the number is too big to be one."""
        identity = int(value)
        if identity > MAX_ID:
            # ValidationError is meant for this, but rules for other methods would then make it a 405.
            raise NotFound
        return identity
