"""Users for tests and seeds."""

from factory.declarations import Sequence

from app.models.user import User
from factories.base import ModelFactory
from factories.declarations import Phrase
from factories.words import FIRST_NAMES, LAST_NAMES


class UserFactory(ModelFactory[User]):
    """Creates users without a password."""

    class Meta:
        """The model to create."""

        model = User

    email = Sequence(lambda number: f"user{number}@example.com")
    name = Phrase("{first} {last}", first=FIRST_NAMES, last=LAST_NAMES)
