"""Request bodies: JSON as defined by RFC 8259, without the extensions that parsers tolerate."""

import json
from concurrent.futures import Future
from threading import Thread
from typing import IO, NoReturn

from flask import Request
from werkzeug.exceptions import BadRequest, LengthRequired, RequestTimeout, UnsupportedMediaType

MAX_NAMES = 200  # in one object
MAX_TOTAL_NAMES = 2000
MAX_DEPTH = 50
BODY_TIMEOUT_SECONDS = 10.0


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not valid in JSON")


def _check_names(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(pairs) > MAX_NAMES:
        raise ValueError(f"an object has more than {MAX_NAMES} names")
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("an object contains the same name twice")
    return members


# Created once, because creating a decoder takes longer than decoding a typical body.
DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_check_names)


def json_body(request: Request) -> bytes:
    """Return the body after checking that it is valid JSON.

    Pydantic's parser also accepts duplicate keys, which other parsers resolve differently.

    Raises:
        BadRequest: it is not JSON, incomplete, nested too deeply, or has too many names.
        LengthRequired: it is chunked.
        RequestEntityTooLarge: it is longer than MAX_CONTENT_LENGTH.
        RequestTimeout: it does not arrive in time.
        UnsupportedMediaType: its Content-Type is not JSON.
    """
    if not request.is_json:
        raise UnsupportedMediaType("Send JSON with the header Content-Type: application/json.")
    body = _complete_body(request)
    try:
        names = _count_names(DECODER.decode(str(body, "utf-8")))
    except RecursionError:
        raise BadRequest(f"The body is nested more than {MAX_DEPTH} levels deep.") from None
    except UnicodeDecodeError:
        raise BadRequest("The body is not encoded in UTF-8.") from None
    except ValueError as error:
        raise BadRequest(f"The body is not valid JSON: {error}.") from None
    if names > MAX_TOTAL_NAMES:
        raise BadRequest(f"The body has more than {MAX_TOTAL_NAMES} names.")
    return body


def _count_names(value: object, depth: int = 0) -> int:
    if not isinstance(value, dict | list):
        return 0
    if depth == MAX_DEPTH:
        raise RecursionError
    names, children = (len(value), value.values()) if isinstance(value, dict) else (0, value)
    return names + sum(_count_names(child, depth + 1) for child in children)


def _complete_body(request: Request) -> bytes:
    if request.content_length is None:
        # Granian passes on the data before a broken chunk as if the body were complete.
        raise LengthRequired("Send the body with a Content-Length header, not in chunks.")
    body = _read(request.stream)
    if len(body) < request.content_length:
        # If the client disconnects, some servers pass on what has arrived as if the body were complete.
        raise BadRequest("The body is shorter than its Content-Length.")
    return body


def _read(stream: IO[bytes]) -> bytes:
    """Read the body, but give up after a while: without a buffering proxy, it may never arrive."""
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
        raise RequestTimeout(f"The body did not arrive within {BODY_TIMEOUT_SECONDS:.0f} seconds.") from None
