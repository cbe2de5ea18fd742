"""Reads on a streaming replica, with real servers: one that lags, fails, stops or is promoted."""

import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import BigInteger, Identity, MetaData, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app import create_app
from app.config import Settings
from app.controllers.cookies import LOCAL_PREFIX
from app.errors import Conflict
from app.models.api_token import ApiToken, TokenScope
from app.models.owned import TeamOwned
from app.repositories import replica as replica_module
from app.repositories import repository
from app.repositories.engine import Database
from app.repositories.scope import Scope, enter
from app.repositories.users import UserFilters, UserRepository
from app.services.mail import MailboxService
from app.services.tokens import digest, make_token
from factories import SessionFactory, UserFactory

pytestmark = pytest.mark.slow

MAILS = "/api/dev/mails"
TIMEOUT = 60.0  # seconds
LONG = 3600.0  # seconds that no test takes

MakeApp = Callable[..., APIFlask]


@pytest.fixture
def make_app(primary: Any, replica: Any) -> Iterator[MakeApp]:
    """Return a function that makes an app with the replica, whose mailbox is empty."""
    apps = list[APIFlask]()

    def make(factories: Mapping[type[Any], Callable[[Any], Any]] | None = None, **settings: Any) -> APIFlask:
        usual = Settings(environment="test", database_url=primary.url, database_replica_url=replica.url)
        # A copy is not validated: LONG is longer than the setting may be.
        apps.append(create_app(usual.model_copy(update=settings), factories))
        return apps[-1]

    primary.run("DELETE FROM mails")
    wait_for_replay(primary, replica)
    yield make
    for app in apps:
        app.extensions["database"].dispose()


@pytest.fixture
def app(make_app: MakeApp) -> APIFlask:
    """Return an app that does not notice on its own how far the replica is behind."""
    return make_app(replica_max_lag_seconds=LONG)


@pytest.fixture
def catch_up(primary: Any, replica: Any) -> Callable[[], None]:
    """Return a function that waits until the replica has everything."""
    return lambda: wait_for_replay(primary, replica)


