"""What developers see about the statements of their requests."""

import logging
import re
from collections.abc import Iterator

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text

from app import create_app
from app.config import Settings
from app.observability import statements
from app.observe import observe_api
from app.services.health import HealthService


@pytest.fixture
def development(own_database: str) -> Iterator[APIFlask]:
    settings = Settings(environment="development", database_url=own_database)
    app = create_app(settings)
    observe_api(app, settings)
    yield app
    app.extensions["database"].dispose()


def test_the_browser_shows_the_statements_of_a_request(development: APIFlask) -> None:
    client = development.test_client()

    assert ';desc="0 statements"' in client.get("/api/health/live").headers["Server-Timing"]
    timing = client.get("/api/health/ready").headers["Server-Timing"]
    assert re.fullmatch(r'db;dur=\d+\.\d;desc="[1-9] statements"', timing)


def test_a_statement_that_repeats_is_logged_with_the_line_of_the_service(
    development: APIFlask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = development.test_client()
    check = HealthService.check

    def check_repeatedly(self: HealthService) -> None:
        for _ in range(statements.MAX_REPEATS + 1):
            check(self)

    client.get("/api/health/ready")
    assert caplog.messages == []
    monkeypatch.setattr(HealthService, "check", check_repeatedly)
    with caplog.at_level(logging.WARNING, "app.statements"):
        client.get("/api/health/ready")

    message = caplog.messages[0]
    assert message.startswith(f"the same statement ran {statements.MAX_REPEATS + 1} times in a request")
    assert ", from app/services/health.py:" in message
    assert "SELECT" in message


@pytest.mark.parametrize(
    ("statement", "plan"),
    [
        ("SELECT 1 AS one FROM pg_sleep(:seconds)", "    Function Scan on pg_sleep"),
        ("CALL wait(:seconds)", ""),
    ],
)
def test_a_slow_statement_is_logged_with_its_plan(
    development: APIFlask,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    statement: str,
    plan: str,
) -> None:
    with development.extensions["database"].sessions.begin() as session:
        session.execute(
            text("CREATE PROCEDURE wait(s float) LANGUAGE sql BEGIN ATOMIC SELECT pg_sleep(s); END")
        )

    def check_slowly(self: HealthService) -> None:
        self._schema._session.execute(text(statement), {"seconds": statements.SLOW_SECONDS})

    monkeypatch.setattr(HealthService, "check", check_slowly)
    with caplog.at_level(logging.WARNING, "app.statements"):
        assert development.test_client().get("/api/health/ready").status_code == 200

    (message,) = caplog.messages
    first, _, rest = message.partition("\n")
    assert re.fullmatch(r"a statement took \d{3} ms, from .+: (SELECT 1 AS one|CALL wait).+", first)
    assert rest.startswith(plan)


def test_the_header_exists_in_development_only(client: FlaskClient) -> None:
    assert "Server-Timing" not in client.get("/api/health/live").headers
