"""Column types of an application's own."""

from sqlalchemy import String, TypeDecorator
from sqlalchemy.types import UserDefinedType


class Lower(TypeDecorator[str]):
    """Text of a certain kind."""

    impl = String
    cache_ok = True


class Point(UserDefinedType[str]):
    """A type of PostgreSQL's that SQLAlchemy does not know."""

    cache_ok = True

    def get_col_spec(self, **_kw: object) -> str:
        """Return its name."""
        return "point"
