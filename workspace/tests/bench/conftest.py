"""Fixtures: a database for what is measured."""

from tests.support.library import library

__all__ = ["library"]
