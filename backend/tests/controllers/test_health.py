import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.repositories.schema import SchemaRepository

UNREACHABLE_URL = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def disconnected_client() -> FlaskClient:
    """Return a client of an app whose database is unreachable."""
    app: APIFlask = create_app(Settings(environment="test", database_url=UNREACHABLE_URL))
    return app.test_client()


def test_an_app_with_a_migrated_database_is_ready(client: FlaskClient) -> None:
    response = client.get("/api/health/ready")

    assert (response.status_code, response.json) == (200, {"status": "ok", "warnings": []})


@pytest.mark.parametrize(
    ("workers", "minutes", "warnings"),
    [
        (0, 0, []),
        (
            0,
            2,
            ["Jobs have been waiting for 2 min, and no worker is running: run `python -m app.worker`."],
        ),
        (1, 2, []),
        (1, 11, ["Jobs have been waiting for 11 min: start more workers, or raise WORKER_CONCURRENCY."]),
    ],
)
def test_jobs_that_wait_for_long_are_a_warning(
    client: FlaskClient, session: Session, workers: int, minutes: int, warnings: list[str]
) -> None:
    session.execute(
        text("INSERT INTO jobs.procrastinate_jobs (queue_name, task_name) VALUES ('default', 'Tidy')")
    )
    session.execute(
        text("UPDATE jobs.procrastinate_events SET at = at - make_interval(mins => :minutes)"),
        {"minutes": minutes},
    )
    for _ in range(workers):
        session.execute(text("SELECT jobs.procrastinate_register_worker_v1()"))

    response = client.get("/api/health/ready")

    assert response.json is not None
    assert (response.status_code, response.json["warnings"]) == (200, warnings)


def test_an_app_without_its_database_is_live_but_not_ready(disconnected_client: FlaskClient) -> None:
    assert disconnected_client.get("/api/health/live").json == {"status": "ok"}

    response = disconnected_client.get("/api/health/ready")

    assert response.status_code == 503
    assert response.content_type == "application/problem+json"
    assert response.json is not None
    assert response.json["detail"] == "The database is not responding at the moment."


def test_an_app_is_not_ready_before_the_latest_migration(
    client: FlaskClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    older = min(SchemaRepository(session).known() - SchemaRepository(session).expected())
    session.execute(text("UPDATE alembic_version SET version_num = :older"), {"older": older})

    response = client.get("/api/health/ready")

    assert response.status_code == 503
    assert response.json is not None
    assert response.json["detail"].startswith(
        "The database does not have the schema that this version expects."
    )
    assert f"the database is at revision {older}, the app expects " in caplog.text


def test_an_app_is_ready_after_a_migration_of_a_later_release(client: FlaskClient, session: Session) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = 'later'"))

    assert client.get("/api/health/ready").status_code == 200


@pytest.mark.usefixtures("as_owner")
def test_an_app_is_not_ready_before_the_first_migration(
    client: FlaskClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    session.execute(text("DROP TABLE alembic_version"))

    response = client.get("/api/health/ready")

    assert response.status_code == 503
    assert "the database is at revision none" in caplog.text
