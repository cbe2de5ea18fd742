"""IDs in URLs: a path with an impossible ID is a 404."""

from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from app.fields import MAX_ID


class IdentityConverter(BaseConverter):
    """Matches an ID within the range of the database: ``/notes/<id:note_id>``."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """Return the ID; raises NotFound if the number is out of range."""
        identity = int(value)
        if identity > MAX_ID:
            # ValidationError is meant for this, but rules for other methods would then make it a 405.
            raise NotFound
        return identity
