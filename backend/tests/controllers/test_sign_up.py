"""Signing up, and forgotten passwords: what is only possible with a link from a mail."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.controllers.cookies import LOCAL_PREFIX
from app.models.one_time_token import OneTimeToken, Purpose
from app.models.user import User
from app.services import passwords
from app.services.tokens import digest, make_token
from factories import SessionFactory, UserFactory

PASSWORD = "correct horse battery staple"  # noqa: S105 -- of the tests
EMAIL = "ada@example.com"
# Each kind of link, and where its token is used.
LINKS = {"/api/sign-up": "/api/sign-up/confirm", "/api/password/forgot": "/api/password/reset"}


@pytest.fixture
def ada(session: Session) -> User:
    return UserFactory.create(
        email=EMAIL, name="Ada", password_hash=passwords.make_hash("old password of Ada")
    )


def mails(client: FlaskClient, jobs: Any) -> list[Any]:
    jobs.run_all()
    items = client.get("/api/dev/mails").get_json()["items"]
    return [client.get(f"/api/dev/mails/{item['id']}").get_json() for item in reversed(items)]


def token_in(mail: Any) -> str:
    match = re.search(r"http://localhost:5173/[a-z-]+#token=([\w-]+)", mail["text"])
    assert match, mail["text"]
    return match[1]


def ask(client: FlaskClient, path: str, email: str = EMAIL) -> int:
    body = {"email": email, "name": "Ada"} if path == "/api/sign-up" else {"email": email}
    return client.post(path, json=body).status_code


def test_a_person_signs_up_with_the_link_in_the_mail(
    visitor: FlaskClient, jobs: Any, session: Session
) -> None:
    assert ask(visitor, "/api/sign-up", "Ada@Example.com") == 202
    [mail] = mails(visitor, jobs)
    assert mail["subject"] == "Confirm your email address"
    assert session.scalar(text("SELECT count(*) FROM users")) == 0

    response = visitor.post("/api/sign-up/confirm", json={"token": token_in(mail), "password": PASSWORD})

    assert response.status_code == 200
    assert response.get_json()["user"]["email"] == EMAIL
    assert visitor.get("/api/account").get_json()["name"] == "Ada"
    visitor.delete("/api/session")
    assert visitor.post("/api/session", json={"email": EMAIL, "password": PASSWORD}).status_code == 200


def test_nobody_can_prepare_an_account_for_the_owner_of_an_address(
    visitor: FlaskClient, jobs: Any, session: Session
) -> None:
    """Whoever asked first: the password is that of the person who has the mail."""
    ask(visitor, "/api/sign-up")
    ask(visitor, "/api/sign-up")
    first, second = (token_in(mail) for mail in mails(visitor, jobs))

    assert (
        visitor.post("/api/sign-up/confirm", json={"token": second, "password": PASSWORD}).status_code == 200
    )
    late = visitor.post("/api/sign-up/confirm", json={"token": first, "password": "another long password"})

    assert late.status_code == 422
    assert (
        late.get_json(force=True)["detail"] == "There is an account with this address now. Sign in instead."
    )
    assert session.scalar(text("SELECT count(*) FROM users")) == 1


def test_signing_up_with_a_known_address_tells_only_its_owner(
    visitor: FlaskClient, ada: User, jobs: Any
) -> None:
    known, unknown = (
        visitor.post("/api/sign-up", json={"email": email, "name": "x"})
        for email in (EMAIL, "eve@example.com")
    )

    assert (known.status_code, known.get_json()) == (unknown.status_code, unknown.get_json()) == (202, {})
    assert [(mail["recipient"], mail["subject"]) for mail in mails(visitor, jobs)] == [
        (EMAIL, "You already have an account"), ("eve@example.com", "Confirm your email address")
    ]  # fmt: skip


def test_a_forgotten_password_tells_only_its_owner(visitor: FlaskClient, ada: User, jobs: Any) -> None:
    known, unknown = (
        visitor.post("/api/password/forgot", json={"email": email}) for email in (EMAIL, "eve@example.com")
    )

    assert (known.status_code, known.get_json()) == (unknown.status_code, unknown.get_json()) == (202, {})
    assert [mail["recipient"] for mail in mails(visitor, jobs)] == [EMAIL]


def test_requests_about_known_and_unknown_addresses_run_the_same_statements(
    visitor: FlaskClient, ada: User, session: Session
) -> None:
    def enqueued() -> Any:
        return session.scalar(text("SELECT count(*) FROM jobs.procrastinate_jobs"))

    for number, email in enumerate((EMAIL, "eve@example.com"), start=1):
        ask(visitor, "/api/password/forgot", email)
        assert enqueued() == number


def test_a_new_password_ends_all_sessions(visitor: FlaskClient, ada: User, jobs: Any) -> None:
    SessionFactory.create(user=ada, token_digest=digest("stolen"))
    ask(visitor, "/api/password/forgot")
    [mail] = mails(visitor, jobs)

    response = visitor.post("/api/password/reset", json={"token": token_in(mail), "password": PASSWORD})

    assert response.status_code == 204
    visitor.set_cookie(LOCAL_PREFIX + "session", "stolen")
    assert visitor.get("/api/account").status_code == 401
    assert (
        visitor.post("/api/session", json={"email": EMAIL, "password": "old password of Ada"}).status_code
        == 422
    )
    assert visitor.post("/api/session", json={"email": EMAIL, "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("path", LINKS)
def test_a_link_works_once(
    visitor: FlaskClient, jobs: Any, session: Session, path: str, request: Any
) -> None:
    if path == "/api/password/forgot":
        request.getfixturevalue("ada")
    ask(visitor, path)
    body = {"token": token_in(mails(visitor, jobs)[-1]), "password": PASSWORD}

    assert visitor.post(LINKS[path], json=body).status_code in {200, 204}
    again = visitor.post(LINKS[path], json=body)

    assert again.status_code == 422
    assert [error["path"] for error in again.get_json(force=True)["errors"]] == ["token"]


@pytest.mark.parametrize("links", [1, 2], ids=["one link", "two links"])
def test_simultaneous_sign_ups_of_one_address_make_one_account(own_database: str, links: int) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    database, tokens = app.extensions["database"], [make_token() for _ in range(links)]
    with database.sessions.begin() as setup:
        expires_at = datetime.now(UTC) + timedelta(hours=1)
        setup.add_all(
            OneTimeToken(
                purpose=Purpose.SIGN_UP, token_digest=digest(token), email=EMAIL, name="Ada",
                expires_at=expires_at,
            )
            for token in tokens
        )  # fmt: skip

    def confirm(number: int) -> int:
        body = {"token": tokens[number % links], "password": PASSWORD}
        return app.test_client().post("/api/sign-up/confirm", json=body).status_code

    with ThreadPoolExecutor(4) as threads:
        statuses = sorted(threads.map(confirm, range(4)))

    with database.sessions() as session:
        counts = [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("users", "sessions")]  # noqa: S608 -- from the test
    database.dispose()
    assert (statuses, counts) == ([200, 422, 422, 422], [1, 1])


@pytest.mark.parametrize("path", LINKS)
def test_a_link_expires(visitor: FlaskClient, jobs: Any, session: Session, path: str, request: Any) -> None:
    if path == "/api/password/forgot":
        request.getfixturevalue("ada")
    ask(visitor, path)
    token = token_in(mails(visitor, jobs)[-1])
    session.execute(text("UPDATE one_time_tokens SET expires_at = now()"))

    assert visitor.post(LINKS[path], json={"token": token, "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    ("asked", "used"),
    [("/api/sign-up", "/api/password/reset"), ("/api/password/forgot", "/api/sign-up/confirm")],
)
def test_a_link_is_for_one_purpose(
    visitor: FlaskClient, jobs: Any, asked: str, used: str, request: pytest.FixtureRequest
) -> None:
    if asked == "/api/password/forgot":
        request.getfixturevalue("ada")
    ask(visitor, asked)
    token = token_in(mails(visitor, jobs)[-1])

    assert visitor.post(used, json={"token": token, "password": PASSWORD}).status_code == 422


def test_a_weak_password_does_not_use_up_the_link(visitor: FlaskClient, jobs: Any) -> None:
    ask(visitor, "/api/sign-up")
    token = token_in(mails(visitor, jobs)[-1])

    refused = visitor.post("/api/sign-up/confirm", json={"token": token, "password": "password12345"})
    accepted = visitor.post("/api/sign-up/confirm", json={"token": token, "password": PASSWORD})

    assert [error["path"] for error in refused.get_json(force=True)["errors"]] == ["password"]
    assert accepted.status_code == 200


def test_the_database_does_not_contain_the_token(visitor: FlaskClient, jobs: Any, session: Session) -> None:
    ask(visitor, "/api/sign-up")
    token = token_in(mails(visitor, jobs)[-1])

    for table in ("one_time_tokens", "audit_log", "jobs.procrastinate_jobs"):
        rows = session.scalars(text(f"SELECT to_jsonb(each) FROM {table} each")).all()  # noqa: S608 -- from the test
        assert token not in str(rows)


def test_the_host_of_the_request_does_not_decide_the_link(visitor: FlaskClient, ada: User, jobs: Any) -> None:
    visitor.post(
        "/api/password/forgot", json={"email": EMAIL},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )  # fmt: skip

    [mail] = mails(visitor, jobs)
    assert "evil" not in mail["text"] + mail["html"]


@pytest.mark.parametrize("path", LINKS)
def test_mails_to_one_address_are_limited(visitor: FlaskClient, session: Session, path: str) -> None:
    assert [ask(visitor, path) for _ in range(7)] == [202] * 5 + [429] * 2


def test_mails_from_one_network_are_limited(visitor: FlaskClient, session: Session) -> None:
    statuses = [ask(visitor, "/api/sign-up", f"user{number}@example.com") for number in range(52)]

    assert statuses == [202] * 50 + [429] * 2
