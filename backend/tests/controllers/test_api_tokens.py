"""API tokens: what programs can do for a user."""

from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.controllers.authentication import takes_token
from app.jobs.accounts import TidyAccounts
from app.models.user import User
from factories import UserFactory, bound

TOKENS = "/api/account/tokens"
# Something that every product has, and that does not belong to an account.
READING = "/api/health/ready"


def issue(client: FlaskClient, scope: str = "write", days: int = 30) -> Any:
    response = client.post(TOKENS, json={"name": "Nightly import", "scope": scope, "days": days})
    assert response.status_code == 201
    return response.get_json()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def status(client: FlaskClient, method: str, path: str, headers: dict[str, str]) -> int:
    with client.open(path, method=method, headers=headers, json={}) as response:
        return response.status_code


@pytest.fixture
def program(app: APIFlask, session: Session) -> FlaskClient:
    """Return a client that is no browser."""
    return app.test_client()


def test_a_token_is_shown_once(client: FlaskClient) -> None:
    issued = issue(client)

    assert issued["token"].startswith(issued["prefix"])
    [item] = client.get(TOKENS).get_json()["items"]
    assert item == {name: value for name, value in issued.items() if name != "token"}
    assert item["last_used_at"] is None


def test_the_database_contains_only_the_digest_of_a_token(client: FlaskClient, session: Session) -> None:
    token = issue(client)["token"]

    row = session.execute(text("SELECT to_jsonb(api_tokens) FROM api_tokens")).scalar_one()

    assert token not in str(row)
    assert token.encode().hex() not in str(row)
    assert len(bytes.fromhex(row["token_digest"].removeprefix("\\x"))) == 32


def test_a_program_acts_for_the_user(client: FlaskClient, program: FlaskClient) -> None:
    headers = bearer(issue(client)["token"])

    assert program.get(READING, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("change", "header"),
    [
        ("", "Bearer pat_invented"),
        ("", "Bearer "),
        ("UPDATE api_tokens SET expires_at = now()", None),
        ("DELETE FROM api_tokens", None),
        ("UPDATE users SET disabled_at = now()", None),
    ],
)
def test_a_token_that_is_not_valid_is_refused(
    client: FlaskClient, program: FlaskClient, session: Session, change: str, header: str | None
) -> None:
    token = issue(client)["token"]
    if change:
        session.execute(text(change))

    response = program.get(READING, headers={"Authorization": header or f"Bearer {token}"})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_a_visitor_learns_that_programs_need_a_token(visitor: FlaskClient) -> None:
    response = visitor.get("/api/account")

    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_of_a_session_is_no_api_token(client: FlaskClient, program: FlaskClient) -> None:
    cookie = client.get_cookie("session")
    assert cookie

    assert program.get(READING, headers=bearer(cookie.value)).status_code == 401


def test_an_api_token_is_no_session(client: FlaskClient, visitor: FlaskClient) -> None:
    visitor.set_cookie("session", issue(client)["token"])

    assert visitor.get("/api/account").status_code == 401


def test_a_deleted_token_no_longer_works(client: FlaskClient, program: FlaskClient) -> None:
    issued = issue(client)
    assert client.delete(f"{TOKENS}/{issued['id']}").status_code == 204

    assert program.get(READING, headers=bearer(issued["token"])).status_code == 401
    assert client.delete(f"{TOKENS}/{issued['id']}").status_code == 404


def test_a_user_cannot_delete_the_token_of_another(client: FlaskClient, admin_client: FlaskClient) -> None:
    issued = issue(client)

    assert admin_client.delete(f"{TOKENS}/{issued['id']}").status_code == 404
    assert admin_client.get(TOKENS).get_json() == {"items": []}


# The first part of paths below /api that take no tokens.
CLOSED = {
    "account",
    "admin",
    "dev",
    "password",
    "session",
    "sign-up",
    # region teams
    "invitations",
    "team",
    "teams",
    # endregion
}


def protected(app: APIFlask, *, is_open: bool) -> list[tuple[str, str]]:
    """Return method and path of the routes that take tokens, or of those that do not."""
    return sorted(
        (
            method,
            "".join(
                "1" if part.startswith("id:") else part for part in rule.rule.replace(">", "<").split("<")
            ),
        )
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if takes_token(app, rule.endpoint) is is_open
    )


def test_a_program_cannot_touch_accounts_and_the_administration(
    app: APIFlask, admin_client: FlaskClient, program: FlaskClient
) -> None:
    headers = bearer(issue(admin_client)["token"])
    closed = protected(app, is_open=False)

    answers = {
        (method, path): program.open(path, method=method, headers=headers, json={}) for method, path in closed
    }

    assert {response.status_code for response in answers.values()} == {403}
    assert {response.headers["WWW-Authenticate"] for response in answers.values()} == {
        'Bearer error="insufficient_scope"'
    }
    parts = {path.split("/")[2] for _method, path in closed}
    assert parts == CLOSED


