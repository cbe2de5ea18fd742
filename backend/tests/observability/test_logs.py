import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.models.team import Team
from app.models.user import User
from app.observability.logs import FORMAT, JsonFormatter, TextFormatter, job_id, without_values
from factories import UserFactory


@pytest.fixture
def output() -> Iterator[StringIO]:
    """Return what production would log."""
    output = StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(JsonFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield output
    root.removeHandler(handler)
    root.setLevel(level)


def lines(output: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_a_request_is_a_line_with_fields(client: FlaskClient, output: StringIO) -> None:
    response = client.get("/api/health/live")

    [line] = [line for line in lines(output) if line["logger"] == "app.requests"]
    assert line["level"] == "INFO"
    assert line["time"].endswith("+00:00")  # type: ignore[attr-defined]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/api/health/live", 200)
    assert isinstance(line["ms"], float)
    assert line["request"] == response.headers["X-Request-ID"]


def test_every_line_names_the_request_and_the_job(output: StringIO, client: FlaskClient) -> None:
    response = client.get("/api/health/live")
    job = job_id.set(7)
    logging.getLogger("anything").warning("%s\nhappened", "this")
    job_id.reset(job)

    line = lines(output)[-1]
    assert line["message"] == "this\nhappened"
    assert (line["request"], line["job"]) == (response.headers["X-Request-ID"], 7)


# region accounts
def test_a_line_names_the_user_of_its_own_request_only(
    output: StringIO,
    client: FlaskClient,
    visitor: FlaskClient,
    user: User,
    # region teams
    team: Team,
    # endregion
) -> None:
    client.get("/api/account")
    visitor.get("/api/health/live")

    line, of_visitor = [line for line in lines(output) if line["logger"] == "app.requests"]
    assert line["user"] == user.id
    assert "user" not in of_visitor
    # region teams
    assert line["team"] == team.id
    assert "team" not in of_visitor
    # endregion


# endregion
def test_a_line_for_people_has_the_same_content() -> None:
    record = logging.makeLogRecord(
        {"name": "app", "levelname": "INFO", "msg": "took %(ms)s", "args": {"ms": 3}}
    )

    assert "INFO app took 3" in TextFormatter(FORMAT).format(record)


SECRET, FORBIDDEN = "ada.hunter2@example.com", "nobody@example.com"
TRIAL = "/api/dev/mails/trial"


def test_the_log_contains_no_personal_data(
    client: FlaskClient, session: Session, output: StringIO, as_owner: None
) -> None:
    assert client.post(TRIAL, json={"to": SECRET}).status_code == 204
    client.post(TRIAL, json={"to": SECRET, "unknown": SECRET})
    client.post(TRIAL, data=f'{{"to": "{SECRET}', content_type="application/json")
    headers = {"Cookie": f"session={SECRET}", "Authorization": f"Bearer {SECRET}"}
    client.get(f"/api/dev/mails?search={SECRET}", headers=headers)
    # An error that nobody expects: its message has the values of the row.
    rule = f"ALTER TABLE mails ADD CONSTRAINT unexpected CHECK (recipient <> '{FORBIDDEN}') NOT VALID"
    session.execute(text(rule))
    assert client.post(TRIAL, json={"to": FORBIDDEN}).status_code == 500

    assert len(lines(output)) >= 5
    assert "unexpected" in output.getvalue()
    assert SECRET not in output.getvalue()
    assert FORBIDDEN not in output.getvalue()


# region accounts
def test_the_log_contains_no_personal_data_of_an_account(
    visitor: FlaskClient, session: Session, jobs: Any, output: StringIO
) -> None:
    UserFactory.create(email=SECRET)
    credentials = {"email": SECRET, "password": "correct horse battery staple"}

    assert visitor.post("/api/session", json=credentials).status_code == 422
    assert visitor.post("/api/password/forgot", json={"email": SECRET}).status_code == 202
    jobs.run_all()
    token = str(session.scalar(text("SELECT substring(text FROM '#token=([^&[:space:]]+)') FROM mails")))
    data = {"token": token, "password": credentials["password"]}
    assert visitor.post("/api/password/reset", json=data).status_code == 204
    assert visitor.post("/api/session", json=credentials).status_code == 200

    assert len(lines(output)) >= 4
    assert [value for value in (*credentials.values(), token) if value in output.getvalue()] == []


# endregion
def test_the_address_that_a_mail_server_refuses_is_not_logged(output: StringIO) -> None:
    refusal = RuntimeError(f"550 5.1.1 <{SECRET}>: user unknown")
    logging.getLogger("anything").error("refused: %s", SECRET, exc_info=refusal)

    line = lines(output)[-1]
    assert line["message"] == "refused: (address)"
    assert "550 5.1.1 <(address)>: user unknown" in str(line["exception"])


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("SELECT missing FROM books WHERE title = :value", "hunter3"),
        ("SELECT id FROM books WHERE id = :value", 'hunter3\n"hunter3'),
        ("SELECT CAST(CAST(:value AS text) AS integer)", 'hunter3\n"hunter3'),
        ("SELECT CAST(CAST(:value AS text) AS integer)", "33333333333"),
        ("SELECT CAST(:value AS date)", "2020-99-33"),
        ("SELECT CAST(:value AS integer[])", "{hunter3"),
    ],
)
def test_the_values_of_a_statement_are_not_logged(
    statement: str, value: str, session: Session, output: StringIO
) -> None:
    with pytest.raises(DBAPIError) as caught:
        session.execute(text(statement), {"value": value})
    logging.getLogger("anything").error("failed: %s", caught.value, exc_info=caught.value)

    line = lines(output)[-1]
    for part in (str(line["message"]), str(line["exception"])):
        assert "[SQL: SELECT" in part
        assert not any(secret in part for secret in ("hunter3", value))


def test_the_values_of_rows_are_removed_from_a_traceback() -> None:
    message = (
        "psycopg2.errors.CheckViolation: violates check constraint\n"
        "DETAIL:  Failing row contains (1, Ada\nLovelace).\n\n[SQL: INSERT INTO authors]\n"
    )

    assert without_values(message) == (
        "psycopg2.errors.CheckViolation: violates check constraint\n[SQL: INSERT INTO authors]\n"
    )
