"""Authors for tests and seeds."""

from app.models.author import Author
from factories.base import ModelFactory
from factories.declarations import Phrase
from factories.words import FIRST_NAMES, INITIALS, LAST_NAMES, PLACES, SUBJECTS, TRADES


class AuthorFactory(ModelFactory[Author]):
    """Creates authors. Names can repeat."""

    class Meta:
        """The model to create."""

        model = Author

    name = Phrase(
        "{first} {last}",
        "{first} {initial}. {last}",
        "{first} {last}-{other}",
        first=FIRST_NAMES,
        initial=INITIALS,
        last=LAST_NAMES,
        other=LAST_NAMES,
    )
    biography = Phrase(
        "Writes about {subject}. Lives in {place}.",
        "Writes about {subject} and {other}. Lives in {place}.",
        "{trade} by day, writes about {subject} at night. Lives in {place}.",
        subject=SUBJECTS,
        other=SUBJECTS,
        trade=TRADES,
        place=PLACES,
    )
