"""Factories: create complete, distinct records for tests and seeds.

``create()`` adds a record to the session given to ``bound`` and flushes; it never commits.
``build()`` returns a record without storing it and needs no session.
"""

from factories.author import AuthorFactory as AuthorFactory
from factories.base import bound as bound
from factories.book import BookFactory as BookFactory

# region accounts
from factories.session import SessionFactory as SessionFactory

# region teams
from factories.team import MembershipFactory as MembershipFactory
from factories.team import TeamFactory as TeamFactory

# endregion
from factories.user import UserFactory as UserFactory

# endregion
