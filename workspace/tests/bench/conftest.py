"""Fixtures: a database for measurements."""

from tests.support.library import library

__all__ = ["library"]