def test_no_route_of_accounts_and_the_administration_takes_tokens(app: APIFlask) -> None:
    parts = {path.split("/")[2] for _method, path in protected(app, is_open=True)}

    assert not parts & CLOSED


def test_a_token_with_the_scope_read_can_make_no_change(
    app: APIFlask, client: FlaskClient, program: FlaskClient
) -> None:
    headers = bearer(issue(client, "read")["token"])

    statuses = {
        (method == "GET", status(program, method, path, headers) == 403)
        for method, path in protected(app, is_open=True)
    }

    assert statuses <= {(True, False), (False, True)}


def test_a_token_with_the_scope_write_is_not_refused(
    app: APIFlask, client: FlaskClient, program: FlaskClient
) -> None:
    headers = bearer(issue(client, "write")["token"])

    statuses = {status(program, method, path, headers) for method, path in protected(app, is_open=True)}

    assert not statuses & {401, 403}


def test_with_a_token_cookies_do_not_count(admin_client: FlaskClient, client: FlaskClient) -> None:
    headers = bearer(issue(client)["token"])

    assert admin_client.get("/api/admin/users", headers=headers).status_code == 403
    assert admin_client.get(READING, headers=bearer("pat_invented")).status_code == 401
    assert admin_client.get("/api/session", headers=headers).status_code == 403


def test_a_request_with_a_token_may_come_from_anywhere(
    app: APIFlask, client: FlaskClient, program: FlaskClient
) -> None:
    headers = bearer(issue(client)["token"]) | {
        "Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"
    }  # fmt: skip

    statuses = {status(program, method, path, headers) for method, path in protected(app, is_open=True)}

    assert 403 not in statuses


def test_another_kind_of_authorization_does_not_count(client: FlaskClient) -> None:
    # Such as that of a proxy that protects a site before its launch.
    headers = {"Authorization": "Basic YWRhOmxvdmVsYWNl"}

    assert client.get("/api/account", headers=headers).status_code == 200


def test_a_new_token_needs_a_recent_proof(client: FlaskClient, session: Session) -> None:
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '601 seconds'"))

    response = client.post(TOKENS, json={"name": "x", "scope": "read", "days": 1})

    assert response.get_json(force=True)["type"] == "/api/problems/confirmation-required"


@pytest.mark.parametrize(
    "wrong",
    [{"days": 0}, {"days": 367}, {"days": None}, {"scope": "admin"}, {"name": " "}, {"name": "x" * 101}],
)
def test_a_token_has_a_name_a_scope_and_an_end(client: FlaskClient, wrong: dict[str, Any]) -> None:
    body = {"name": "x", "scope": "read", "days": 1} | wrong

    assert client.post(TOKENS, json=body).status_code == 422


def test_tokens_are_in_the_audit_log_and_the_user_is_told(
    client: FlaskClient, session: Session, jobs: Any
) -> None:
    issued = issue(client)
    client.delete(f"{TOKENS}/{issued['id']}")
    jobs.run_all()

    rows = session.execute(text("SELECT action, subject FROM audit_log ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [
        ("api_token.create", f"Nightly import ({issued['prefix']}…, write)"),
        ("api_token.delete", "Nightly import"),
    ]
    assert client.get("/api/dev/mails").get_json()["items"][0]["subject"] == "A new API token"


def test_a_token_is_marked_as_used_at_most_once_a_minute(own_database: str, sign_in: Any) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    client, program, sessions = app.test_client(), app.test_client(), app.extensions["database"].sessions
    with sessions.begin() as setup, bound(setup):
        sign_in(client, UserFactory.create())
    headers = bearer(issue(client)["token"])

    def seconds_after(idle: int | None) -> float:
        """Return how long ago the token was used, after a request and so many seconds."""
        with sessions.begin() as session:
            change = "UPDATE api_tokens SET last_used_at = now() - make_interval(secs => :idle)"
            session.execute(text(change), {"idle": idle})
        program.get(READING, headers=headers)
        with sessions.begin() as session:
            used = session.execute(text("SELECT now() - last_used_at, version FROM api_tokens")).one()
        assert used.version == 1
        return float(used[0].total_seconds())

    first, kept, touched = seconds_after(None), seconds_after(30), seconds_after(61)

    app.extensions["database"].dispose()
    assert first < 30
    assert kept >= 30
    assert touched < 30


def test_expired_tokens_are_deleted_after_a_month(client: FlaskClient, session: Session, jobs: Any) -> None:
    user = session.get_one(User, client.get("/api/account").get_json()["id"])
    for days in (29, 31):
        issued = issue(client)
        session.execute(
            text("UPDATE api_tokens SET expires_at = now() - make_interval(days => :days) WHERE id = :id"),
            {"days": days, "id": issued["id"]},
        )

    jobs.run(TidyAccounts())

    count = session.scalar(text("SELECT count(*) FROM api_tokens WHERE user_id = :id"), {"id": user.id})
    assert count == 1