def browser(app: APIFlask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def send_mail(client: FlaskClient) -> None:
    assert client.post(f"{MAILS}/trial", json={"to": "ada@example.com"}).status_code == 204


def count_mails(client: FlaskClient) -> int:
    response = client.get(MAILS)
    assert response.status_code == 200
    return len(response.get_json()["items"])


def count_statements(app: APIFlask) -> list[str]:
    """Return a list to which the statements are added that run on the replica."""
    statements = list[str]()
    engine = app.extensions["database"].engines["replica"]
    event.listen(engine, "before_cursor_execute", lambda *values: statements.append(values[2]))
    return statements


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def stop_replay(replica: Any) -> None:
    replica.run("SELECT pg_wal_replay_pause()")
    wait_until(lambda: replica.run("SELECT pg_get_wal_replay_pause_state()") == "paused")


def wait_for_replay(primary: Any, replica: Any) -> None:
    position = primary.run("SELECT pg_current_wal_lsn()")
    wait_until(lambda: replica.run(f"SELECT pg_last_wal_replay_lsn() >= '{position}'"))


def test_a_browser_reads_what_it_has_written(app: APIFlask, replica: Any) -> None:
    writer, reader = browser(app), browser(app)
    assert count_mails(reader) == 0
    stop_replay(replica)

    send_mail(writer)

    assert (count_mails(writer), count_mails(reader)) == (1, 0)


def test_a_browser_reads_from_the_replica_again(app: APIFlask, catch_up: Callable[[], None]) -> None:
    writer, statements = browser(app), count_statements(app)
    send_mail(writer)
    catch_up()

    assert count_mails(writer) == 1
    assert any("FROM mails" in statement for statement in statements)


def test_the_replica_is_asked_for_its_position_only_now_and_then(app: APIFlask) -> None:
    reader, statements = browser(app), count_statements(app)

    for _ in range(10):
        count_mails(reader)

    assert len([statement for statement in statements if "replay_lsn" in statement]) < 10


def test_a_browser_reads_why_its_change_failed(make_app: MakeApp, replica: Any) -> None:
    app = make_app({MailboxService: _Conflicting}, replica_max_lag_seconds=LONG)
    assert count_mails(browser(app)) == 0
    stop_replay(replica)
    send_mail(browser(make_app()))
    writer = browser(app)

    assert writer.post(f"{MAILS}/trial", json={"to": "ada@example.com"}).status_code == 409
    assert (count_mails(writer), count_mails(browser(app))) == (1, 0)


class _Conflicting(MailboxService):
    def send_trial(self, _to: str) -> None:
        detail = "Somebody else has sent a mail."
        raise Conflict(detail)


def test_a_new_record_is_found_by_its_address(app: APIFlask, primary: Any, replica: Any) -> None:
    reader = browser(app)
    assert count_mails(reader) == 0
    stop_replay(replica)

    send_mail(browser(app))

    identity = primary.run("SELECT id FROM mails")
    assert count_mails(reader) == 0
    assert reader.get(f"{MAILS}/{identity}").status_code == 200
    assert reader.get(f"{MAILS}/404").status_code == 404


@pytest.mark.parametrize("value", ["", "invented", "-1", "9" * 30, "\u0663"])
def test_an_invented_position_does_no_harm(app: APIFlask, value: str) -> None:
    client = browser(app)
    client.set_cookie(LOCAL_PREFIX + "position", value)

    assert count_mails(client) == 0


def test_a_replica_that_lags_is_not_read(make_app: MakeApp, replica: Any) -> None:
    app = make_app(replica_max_lag_seconds=0.5)
    reader, statements = browser(app), count_statements(app)
    assert count_mails(reader) == 0
    assert any("FROM mails" in statement for statement in statements)
    replica.run("ALTER SYSTEM SET recovery_min_apply_delay = '30s'")
    replica.run("SELECT pg_reload_conf()")

    send_mail(browser(app))
    wait_until(lambda: count_mails(reader) == 1)

    assert replica.run("SELECT count(*) FROM mails") == 0


def test_requests_survive_the_end_of_the_replica(
    make_app: MakeApp, primary: Any, replica: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app()
    reader, statements = browser(app), count_statements(app)
    assert count_mails(reader) == 0
    assert statements
    replica.server.stop()

    send_mail(browser(app))

    assert [count_mails(reader) for _ in range(20)] == [1] * 20
    assert len([record for record in caplog.records if "read from the primary" in record.message]) == 1


def test_a_replica_that_does_not_answer_is_asked_once(make_app: MakeApp) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(0)
        app = make_app(database_replica_url=f"postgresql://app@127.0.0.1:{silent.getsockname()[1]}/app")

        assert [count_mails(browser(app)) for _ in range(20)] == [0] * 20

        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_a_replica_that_is_back_is_read_again(
    make_app: MakeApp, replica: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica_module, "PAUSE_SECONDS", 0.1)
    app = make_app()
    replica.server.stop()
    reader, statements = browser(app), count_statements(app)
    assert count_mails(reader) == 0
    assert not statements

    replica.server.start()

    wait_until(lambda: count_mails(reader) == 0 and statements)


def test_a_server_that_was_promoted_is_not_read(
    make_app: MakeApp, primary: Any, replica: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica_module, "CHECK_SECONDS", 0)
    app = make_app()
    reader = browser(app)
    assert count_mails(reader) == 0
    send_mail(browser(app))
    wait_for_replay(primary, replica)

    replica.run("SELECT pg_promote()")
    replica.run("DELETE FROM mails")

    assert count_mails(reader) == 1
    assert app.extensions["database"].engines["replica"].pool.checkedin() == 0


def stop(replica: Any) -> None:
    replica.server.stop()


def fall_behind(replica: Any) -> None:
    replica.run("ALTER SYSTEM SET recovery_min_apply_delay = '1h'")
    replica.run("SELECT pg_reload_conf()")


def promote(replica: Any) -> None:
    replica.run("SELECT pg_promote()")


@pytest.mark.parametrize("happen", [stop, fall_behind, promote])
def test_no_request_fails_whatever_happens_to_the_replica(
    make_app: MakeApp, replica: Any, happen: Callable[[Any], None]
) -> None:
    """``inv test.backend -- -m slow -s -n 0 -k whatever`` prints the figures of docs/production.md."""
    app, statuses = make_app(), Counter[int]()
    primary_reads, replica_reads = (note_reads(app, name) for name in ("read", "replica"))
    end = time.monotonic() + 20

    def read() -> None:
        client = browser(app)
        while time.monotonic() < end:
            statuses[client.get(MAILS).status_code] += 1

    with ThreadPoolExecutor() as threads:
        for _ in range(4):
            threads.submit(read)
        time.sleep(5)
        happened_at = time.monotonic()
        happen(replica)
        while time.monotonic() < end:
            send_mail(browser(app))
            time.sleep(0.1)

    primary_after, replica_after = (
        sum(at > happened_at for at in times) for times in (primary_reads, replica_reads)
    )
    sys.stdout.write(
        f"\n| {happen.__name__} | {dict(statuses)} | {primary_after / (primary_after + replica_after):.1%} "
        f"| {max(replica_reads) - happened_at:.1f} s |\n"
    )
    assert set(statuses) == {200}
    assert max(replica_reads) < happened_at + 8


def note_reads(app: APIFlask, name: str) -> list[float]:
    """Return a list to which the times are added at which an engine reads mails."""
    times = list[float]()

    def note(*values: Any) -> None:
        if "FROM mails" in values[2]:
            times.append(time.monotonic())

    event.listen(app.extensions["database"].engines[name], "before_cursor_execute", note)
    return times


def test_reading_goes_on_without_the_primary(make_app: MakeApp, primary: Any) -> None:
    app = make_app(replica_max_lag_seconds=0.01)
    reader = browser(app)
    assert count_mails(reader) == 0

    primary.server.stop()
    try:
        assert [count_mails(reader) for _ in range(3)] == [0] * 3
        assert reader.post(f"{MAILS}/trial", json={"to": "ada@example.com"}).status_code == 503
    finally:
        primary.server.start()


def test_a_statement_that_a_change_cancels_runs_on_the_primary(
    make_app: MakeApp, primary: Any, replica: Any
) -> None:
    replica.run("ALTER SYSTEM SET max_standby_streaming_delay = 0")
    replica.run("SELECT pg_reload_conf()")
    app = make_app({MailboxService: _SlowOnReplica}, read_timeout_ms=60_000)
    send_mail(browser(app))
    wait_for_replay(primary, replica)

    with ThreadPoolExecutor(1) as background:
        response = background.submit(browser(app).get, MAILS)
        wait_until(lambda: replica.run(f"SELECT count(*) FROM pg_stat_activity WHERE query = '{SLOW}'"))  # noqa: S608
        primary.run("DO 'BEGIN LOCK TABLE mails IN ACCESS EXCLUSIVE MODE; END'")

        assert response.result(TIMEOUT).status_code == 200


SLOW = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_sleep(30) END FROM mails"


class _SlowOnReplica(MailboxService):
    def newest(self) -> Any:
        self._work.session.execute(text(SLOW))
        return []


def test_a_search_that_takes_too_long_does_not_run_on_the_primary_too(make_app: MakeApp) -> None:
    app = make_app({MailboxService: _SlowEverywhere}, read_timeout_ms=100)

    started_at = time.monotonic()
    response = browser(app).get(MAILS)

    assert response.get_json()["title"] == "Timed out"
    assert time.monotonic() - started_at < TIMEOUT


class _SlowEverywhere(MailboxService):
    def newest(self) -> Any:
        self._work.session.execute(text("SELECT pg_sleep(30)"))
        return []


def test_what_a_replica_cannot_do_is_done_by_the_primary(make_app: MakeApp) -> None:
    app = make_app({MailboxService: _Counting})

    assert browser(app).get(MAILS).status_code == 200


class _Counting(MailboxService):
    def newest(self) -> Any:
        self._work.session.execute(text("SELECT pg_current_xact_id()"))
        return []


def test_the_health_check_asks_the_primary(app: APIFlask, primary: Any, replica: Any) -> None:
    assert browser(app).get("/api/health/ready").status_code == 200
    stop_replay(replica)
    revision = primary.run("SELECT version_num FROM alembic_version")
    primary.run("DELETE FROM alembic_version")

    assert browser(app).get("/api/health/ready").status_code == 503

    primary.run(f"INSERT INTO alembic_version VALUES ('{revision}')")  # noqa: S608 -- read above


# region accounts
@pytest.fixture
def user_id(app: APIFlask, catch_up: Callable[[], None]) -> int:
    """Return the ID of a user whom the replica knows."""
    with app.extensions["database"].sessions.begin() as setup:
        user = UserFactory.build(email=f"{uuid4()}@example.com")
        setup.add(user)
    catch_up()
    return user.id


def test_signing_out_holds_at_once(
    app: APIFlask, primary: Any, replica: Any, catch_up: Callable[[], None]
) -> None:
    token, client = make_token(), browser(app)
    with app.extensions["database"].sessions.begin() as setup:
        user = UserFactory.build(email=f"{uuid4()}@example.com")
        setup.add(SessionFactory.build(user=user, token_digest=digest(token)))
    client.set_cookie(LOCAL_PREFIX + "session", token)
    catch_up()
    statements = count_statements(app)
    assert client.get("/api/account").status_code == 200
    assert any("FROM users" in statement for statement in statements)
    stop_replay(replica)

    primary.run("DELETE FROM sessions")

    assert client.get("/api/account").status_code == 401


@pytest.mark.parametrize(("scope", "reads_replica"), [(TokenScope.READ, True), (TokenScope.WRITE, False)])
def test_a_program_that_may_write_reads_from_the_primary(
    app: APIFlask,
    user_id: int,
    catch_up: Callable[[], None],
    scope: TokenScope,
    reads_replica: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    token = make_token()
    with app.extensions["database"].sessions.begin() as setup:
        setup.add(
            ApiToken(
                user_id=user_id, name="Import", token_digest=digest(token), prefix=token[:10], scope=scope,
                expires_at=datetime.now(UTC) + timedelta(days=1),
            )
        )  # fmt: skip
    catch_up()
    statements = count_statements(app)

    response = app.test_client().get("/api/health/ready", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 200
    assert bool(statements) == reads_replica


def test_an_export_continues_on_the_primary(
    app: APIFlask, primary: Any, replica: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repository, "BATCH", 1)
    database: Database = app.extensions["database"]
    assert database.replica
    assert count_mails(browser(app)) == 0  # the app now knows a position that the replica has
    with database.sessions.begin() as setup:
        setup.add_all(UserFactory.build(email=f"{uuid4()}@example.com") for _ in range(3))
    wait_for_replay(primary, replica)
    with database.scoped_read_sessions() as session:
        database.replica.enter(session, 0)
        statements, users = count_statements(app), UserRepository(session).stream(UserFilters(), "name")
        names = [next(users).name]
        assert statements
        replica.server.stop()

        names += [user.name for user in users]

    assert len(names) == primary.run("SELECT count(*) FROM users")
    assert all(one <= other for one, other in pairwise(names))


# region teams
class OwnedBase(DeclarativeBase):
    """The parent of a model without migration."""

    metadata = MetaData()
    type_annotation_map = {int: BigInteger}  # noqa: RUF012 -- as SQLAlchemy declares it


class Plan(TeamOwned, OwnedBase):
    """Belongs to a team."""

    __tablename__ = "test_plans"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)


def test_the_replica_shows_no_records_of_other_teams(app: APIFlask, primary: Any, replica: Any) -> None:
    database: Database = app.extensions["database"]
    assert database.replica
    assert count_mails(browser(app)) == 0  # the app now knows a position that the replica has
    primary.run(
        "CREATE TABLE test_plans (id bigint GENERATED ALWAYS AS IDENTITY, team_id bigint);"
        "ALTER TABLE test_plans ENABLE ROW LEVEL SECURITY;"
        "CREATE POLICY owner ON test_plans "
        "USING (team_id = nullif(current_setting('app.team_id', true), '')::bigint)"
    )
    primary.run("INSERT INTO test_plans (team_id) VALUES (1), (2), (2)")
    wait_for_replay(primary, replica)

    for statement in ("SELECT team_id FROM test_plans", "SELECT team_id FROM test_plans -- again"):
        for team_id in (1, 2, None):
            with database.scoped_read_sessions() as session:
                enter(session, Scope(team_id=team_id))
                database.replica.enter(session, 0)
                seen = session.scalars(text(statement)).all()
                assert seen == [team_id] * (team_id or 0)
                assert session.scalar(text("SELECT pg_is_in_recovery()"))
    primary.run("DROP TABLE test_plans")


# endregion
# endregion
