"""Records of other teams and users are out of reach: by a condition of each statement, and by policies."""

from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    MetaData,
    String,
    Table,
    delete,
    exists,
    func,
    select,
    text,
    update,
)  # fmt: skip
from sqlalchemy.exc import ProgrammingError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

from app.config import Settings
from app.models.owned import TeamOwned, UserOwned
from app.models.user import User
from app.repositories import references
from app.repositories.engine import Database
from app.repositories.scope import Scope, enter, scope_of
from app.repositories.users import UserFilters, UserRepository
from factories import TeamFactory, UserFactory


class OwnedBase(DeclarativeBase):
    """The parent of the models of these tests, whose tables no migration knows."""

    metadata = MetaData()
    type_annotation_map = {int: BigInteger}  # noqa: RUF012 -- as SQLAlchemy declares it

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)


for name in ("teams", "users"):
    Table(name, OwnedBase.metadata, Column("id", BigInteger, primary_key=True))


class Folder(TeamOwned, OwnedBase):
    """Belongs to a team."""

    __tablename__ = "test_folders"

    name: Mapped[str] = mapped_column(String(50))


class Page(TeamOwned, OwnedBase):
    """Belongs to a team, and refers to another record of it."""

    __tablename__ = "test_pages"

    folder_id: Mapped[int] = mapped_column(
        ForeignKey("test_folders.id", ondelete="RESTRICT", onupdate="CASCADE")
    )
    folder: Mapped[Folder] = relationship(lazy="raise")


class Diary(UserOwned, OwnedBase):
    """Is private to a user."""

    __tablename__ = "test_diaries"


TABLES = ["test_folders", "test_pages", "test_diaries"]


@pytest.fixture
def mine(session: Session) -> Scope:
    """Create the tables, and a folder, a page and a diary each for two owners; return the session's own."""
    role = session.scalar(text("SELECT current_user"))
    if role != "app":
        pytest.skip("DATABASE_URL leads to a server with roles of its own")
    session.execute(text("SET LOCAL ROLE NONE"))
    tables = [OwnedBase.metadata.tables[name] for name in TABLES]
    OwnedBase.metadata.create_all(session.connection(), tables=tables)
    session.execute(text("SET LOCAL ROLE app"))
    for _ in range(2):
        scope = Scope(team_id=TeamFactory.create().id, user_id=UserFactory.create().id)
        enter(session, scope)
        folder = Folder(name="Plans")
        session.add_all([folder, Diary()])
        session.flush()
        session.add(Page(folder_id=folder.id))
        session.flush()
    session.expunge_all()
    return scope


def count(session: Session, statement: Any) -> int:
    return len(session.execute(statement).all())


SELECTS = [
    pytest.param(select(Folder), id="entities"),
    pytest.param(select(Folder.id), id="columns"),
    pytest.param(select(Page).options(joinedload(Page.folder, innerjoin=True)), id="relationship"),
    pytest.param(select(Diary), id="of a user"),
    pytest.param(select(Folder.id).where(exists().where(Page.folder_id == Folder.id)), id="subquery"),
    pytest.param(select(Folder.id).union(select(Folder.id)), id="union"),
]


@pytest.mark.parametrize("statement", SELECTS)
def test_a_statement_finds_records_of_the_own_team_and_user_only(
    session: Session, mine: Scope, as_owner: None, statement: Any
) -> None:
    # No policy binds the owner of the tables, so this is the condition alone.
    assert count(session, statement) == 1


