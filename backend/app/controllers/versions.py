"""Versions of records in HTTP: If-Match (RFC 9110) and status 428 (RFC 6585)."""

import re

from flask import request
from werkzeug.exceptions import BadRequest, PreconditionRequired

IF_MATCH = "If-Match"

# As in the RFC: any characters may be between the quotes.
TAG = r'(?:W/)?"[!#-~\x80-\xff]*"'
ANY_OR_TAGS = rf"\*|{TAG}(?:[ \t]*,[ \t]*{TAG})*"
# A tag of this API. A proxy that compresses a response changes it: Caddy turns "3" into "3-gzip".
VERSION = r'"([1-9][0-9]{0,18})(?:-(?:gzip|zstd))?"'


def if_match(*, required: bool) -> frozenset[int] | None:
    """Return the versions that the client accepts; None for any.

    Raises:
        PreconditionRequired: the header is missing.
        BadRequest: the header is malformed.
    """
    header = request.headers.get(IF_MATCH)
    if header is None and required:
        raise PreconditionRequired(
            'Send the version to change as If-Match: "3", with the ETag you received, or If-Match: *.'
        )
    if header is None or header == "*":
        return None
    if not re.fullmatch(ANY_OR_TAGS, header):
        raise BadRequest('If-Match must be a version in double quotes, such as "3", or a list of them, or *.')
    matches = (re.fullmatch(VERSION, tag) for tag in re.findall(TAG, header))
    return frozenset(int(match[1]) for match in matches if match)
