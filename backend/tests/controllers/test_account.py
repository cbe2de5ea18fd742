"""What people do with their own account."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.controllers.cookies import LOCAL_PREFIX
from app.jobs.accounts import TidyAccounts
from app.models.user import User
from app.services.tokens import digest
from factories import SessionFactory, UserFactory

PASSWORD = "correct horse battery staple"  # noqa: S105 -- of the tests


def account(client: FlaskClient) -> Any:
    return client.get("/api/account").get_json()


def links(client: FlaskClient, jobs: Any, page: str = "confirm-email") -> dict[str, str]:
    """Return the token for a page in the mail to each address."""
    jobs.run_all()
    found = {}
    for item in client.get("/api/dev/mails").get_json()["items"]:
        mail = client.get(f"/api/dev/mails/{item['id']}").get_json()
        if match := re.search(rf"{page}#token=([\w-]+)", mail["text"]):
            found[mail["recipient"]] = match[1]
    return found


def count(session: Session, table: str) -> int:
    return int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 -- from the test


def test_a_user_changes_their_name(client: FlaskClient) -> None:
    assert client.patch("/api/account", json={"name": "Ada Lovelace"}).status_code == 200
    assert account(client)["name"] == "Ada Lovelace"


def test_a_new_password_ends_other_sessions_and_rotates_this_one(
    client: FlaskClient, visitor: FlaskClient, session: Session, jobs: Any
) -> None:
    user = session.get_one(User, account(client)["id"])
    SessionFactory.create(user=user, token_digest=digest("stolen"))
    cookie = client.get_cookie(LOCAL_PREFIX + "session")

    assert client.put("/api/account/password", json={"password": PASSWORD}).status_code == 204

    assert cookie != client.get_cookie(LOCAL_PREFIX + "session")
    assert account(client)["has_password"]
    visitor.set_cookie(LOCAL_PREFIX + "session", "stolen")
    assert visitor.get("/api/account").status_code == 401
    jobs.run_all()
    assert client.get("/api/dev/mails").get_json()["items"][0]["subject"] == "Your password was changed"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("password12345", "too easy to guess"),
        ("123456789012", "too easy to guess"),
        ("aaaaaaaaaaaaaaaaaaaa", "too easy to guess"),
        ("the lovelace of my heart", "must not contain your email address"),
    ],
)
def test_a_weak_password_is_refused(
    client: FlaskClient, session: Session, password: str, reason: str
) -> None:
    session.execute(text("UPDATE users SET email = 'lovelace@example.com'"))
    session.commit()

    response = client.put("/api/account/password", json={"password": password})

    assert response.status_code == 422
    assert reason in response.get_json(force=True)["detail"]


@pytest.mark.parametrize("password", ["short", "x" * 129])
def test_the_length_of_a_password_is_limited(client: FlaskClient, password: str) -> None:
    assert client.put("/api/account/password", json={"password": password}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/api/account/password", {"password": PASSWORD}),
        ("POST", "/api/account/email", {"email": "new@example.com"}),
        ("DELETE", "/api/account", None),
    ],
)
def test_a_sensitive_change_needs_a_recent_proof(
    client: FlaskClient, session: Session, method: str, path: str, body: Any
) -> None:
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '601 seconds'"))

    response = client.open(path, method=method, json=body)

    assert response.status_code == 403
    assert response.get_json(force=True)["type"] == "/api/problems/confirmation-required"


@pytest.mark.parametrize("first", ["old", "new"])
def test_an_address_changes_when_both_have_confirmed(
    client: FlaskClient, visitor: FlaskClient, jobs: Any, first: str
) -> None:
    old = account(client)["email"]
    assert client.post("/api/account/email", json={"email": "New@example.com"}).status_code == 202
    tokens = links(client, jobs)
    assert tokens.keys() == {old, "new@example.com"}
    order = [old, "new@example.com"] if first == "old" else ["new@example.com", old]

    answers = []
    for address in order:
        # The link may be opened in a browser without a session.
        answers.append(visitor.post("/api/account/email/confirm", json={"token": tokens[address]}).get_json())
        answers.append(account(client)["email"])

    assert answers == [{"is_changed": False}, old, {"is_changed": True}, "new@example.com"]


def test_a_second_request_makes_the_links_of_the_first_useless(client: FlaskClient, jobs: Any) -> None:
    client.post("/api/account/email", json={"email": "first@example.com"})
    token = links(client, jobs)["first@example.com"]
    client.post("/api/account/email", json={"email": "second@example.com"})
    links(client, jobs)

    assert client.post("/api/account/email/confirm", json={"token": token}).status_code == 422


def test_a_link_for_a_password_ends_with_a_new_password(
    client: FlaskClient, visitor: FlaskClient, user: User, jobs: Any
) -> None:
    visitor.post("/api/password/forgot", json={"email": user.email})
    token = links(client, jobs, "reset-password")[user.email]

    client.put("/api/account/password", json={"password": PASSWORD})

    assert visitor.post("/api/password/reset", json={"token": token, "password": PASSWORD}).status_code == 422


def test_a_link_for_a_password_ends_with_its_address(
    client: FlaskClient, visitor: FlaskClient, user: User, jobs: Any
) -> None:
    """Otherwise whoever reads the old mailbox could enter the account."""
    visitor.post("/api/password/forgot", json={"email": user.email})
    token = links(client, jobs, "reset-password")[user.email]

    client.post("/api/account/email", json={"email": "new@example.com"})
    for confirmation in links(client, jobs).values():
        client.post("/api/account/email/confirm", json={"token": confirmation})

    assert account(client)["email"] == "new@example.com"
    assert visitor.post("/api/password/reset", json={"token": token, "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize("is_forgotten", [True, False])
def test_a_new_password_ends_the_change_of_an_address(
    client: FlaskClient, visitor: FlaskClient, user: User, jobs: Any, *, is_forgotten: bool
) -> None:
    """The mail says so to those who did not ask for the change."""
    client.post("/api/account/email", json={"email": "thief@example.com"})
    token = links(client, jobs)["thief@example.com"]

    if is_forgotten:
        visitor.post("/api/password/forgot", json={"email": user.email})
        body = {"token": links(client, jobs, "reset-password")[user.email], "password": PASSWORD}
        assert visitor.post("/api/password/reset", json=body).status_code == 204
    else:
        client.put("/api/account/password", json={"password": PASSWORD})

    assert visitor.post("/api/account/email/confirm", json={"token": token}).status_code == 422


def test_mails_to_change_an_address_are_limited(client: FlaskClient) -> None:
    """They go to addresses of people who never asked for them, and each time to the user's own."""
    statuses = [
        client.post("/api/account/email", json={"email": f"person{number}@example.com"}).status_code
        for number in range(6)
    ]

    assert statuses == [*[202] * 5, 429]