@pytest.mark.parametrize("statement", SELECTS)
def test_the_policies_hold_without_the_condition(
    session: Session, mine: Scope, statement: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.repositories.scope._conditions", lambda _scope: ())
    assert count(session, statement) == 1


@pytest.mark.parametrize("table", TABLES)
def test_the_policies_hold_for_other_sql(session: Session, mine: Scope, table: str) -> None:
    assert count(session, text(f"SELECT 1 FROM {table}")) == 1  # noqa: S608 -- from the test
    assert count(session, text(f"UPDATE {table} SET id = DEFAULT RETURNING 1")) == 1  # noqa: S608


@pytest.mark.parametrize("statement", SELECTS)
def test_a_statement_without_a_team_or_user_is_an_error(
    session: Session, mine: Scope, statement: Any
) -> None:
    enter(session, Scope())

    with pytest.raises(StatementError, match=r"the_(team|user)_of_the_actor"):
        session.execute(statement)


def test_without_a_team_or_user_the_policies_let_nothing_through(session: Session, mine: Scope) -> None:
    enter(session, Scope())

    assert [count(session, text(f"SELECT 1 FROM {table}")) for table in TABLES] == [0, 0, 0]  # noqa: S608


def test_a_count_is_one_of_the_own_records(session: Session, mine: Scope, as_owner: None) -> None:
    assert session.scalar(select(func.count()).select_from(Folder)) == 1


@pytest.mark.parametrize(
    "statement", [update(Folder).values(name="Theirs"), delete(Page)], ids=["update", "delete"]
)
def test_a_change_of_all_records_is_one_of_the_own(
    session: Session, mine: Scope, as_owner: None, statement: Any
) -> None:
    assert session.execute(statement).rowcount == 1  # type: ignore[attr-defined] # of a change


def test_a_new_record_belongs_to_the_team_or_user(session: Session, mine: Scope) -> None:
    folder, diary = Folder(name="New"), Diary()
    session.add_all([folder, diary])
    session.flush()

    assert (folder.team_id, diary.user_id) == (mine.team_id, mine.user_id)


def test_a_new_record_without_an_owner_is_an_error(session: Session, mine: Scope) -> None:
    enter(session, Scope())
    session.add(Folder(name="New"))

    with pytest.raises(RuntimeError, match="Folder needs an owner"):
        session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO test_folders (name, team_id) VALUES ('x', :team_id)",
        "UPDATE test_folders SET team_id = :team_id",
    ],
)
def test_a_record_cannot_be_given_to_another_team(session: Session, mine: Scope, statement: str) -> None:
    other = TeamFactory.create()

    with pytest.raises(ProgrammingError, match="row-level security"):
        session.execute(text(statement), {"team_id": other.id})


def test_a_record_of_another_team_cannot_be_read_by_its_id(session: Session, mine: Scope) -> None:
    (identity,) = session.scalars(select(Folder.id)).all()
    enter(session, Scope(team_id=TeamFactory.create().id))

    assert session.get(Folder, identity) is None


def test_other_models_need_no_owner(session: Session) -> None:
    assert scope_of(session) == Scope()
    assert session.scalars(select(User)).all() == []


def test_records_in_use_are_counted_among_the_own_ones(
    session: Session, mine: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "Base", OwnedBase)
    (identity,) = session.scalars(select(Folder.id)).all()

    def counted() -> str | None:
        return references.referring_to(session, Folder, [identity]).get(identity)  # type: ignore[arg-type] # another base

    assert counted() == "1 page"
    enter(session, Scope(team_id=TeamFactory.create().id))
    assert counted() is None


def test_deleting_a_team_deletes_its_records(session: Session, mine: Scope) -> None:
    session.execute(text("DELETE FROM teams WHERE id = :team_id"), {"team_id": mine.team_id})

    session.execute(text("SET LOCAL ROLE NONE"))
    assert count(session, text(f"SELECT 1 FROM test_folders WHERE team_id = {mine.team_id}")) == 0  # noqa: S608
    assert count(session, text("SELECT 1 FROM test_folders")) == 1


def test_the_settings_end_with_the_transaction(own_database: str) -> None:
    settings = Settings(environment="test", database_url=own_database, pool_size=1, pool_overflow=0)
    database = Database(settings)
    setting = text("SELECT current_setting('app.team_id', true)")

    for sessions in (database.sessions, database.scoped_read_sessions):
        with sessions() as session:
            enter(session, Scope(team_id=7))
            assert session.scalar(setting) == "7"
            session.commit()
            assert session.scalar(setting) == "7"
        with sessions() as session:
            assert not session.scalar(setting)

    with database.read_sessions() as session:
        times = {session.scalar(text("SELECT now()")) for _ in range(2)}
        assert not session.scalar(setting)
    # The connection that both kinds of readers share has no transaction again.
    assert len(times) == 2
    database.dispose()


def test_an_export_has_no_transaction_while_a_client_reads_it(own_database: str) -> None:
    database = Database(Settings(environment="test", database_url=own_database))
    with database.sessions.begin() as setup:
        setup.add_all(UserFactory.build_batch(3))

    with database.scoped_read_sessions() as session:
        enter(session, Scope(team_id=7))
        users = UserRepository(session).stream(UserFilters(), "name")
        next(users)

        assert not session.in_transaction()
        assert len(list(users)) == 2
    database.dispose()
