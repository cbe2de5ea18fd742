"""The body of a request, if it is the JSON that RFC 8259 describes and nothing looser."""

import json
from concurrent.futures import Future
from threading import Thread
from typing import IO, NoReturn

from flask import Request
from werkzeug.exceptions import BadRequest, LengthRequired, RequestTimeout, UnsupportedMediaType

MAX_NAMES = 200  # in one object
BODY_TIMEOUT_SECONDS = 10.0


def _refuse_constant(name: str) -> NoReturn:
    msg = f"{name} is not a value of JSON"
    raise ValueError(msg)


def _check_names(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(pairs) > MAX_NAMES:
        msg = f"an object has more than {MAX_NAMES} names"
        raise ValueError(msg)
    members = dict(pairs)
    if len(members) < len(pairs):
        msg = "a name is given twice in one object"
        raise ValueError(msg)
    return members


# A decoder is as slow to make as it is quick to use.
DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_check_names)


def json_body(request: Request) -> bytes:
    """Return the body after a check of its form.

    Pydantic's parser accepts what another reader of the same text may understand differently: a key that
    appears twice.

    Raises:
        BadRequest: it is not JSON, or not complete.
        LengthRequired: it comes in chunks.
        RequestEntityTooLarge: it is longer than MAX_CONTENT_LENGTH.
        RequestTimeout: it does not arrive.
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
    if request.content_length is None:
        # Granian hands over what came before a broken chunk as if it were complete.
        msg = "Send the header Content-Length."
        raise LengthRequired(msg)
    body = _read(request.stream)
    if len(body) < request.content_length:
        # Some servers pass on what arrived before the client hung up as if it were complete.
        msg = "The body ended before its announced length."
        raise BadRequest(msg)
    return body


def _read(stream: IO[bytes]) -> bytes:
    """Read a body, which a proxy has complete already and another client may never send."""
    body: Future[bytes] = Future()

    def read() -> None:
        try:
            body.set_result(stream.read())
        except Exception as error:  # noqa: BLE001 -- it is raised below
            body.set_exception(error)

    Thread(target=read, daemon=True).start()
    try:
        return body.result(BODY_TIMEOUT_SECONDS)
    except TimeoutError:
        msg = f"The body did not arrive within {BODY_TIMEOUT_SECONDS:.0f} seconds."
        raise RequestTimeout(msg) from None
