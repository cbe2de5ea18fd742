"""The body of a request, if it is the JSON that RFC 8259 describes and nothing looser."""

import json
from typing import NoReturn

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType


def _refuse_constant(name: str) -> NoReturn:
    msg = f"{name} is not a value of JSON"
    raise ValueError(msg)


def _refuse_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        msg = "a name is given twice in one object"
        raise ValueError(msg)
    return members


# A decoder is as slow to make as it is quick to use.
DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicates)


def json_body(request: Request) -> bytes:
    """Return the body after a check of its form.

    Pydantic's parser accepts what another reader of the same text may understand differently: a key that
    appears twice.

    Raises:
        BadRequest: it is not JSON, or not complete.
        RequestEntityTooLarge: it is longer than MAX_CONTENT_LENGTH.
        UnsupportedMediaType: its Content-Type is not JSON.
    """
    if not request.is_json:
        msg = "Send JSON, with the header Content-Type: application/json."
        raise UnsupportedMediaType(msg)
    body = _complete_body(request)
    try:
        DECODER.decode(str(body, "utf-8"))
    except RecursionError:
        msg = "The body is nested too deeply."
        raise BadRequest(msg) from None
    except UnicodeDecodeError:
        msg = "The body is not text in UTF-8."
        raise BadRequest(msg) from None
    except ValueError as error:
        msg = f"The body is not valid JSON: {error}."
        raise BadRequest(msg) from None
    return body


def _complete_body(request: Request) -> bytes:
    body = request.get_data(cache=False)
    announced = request.content_length
    if announced is None and len(body) == request.max_content_length:
        # Sent in chunks, it was cut off at the limit.
        raise RequestEntityTooLarge
    if announced is not None and len(body) < announced:
        # Some servers pass on what arrived before the client hung up as if it were complete.
        msg = "The body ended before its announced length."
        raise BadRequest(msg)
    return body
