"""Who may use which route, and which requests count as coming from this site."""

from collections.abc import Callable

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

import factories
from app import create_app, openapi_document
from app.config import Settings
from app.controllers.access import Access
from app.controllers.authentication import access_of
from app.controllers.cookies import LOCAL_PREFIX
from app.models.user import User
from factories import UserFactory

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 -- of nothing
# Everything that a visitor may use. Whatever is not in this list needs a session.
PUBLIC = {
    "docs.page",
    "docs.start",
    "docs.ui",
    "health.live",
    "identity_provider.finish_identity",
    "identity_provider.start_identity",
    "health.ready",
    "openapi.spec",
    "session.get_session",
    "session.sign_in",
    "session.sign_out",
    "sign_up.sign_up",
    "sign_up.confirm_sign_up",
    "passkeys.ask_for_passkey",
    "passkeys.sign_in_with_passkey",
    "second_factor.finish_sign_in",
    "password.forgot_password",
    "password.reset_password",
    "account.confirm_email",
    # region teams
    "invitations.preview_invitation",
    "invitations.sign_up_with_invitation",
    # endregion
}


def routes(app: APIFlask) -> list[tuple[str, str, str]]:
    """Return the endpoint, method and path of every route."""
    return [
        (rule.endpoint, method, rule.rule.replace("<id:", "<").partition("<")[0])
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def paths() -> list[tuple[str, str, bool]]:
    """Return method and path of each documented operation, and whether the document requires a session."""
    return [
        (method.upper(), path.replace("{", "").replace("}", ""), bool(operation.get("security")))
        for path, operations in openapi_document()["paths"].items()
        for method, operation in operations.items()
    ]


def test_only_the_routes_that_are_meant_to_be_are_public(app: APIFlask) -> None:
    public = {
        endpoint
        for endpoint, method, path in routes(app)
        if access_of(app, endpoint, method) is Access.PUBLIC and not path.startswith("/api/dev/")
    }

    readable = {
        each
        for each in public - PUBLIC
        if each.partition(".")[2].startswith(("list_", "count_", "get_", "export_"))
    }
    assert public - readable == PUBLIC


def test_every_route_below_admin_needs_an_administrator(app: APIFlask) -> None:
    rules = {access_of(app, *rule[:2]) for rule in routes(app) if rule[2].startswith("/api/admin/")}

    assert rules == {Access.ADMIN}


@pytest.mark.parametrize(("method", "path", "needs_session"), paths())
def test_a_visitor_is_asked_to_sign_in(
    visitor: FlaskClient,
    method: str,
    path: str,
    needs_session: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    path = "/".join("1" if part.endswith("_id") else part for part in path.split("/"))

    response = visitor.open(path, method=method, json={} if method != "GET" else None)

    assert (response.status_code == 401) is needs_session


@pytest.mark.parametrize(
    "path", ["/api/admin/users", "/api/admin/audit", "/api/admin/jobs", "/api/admin/jobs/summary"]
)
def test_only_administrators_see_the_administration(
    client: FlaskClient, admin_client: FlaskClient, path: str
) -> None:
    response = client.get(path)

    assert response.status_code == 403
    assert response.get_json(force=True)["title"] == "Not allowed"
    assert admin_client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/api/dev/users", "/api/dev/mails"])
def test_the_tools_of_development_do_not_exist_in_production(settings: Settings, path: str) -> None:
    production = Settings(
        environment="production", secret_key=SECRET, database_url=settings.database_url,  # type: ignore[arg-type] # pydantic wraps it
        public_url="https://example.com",
    )  # fmt: skip
    client = create_app(production).test_client()

    assert client.get(path).status_code == 404
    assert client.post("/api/dev/session", json={"user_id": 1}).status_code == 404


SITES = [
    # Sec-Fetch-Site, Origin, whether a change is accepted
    ("same-origin", None, True),
    ("same-origin", "http://localhost:5173", True),
    ("none", None, True),
    ("same-site", None, False),
    ("cross-site", None, False),
    ("cross-site", "http://localhost:5173", False),
    (None, "http://localhost:5173", True),
    (None, "https://evil.example", False),
    (None, "http://localhost:5173.evil.example", False),
    (None, "null", False),
    (None, None, False),
]


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize(("site", "origin", "accepted"), SITES)
def test_only_this_site_can_make_a_change_with_the_cookie(
    client: FlaskClient,
    method: str,
    site: str | None,
    origin: str | None,
    accepted: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    client.environ_base.pop("HTTP_SEC_FETCH_SITE")
    headers = {name: value for name, value in {"Sec-Fetch-Site": site, "Origin": origin}.items() if value}
    path = {"POST": "/api/account/keep", "PATCH": "/api/account", "PUT": "/api/account/password"}.get(
        method, "/api/account/sessions"
    )

    response = client.open(path, method=method, headers=headers, json={})

    assert (response.status_code != 403) is accepted


@pytest.mark.parametrize(("site", "origin", "accepted"), SITES)
def test_another_site_cannot_sign_a_visitor_in(
    visitor: FlaskClient,
    site: str | None,
    origin: str | None,
    accepted: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    visitor.environ_base.pop("HTTP_SEC_FETCH_SITE")
    headers = {name: value for name, value in {"Sec-Fetch-Site": site, "Origin": origin}.items() if value}

    response = visitor.post("/api/session", headers=headers, json={"email": "a@example.com", "password": "x"})

    # A program that is no browser sends neither header, and has no cookie that could be misused.
    assert (response.status_code != 403) is (accepted or (site, origin) == (None, None))


def test_reading_needs_no_header_of_the_site(client: FlaskClient) -> None:
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"

    assert client.get("/api/account").status_code == 200


def test_a_disabled_user_is_signed_out_at_once(
    app: APIFlask, session: Session, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    client, user = app.test_client(), UserFactory.create()
    sign_in(client, user)
    assert client.get("/api/account").status_code == 200

    user.disabled_at = user.created_at
    session.commit()

    assert client.get("/api/account").status_code == 401


@pytest.mark.parametrize(
    "change",
    ["expires_at = now() - interval '1 second'", "last_seen_at = now() - interval '31 days'"],
)
def test_a_session_expires(client: FlaskClient, session: Session, change: str) -> None:
    session.execute(text(f"UPDATE sessions SET {change}"))  # noqa: S608 -- from the test

    assert client.get("/api/account").status_code == 401
    assert client.get("/api/session").get_json()["user"] is None


def test_a_session_is_touched_at_most_once_a_minute(
    own_database: str, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    client, sessions = app.test_client(), app.extensions["database"].sessions
    with sessions.begin() as setup, factories.bound(setup):
        sign_in(client, UserFactory.create())

    def seconds_after(idle: int) -> tuple[float, int]:
        """Return how long ago the session was used and its version, after a request and so many seconds."""
        change = "UPDATE sessions SET last_seen_at = now() - make_interval(secs => :idle)"
        with sessions.begin() as session:
            session.execute(text(change), {"idle": idle})
        client.get("/api/account")
        with sessions.begin() as session:
            row = session.execute(text("SELECT now() - last_seen_at, version FROM sessions")).one()
        return row[0].total_seconds(), row[1]

    kept, touched = seconds_after(30), seconds_after(61)

    app.extensions["database"].dispose()
    assert kept[0] >= 30
    assert touched[0] < 30
    assert kept[1] == touched[1] == 1


def test_a_token_that_is_not_known_is_that_of_nobody(visitor: FlaskClient) -> None:
    visitor.set_cookie(LOCAL_PREFIX + "session", "invented")

    response = visitor.get("/api/session")

    assert response.get_json()["user"] is None
