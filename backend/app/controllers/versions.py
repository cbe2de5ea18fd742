"""Versions of records as HTTP has them: ETag and If-Match, RFC 9110, and 428, RFC 6585."""

import re
from typing import Protocol

from flask import request
from werkzeug.exceptions import BadRequest, PreconditionRequired

IF_MATCH = "If-Match"

# The grammar of the RFC, where anything between the quotes is somebody's version.
TAG = r'(?:W/)?"[!#-~\x80-\xff]*"'
ANY_OR_TAGS = rf"\*|{TAG}(?:[ \t]*,[ \t]*{TAG})*"
# One of ours. A proxy that compresses the answer says so in its tag: Caddy makes "3-gzip" of "3".
VERSION = r'"([1-9][0-9]{0,18})(?:-(?:gzip|zstd))?"'


class Versioned(Protocol):
    """What counts its changes."""

    @property
    def version(self) -> int:
        """The number that the next change counts up."""


def etag(record: Versioned) -> dict[str, str]:
    """Return the header with the version of the record in the body."""
    return {"ETag": f'"{record.version}"'}


def if_match(*, required: bool) -> frozenset[int] | None:
    """Return the versions that the client is willing to change; None for whichever there is.

    Raises:
        PreconditionRequired: the client does not say it.
        BadRequest: it is not written as the RFC has it.
    """
    header = request.headers.get(IF_MATCH)
    if header is None and required:
        msg = 'Say which version you change: If-Match: "3" with the version that you read, or If-Match: *.'
        raise PreconditionRequired(msg)
    if header is None or header == "*":
        return None
    if not re.fullmatch(ANY_OR_TAGS, header):
        msg = 'If-Match must be a version in double quotes, such as "3", or a list of them, or *.'
        raise BadRequest(msg)
    found = (re.fullmatch(VERSION, tag) for tag in re.findall(TAG, header))
    return frozenset(int(version[1]) for version in found if version)
