"""Factories: complete records that differ from one another, for tests and seeds.

``create()`` stores one in the session given to ``bound`` and flushes; it never commits.
``build()`` makes one without storing it, and needs no session.
"""

from factories.author import AuthorFactory as AuthorFactory
from factories.base import bound as bound
from factories.book import BookFactory as BookFactory
