"""Repositories return ORM entities: tracking, relationships, events and validators work."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, ColumnElement, ForeignKey, Table, delete, event, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Mapped, Session, mapped_column, registry, relationship, validates

from app.errors import NotFound
from app.fields import Filters
from app.models.base import Base
from app.repositories.keyset import PageRequest
from app.repositories.repository import Repository, equals, includes, is_set, matches


class Tables(Base):
    """Base class of tables that only these tests use."""

    __abstract__ = True
    registry = registry()
    metadata = registry.metadata


class Person(Tables):
    __tablename__ = "test_people"

    name: Mapped[str]
    title: Mapped[str | None] = mapped_column(server_default="Dr.")

    @validates("name")
    def strip(self, _field: str, name: str) -> str:
        return name.strip()


letters_readers = Table(
    "test_letters_readers",
    Tables.metadata,
    Column("letter_id", ForeignKey("test_letters.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("test_people.id", ondelete="CASCADE"), primary_key=True),
)


class Letter(Tables):
    __tablename__ = "test_letters"

    sender_id: Mapped[int] = mapped_column(ForeignKey("test_people.id"))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("test_people.id"))
    sender: Mapped[Person] = relationship(foreign_keys=sender_id, lazy="raise")
    recipient: Mapped[Person | None] = relationship(foreign_keys=recipient_id, lazy="raise")
    readers: Mapped[list[Person]] = relationship(
        secondary=letters_readers, order_by=Person.id, lazy="raise", passive_deletes=True
    )


class PersonRepository(Repository[Person, Filters]):
    model = Person

    def conditions(self, _filters: Filters) -> Iterator[object]:  # type: ignore[override]
        return iter(())


class LetterRepository(Repository[Letter, Filters]):
    model = Letter
    loaded = (Letter.sender, Letter.recipient, Letter.readers)

    def conditions(self, _filters: Filters) -> Iterator[object]:  # type: ignore[override]
        return iter(())


class BareLetterRepository(Repository[Letter, Filters]):
    model = Letter


@pytest.fixture
def letters(session: Session, as_owner: None) -> Session:
    """Return an empty session with two stored letters, the second one without a recipient."""
    Tables.metadata.create_all(session.connection())
    ada, ben = Person(name="Ada"), Person(name="Ben")
    session.add_all([Letter(id=1, sender=ada, recipient=ben, readers=[ben, ada]), Letter(id=2, sender=ben)])
    session.flush()
    session.expunge_all()
    return session


def page(letters: Session) -> list[Letter]:
    return list(LetterRepository(letters).page(Filters(), PageRequest("id", 10)).items)


def test_records_are_read_with_their_relationships(letters: Session) -> None:
    for letter in (LetterRepository(letters).get(1), page(letters)[0]):
        assert letter.sender.name == "Ada"
        assert letter.recipient is not None
        assert letter.recipient.name == "Ben"


def test_an_empty_relationship_is_none(letters: Session) -> None:
    assert LetterRepository(letters).get(2).recipient is None
    assert page(letters)[1].recipient is None


def test_changes_to_read_records_are_tracked(letters: Session) -> None:
    LetterRepository(letters).get(1).recipient_id = None
    page(letters)[1].recipient_id = 1
    letters.flush()

    assert letters.scalars(select(Letter.recipient_id).order_by(Letter.id)).all() == [None, 1]


def test_a_page_includes_pending_changes(letters: Session) -> None:
    LetterRepository(letters).get(2).recipient_id = 1

    assert page(letters)[1].recipient_id == 1


def test_accessing_an_unloaded_relationship_raises(letters: Session) -> None:
    letter = BareLetterRepository(letters).get(1)

    with pytest.raises(InvalidRequestError, match="lazy='raise'"):
        letter.sender  # noqa: B018 -- the access is tested


def test_events_and_validators_run_for_a_new_record(letters: Session) -> None:
    stored: list[str] = []
    listener = lambda _mapper, _connection, person: stored.append(person.name)  # noqa: E731
    event.listen(Person, "before_insert", listener)
    person = Person(name=" Cilla ")

    PersonRepository(letters).add(person)

    event.remove(Person, "before_insert", listener)
    assert (person.name, stored) == ("Cilla", ["Cilla"])
    person.name = "Dora "
    letters.flush()
    assert letters.scalars(select(Person.name).where(Person.id == person.id)).one() == "Dora"


def test_none_is_stored_although_the_column_has_a_default(letters: Session) -> None:
    people = [Person(name="Ada"), Person(name="Ben", title=None), Person(name="Eve", title="Prof.")]
    for person in people:
        PersonRepository(letters).add(person)

    assert [person.title for person in people] == ["Dr.", None, "Prof."]


def test_changing_an_unknown_attribute_raises(session: Session) -> None:
    with pytest.raises(AttributeError, match="nam"):
        PersonRepository(session).change(Person(name="Ada"), {"nam": "Ben"})


def test_a_collection_is_loaded_with_each_record(letters: Session) -> None:
    for letter in (LetterRepository(letters).get(1), page(letters)[0]):
        assert [reader.name for reader in letter.readers] == ["Ada", "Ben"]
    assert page(letters)[1].readers == []


def test_a_change_of_a_collection_is_a_new_version(letters: Session) -> None:
    repository = LetterRepository(letters)
    letter = repository.lock(1)

    repository.change(letter, {"readers": [*letter.readers]})
    letters.flush()
    assert letter.version == 1
    repository.change(letter, {"readers": letter.readers[:1]})
    letters.flush()
    assert letter.version == 2


def test_a_record_is_deleted_although_its_collection_has_changed(letters: Session) -> None:
    repository = LetterRepository(letters)
    letter = repository.lock(1)
    letters.execute(delete(letters_readers).where(letters_readers.c.letter_id == 1))

    repository.delete(letter)

    assert letters.get(Letter, 1) is None


def test_many_records_are_read_by_their_ids(letters: Session) -> None:
    ids = [person.id for person in letters.scalars(select(Person).order_by(Person.name))]

    assert [person.name for person in PersonRepository(letters).get_many(ids[::-1])] == ["Ada", "Ben"]
    with pytest.raises(NotFound, match="no person with the ID 404"):
        PersonRepository(letters).get_many([*ids, 404])


def test_records_are_found_by_what_they_refer_to(letters: Session) -> None:
    def find(conditions: Iterator[ColumnElement[bool]]) -> list[int]:
        return list(letters.scalars(select(Letter.id).where(*conditions).order_by(Letter.id)))

    [reader] = letters.scalars(select(Person.id).where(Person.name == "Ada"))
    assert (find(includes(Letter.readers, reader)), find(includes(Letter.readers, None))) == ([1], [1, 2])
    for attribute in (Letter.recipient_id, Letter.readers):
        assert [find(is_set(attribute, wanted)) for wanted in (True, False, None)] == [[1], [2], [1, 2]]


def test_records_are_found_by_a_value_or_a_part_of_a_text(letters: Session) -> None:
    def find(conditions: Iterator[ColumnElement[bool]]) -> list[str]:
        return list(letters.scalars(select(Person.name).where(*conditions).order_by(Person.name)))

    assert [find(equals(Person.name, name)) for name in ("Ada", "ada", None)] == [["Ada"], [], ["Ada", "Ben"]]
    assert [find(matches(Person.name, part)) for part in ("BEN", "xyz", "", None)] == [
        ["Ben"], [], ["Ada", "Ben"], ["Ada", "Ben"],
    ]  # fmt: skip
