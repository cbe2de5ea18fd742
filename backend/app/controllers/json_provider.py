"""Responses as JSON, written by pydantic: dates, decimals and enums need no detour."""

from typing import Any

from flask import Response
from flask.json.provider import DefaultJSONProvider
from pydantic_core import to_json


class JSONProvider(DefaultJSONProvider):
    """Flask's own, with a quicker ``jsonify``."""

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a JSON response."""
        body = to_json(self._prepare_response_obj(args, kwargs))
        return Response(body, mimetype=self.mimetype)