def test_the_audit_log_takes_the_longest_addresses(client: FlaskClient, user: User, session: Session) -> None:
    domain = ".".join(["b" * 60] * 3) + ".com"
    session.execute(text("UPDATE users SET email = :email"), {"email": f"{'a' * 64}@{domain}"})

    assert client.post("/api/account/email", json={"email": f"{'c' * 64}@{domain}"}).status_code == 202


def test_every_change_of_an_account_is_in_the_audit_log(
    client: FlaskClient, user: User, jobs: Any, session: Session
) -> None:
    client.patch("/api/account", json={"name": "Grace"})
    client.put("/api/account/password", json={"password": PASSWORD})
    client.post("/api/account/email", json={"email": "new@example.com"})
    for token in links(client, jobs).values():
        client.post("/api/account/email/confirm", json={"token": token})
    client.delete("/api/account")
    client.post("/api/account/keep")
    client.delete("/api/account/sessions")

    entries = session.execute(text("SELECT action, address FROM audit_log ORDER BY id")).all()
    assert [action for action, _ in entries] == [
        "user.rename",
        "user.set_password",
        "user.request_email",
        "user.change_email",
        "user.delete",
        "user.keep",
        "session.end_others",
    ]
    assert {address for _, address in entries} == {"127.0.0.1"}


def test_an_address_of_another_user_is_not_revealed(client: FlaskClient, jobs: Any) -> None:
    UserFactory.create(email="taken@example.com")

    response = client.post("/api/account/email", json={"email": "taken@example.com"})

    assert (response.status_code, response.get_json()) == (202, {})
    assert links(client, jobs).keys() == {account(client)["email"]}


def test_an_export_contains_all_that_is_stored(client: FlaskClient) -> None:
    client.patch("/api/account", json={"name": "Ada"})

    response = client.get("/api/account/export")

    assert response.headers["Content-Disposition"] == "attachment; filename=account.json"
    exported = json.loads(response.data)
    assert exported["user"]["name"] == "Ada"
    assert exported["sessions"][0]["device"] == "Firefox on Linux"
    assert (exported["second_factor_since"], exported["passkeys"], exported["api_tokens"]) == (None, [], [])
    assert [entry["action"] for entry in exported["audit_log"]] == ["user.rename"]


def test_a_deleted_account_can_be_kept_for_two_weeks(client: FlaskClient, jobs: Any) -> None:
    deletes_on = datetime.now(UTC).date() + timedelta(days=14)

    assert date.fromisoformat(client.delete("/api/account").get_json()["deletes_on"]) == deletes_on
    jobs.run(TidyAccounts())
    assert client.post("/api/account/keep").get_json()["deletes_on"] is None


def test_a_deleted_account_is_gone_after_two_weeks(client: FlaskClient, jobs: Any, session: Session) -> None:
    client.delete("/api/account")
    session.execute(text("UPDATE users SET deletes_on = current_date"))

    jobs.run(TidyAccounts())

    assert client.get("/api/account").status_code == 401
    assert session.scalar(text("SELECT count(*) FROM users")) == 0
    assert session.scalars(text("SELECT action FROM audit_log ORDER BY id")).all() == [
        "user.delete",
        "user.deleted",
    ]


def test_what_has_expired_is_deleted_every_night(client: FlaskClient, jobs: Any, session: Session) -> None:
    client.post("/api/sign-up", json={"email": "new@example.com", "name": "New"})
    jobs.run_all()
    for table, column in (
        ("sessions", "expires_at"),
        ("one_time_tokens", "expires_at"),
        ("rate_limits", "ends_at"),
    ):
        assert count(session, table)
        session.execute(text(f"UPDATE {table} SET {column} = now() - interval '1 second'"))  # noqa: S608 -- from the test

    jobs.run(TidyAccounts())

    for table in ("sessions", "one_time_tokens", "rate_limits"):
        assert count(session, table) == 0
