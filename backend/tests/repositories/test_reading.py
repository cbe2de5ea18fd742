import pytest
from sqlalchemy import ForeignKey
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.exc import UnmappedInstanceError

from app.repositories.reading import Reading, rows_of


class Tables(DeclarativeBase):
    """Tables of these tests alone."""


class Person(Tables):
    __tablename__ = "reading_people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Letter(Tables):
    __tablename__ = "reading_letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[int] = mapped_column(ForeignKey("reading_people.id"))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("reading_people.id"))
    sender: Mapped[Person] = relationship(foreign_keys=sender_id, lazy="raise")
    recipient: Mapped[Person | None] = relationship(foreign_keys=recipient_id, lazy="raise")


READING: Reading[Letter] = Reading(Letter, [Letter.sender, Letter.recipient])  # type: ignore[type-var] # no Base


@pytest.fixture
def letters(session: Session) -> Session:
    """Return a session that has two letters, one of them to nobody, and has not written them yet."""
    Tables.metadata.create_all(session.connection())
    ada, ben = Person(id=1, name="Ada"), Person(id=2, name="Ben")
    session.add_all([Letter(id=1, sender=ada, recipient=ben), Letter(id=2, sender=ben)])
    return session


def read(session: Session, identity: int) -> Letter:
    [row] = rows_of(session, READING.one, {"identity": identity})
    return READING.record(row)


def test_a_record_comes_with_what_it_refers_to(letters: Session) -> None:
    letter = read(letters, 1)

    assert letter.sender.name == "Ada"
    assert letter.recipient is not None
    assert letter.recipient.name == "Ben"


def test_a_record_that_refers_to_nothing_has_nothing_there(letters: Session) -> None:
    assert read(letters, 2).recipient is None


def test_what_was_changed_in_the_same_session_is_read(letters: Session) -> None:
    letters.flush()
    letter = letters.get_one(Letter, 2)
    letter.recipient_id = 1

    assert read(letters, 2).recipient_id == 1


def test_a_record_that_was_read_can_neither_be_changed_nor_stored(letters: Session) -> None:
    letter = read(letters, 1)

    with pytest.raises(AttributeError):
        letter.recipient_id = 1
    with pytest.raises((UnmappedInstanceError, InvalidRequestError)):
        letters.add(letter)


def test_a_relationship_that_is_not_read_raises(letters: Session) -> None:
    bare: Reading[Letter] = Reading(Letter, [])  # type: ignore[type-var] # see above
    [row] = rows_of(letters, bare.one, {"identity": 1})

    with pytest.raises(UnmappedInstanceError):
        bare.record(row).sender  # noqa: B018 -- reading it is the test
