"""Where the sample says more than a specification can, each difference with its name."""

from typing import NamedTuple


class Difference(NamedTuple):
    """A piece of a file as it is made, and as it stands in the sample."""

    name: str
    path: str
    made: str
    written: str


AUTHOR_SCHEMAS = "backend/app/controllers/schemas/author.py"
BOOK_SCHEMAS = "backend/app/controllers/schemas/book.py"
AUTHOR_MODEL = "backend/app/models/author.py"
BOOK_MODEL = "backend/app/models/book.py"
BOOKS = "backend/app/repositories/books.py"
BOOK_SERVICE = "backend/app/services/books.py"
BOOK_SEEDS = "backend/seeds/books.py"
AUTHOR_SEEDS = "backend/seeds/authors.py"

DIFFERENCES = [
    Difference("examples from life", AUTHOR_SCHEMAS, '["Name"]', '["Imke Vandersteen"]'),
    Difference("examples from life", AUTHOR_SCHEMAS, '["Biography"]', '["Writes at night."]'),
    Difference("what an author is", AUTHOR_MODEL, "The table of authors.", "Those who write."),
    Difference("what an author is", AUTHOR_MODEL, "An author.", "A writer. Two may have the same name."),
    Difference(
        "how many there are",
        AUTHOR_SEEDS,
        "Some authors, all invented. The name",
        "Thirty authors, all invented. A name",
    ),
    Difference("examples from life", BOOK_SCHEMAS, '["Title"]', '["The Lamplighter\'s Ledger"]'),
    Difference("a longer title", BOOK_SCHEMAS, "Line, Field(max_length=200", "Line, Field(max_length=300"),
    Difference("a longer title", BOOK_MODEL, "String(200))", "String(300))"),
    Difference("what a book is", BOOK_MODEL, "The table of books.", "What they wrote."),
    Difference("what a book is", BOOK_MODEL, "A book.", "One edition of one title, known by its ISBN."),
    Difference(
        "what a status is",
        BOOK_MODEL,
        "What the status of a book can be.",
        "Where a book stands on its way to the reader.",
    ),
    Difference(
        "the ISBN has a form",
        BOOK_MODEL,
        'btrim(isbn) <> \'\'", name="isbn_not_blank"',
        'isbn ~ \'^97[89][0-9]{10}$\'", name="isbn_format"',
    ),
    Difference("the ISBN has a form", BOOK_MODEL, "String(200), unique", "String(13), unique"),
    Difference(
        "the ISBN has a form",
        BOOK_SCHEMAS,
        "from pydantic import MISSING, Field\n",
        """from pydantic import MISSING, AfterValidator, Field
from pydantic_core import PydanticCustomError
""",
    ),
    Difference(
        "the ISBN has a form",
        BOOK_SCHEMAS,
        "import BookStatus\n\n",
        """import BookStatus
from app.services.isbn import WRITTEN, normalize_isbn


def _isbn(text: str) -> str:
    try:
        return normalize_isbn(text)
    except ValueError as error:
        kind = "isbn"
        raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from None


""",
    ),
    Difference(
        "the ISBN has a form",
        BOOK_SCHEMAS,
        'Isbn = Annotated[Line, Field(max_length=300, examples=["ISBN"])]\n',
        """Isbn = Annotated[
    str,
    AfterValidator(_isbn),
    Field(
        description="ISBN-13; hyphens and spaces are left out when it is stored.",
        examples=["978-0-306-40615-7"],
        json_schema_extra={"format": "isbn-13", "pattern": WRITTEN},
    ),
]
""",
    ),
    Difference(
        "the ISBN has a form",
        BOOK_SCHEMAS,
        "    isbn: str\n",
        '    isbn: Annotated[str, Field(description="13 digits.", examples=["9780306406157"])]\n',
    ),
    Difference(
        "the year as a filter",
        BOOK_SCHEMAS,
        "import Identity,",
        "import Digits, Identity,",
    ),
    Difference(
        "the year as a filter",
        BOOK_SCHEMAS,
        "    author_id: Identity | MISSING = MISSING\n\n\nclass BookQuery",
        """    author_id: Identity | MISSING = MISSING
    year: Annotated[int, Field(ge=1000, le=9999, examples=[2015]), Digits] | MISSING = MISSING


class BookQuery""",
    ),
    Difference(
        "the year as a filter",
        BOOKS,
        "import Iterator\n",
        "import Iterator\nfrom datetime import date\n",
    ),
    Difference(
        "the year as a filter",
        BOOKS,
        """        self, *, search: str = "", status: BookStatus | None = None, author_id: int | None = None
""",
        """        self,
        *,
        search: str = "",
        status: BookStatus | None = None,
        author_id: int | None = None,
        year: int | None = None,
""",
    ),
    Difference(
        "the year as a filter",
        BOOKS,
        "            yield Book.author_id == author_id\n",
        """            yield Book.author_id == author_id
        if year is not None:
            yield Book.published_on.between(date(year, 1, 1), date(year, 12, 31))
""",
    ),
    Difference(
        "the year as a filter",
        BOOK_SERVICE,
        "    author_id: int\n\n\nclass NewBook",
        "    author_id: int\n    year: int\n\n\nclass NewBook",
    ),
    Difference(
        "how many there are",
        BOOK_SEEDS,
        "Some books, all invented. The ISBN stands for a book.",
        "Three hundred books by the thirty authors. An ISBN stands for a book; none of them "
        "was ever printed.",
    ),
]
