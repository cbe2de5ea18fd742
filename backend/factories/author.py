"""Authors for tests and seeds."""

from factory.declarations import Sequence

from app.models.author import Author
from factories.base import ModelFactory


class AuthorFactory(ModelFactory[Author]):
    """Makes authors with names of their own."""

    class Meta:
        """What it makes."""

        model = Author

    name = Sequence(lambda n: f"Author {n:04}")
    biography = ""
