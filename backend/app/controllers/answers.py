"""Answers: a model becomes JSON in one step, which is several times as fast as by way of a dict."""

from typing import Any

from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel
from werkzeug.sansio.response import Response


class JSONProvider(DefaultJSONProvider):
    """Flask's own, which also knows the models of the schemas."""

    sort_keys = False  # in the order of the models

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a response of JSON."""
        match args:
            case [BaseModel() as answer]:
                return self._app.response_class(answer.model_dump_json(by_alias=True), mimetype=self.mimetype)
        return super().response(*args, **kwargs)
