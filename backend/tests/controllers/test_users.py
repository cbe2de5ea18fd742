"""What administrators do."""

from collections.abc import Callable
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import InternalError
from sqlalchemy.orm import Session

from app.models.user import User
from factories import UserFactory

USERS = "/api/admin/users"


@pytest.fixture
def client(admin_client: FlaskClient) -> FlaskClient:
    return admin_client


@pytest.fixture
def eve(session: Session) -> User:
    return UserFactory.create(email="eve@example.com", name="Eve Ill")


def test_users_are_listed_newest_first(client: FlaskClient, eve: User) -> None:
    first, second = client.get(USERS).get_json()["items"]

    assert (first["email"], first["is_disabled"], first["last_seen_at"]) == ("eve@example.com", False, None)
    assert second["is_admin"]
    assert second["last_seen_at"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=EVE@", 1),
        ("search=Eve+Ill", 1),
        ("search=nobody", 0),
        ("status=disabled", 0),
        ("status=active", 2),
    ],
)
def test_users_can_be_searched(client: FlaskClient, eve: User, query: str, found: int) -> None:
    assert len(client.get(f"{USERS}?{query}").get_json()["items"]) == found


def test_a_long_list_has_pages(client: FlaskClient, session: Session) -> None:
    UserFactory.create_batch(50)

    first = client.get(USERS).get_json()
    last = client.get(f"{USERS}?before={first['next_before']}").get_json()

    assert (len(first["items"]), len(last["items"]), last["next_before"]) == (50, 1, None)


def test_a_user_is_disabled_enabled_signed_out_and_deleted(
    app: APIFlask, client: FlaskClient, eve: User, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    browser = app.test_client()
    sign_in(browser, eve)

    assert client.post(f"{USERS}/{eve.id}/sign-out").get_json()["last_seen_at"] is None
    assert browser.get("/api/account").status_code == 401
    assert client.post(f"{USERS}/{eve.id}/disable").get_json()["is_disabled"]
    assert not client.post(f"{USERS}/{eve.id}/enable").get_json()["is_disabled"]
    assert client.delete(f"{USERS}/{eve.id}").status_code == 204
    assert client.delete(f"{USERS}/{eve.id}").status_code == 404

    entries = client.get("/api/admin/audit?action=user.deleted").get_json()["items"]
    assert [entry["subject"] for entry in entries] == ["eve@example.com"]


@pytest.mark.parametrize(
    ("method", "action"), [("POST", "/disable"), ("POST", "/enable"), ("POST", "/sign-out"), ("DELETE", "")]
)
def test_administrators_cannot_lock_themselves_out(client: FlaskClient, method: str, action: str) -> None:
    own = client.get("/api/session").get_json()["user"]["id"]

    assert client.open(f"{USERS}/{own}{action}", method=method).status_code == 409


@pytest.mark.parametrize(
    ("method", "action"), [("POST", "/disable"), ("POST", "/enable"), ("POST", "/sign-out"), ("DELETE", "")]
)
def test_changes_need_a_recent_proof(
    client: FlaskClient, eve: User, session: Session, method: str, action: str
) -> None:
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '1 hour'"))

    assert client.open(f"{USERS}/{eve.id}{action}", method=method).status_code == 403


def test_the_audit_log_has_every_change(client: FlaskClient, eve: User) -> None:
    for action in ("disable", "enable", "sign-out"):
        client.post(f"{USERS}/{eve.id}/{action}")

    items = client.get("/api/admin/audit").get_json()["items"]

    admin: Any = client.get("/api/session").get_json()["user"]
    assert [(item["action"], item["actor"], item["subject"]) for item in items] == [
        (action, admin["email"], "eve@example.com")
        for action in ("user.sign_out", "user.enable", "user.disable")
    ]
    assert (
        client.get(f"/api/admin/audit?user={admin['id']}&before={items[0]['id']}").get_json()["items"]
        == items[1:]
    )


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"])
def test_the_audit_log_cannot_be_changed(session: Session, statement: str) -> None:
    with pytest.raises(InternalError, match="audit log cannot be changed"):
        session.execute(text(statement))


def test_even_the_owner_of_the_database_cannot_empty_the_audit_log(session: Session, as_owner: None) -> None:
    with pytest.raises(InternalError, match="audit log cannot be changed"):
        session.execute(text("TRUNCATE audit_log"))
