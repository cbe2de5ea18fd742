"""The methods of HTTP, by what their requests may do."""

READING = frozenset({"GET", "HEAD"})
SAFE = READING | {"OPTIONS"}
