"""Signing in and out."""

from typing import Any

import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.controllers.cookies import LOCAL_PREFIX
from app.models.user import User
from app.services import passwords
from app.services.sessions import SIGN_IN_FAILED
from app.services.tokens import digest
from factories import UserFactory

PASSWORD = "correct horse battery staple"  # noqa: S105 -- of the tests
EMAIL = "ada@example.com"


@pytest.fixture
def ada(session: Session) -> User:
    return UserFactory.create(email=EMAIL, name="Ada", password_hash=passwords.make_hash(PASSWORD))


def sign_in(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **headers: str) -> Any:
    return client.post("/api/session", json={"email": email, "password": password}, headers=headers)


def token_of(client: FlaskClient) -> str:
    cookie = client.get_cookie(LOCAL_PREFIX + "session")
    assert cookie
    return cookie.value


def test_a_user_signs_in_and_out(visitor: FlaskClient, ada: User) -> None:
    assert visitor.get("/api/session").get_json()["user"] is None

    response = sign_in(visitor, "ADA@example.com")

    assert response.status_code == 200
    assert response.get_json()["user"]["email"] == EMAIL
    assert response.get_json()["second_factor"] == []
    assert visitor.get("/api/session").get_json()["user"] == response.get_json()["user"]
    assert visitor.get("/api/account").get_json()["name"] == "Ada"
    assert visitor.delete("/api/session").status_code == 204
    assert visitor.get_cookie(LOCAL_PREFIX + "session") is None
    assert visitor.get("/api/session").get_json()["user"] is None


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong"), ("eve@example.com", PASSWORD), (EMAIL, "")]
)
def test_a_wrong_password_and_an_unknown_address_have_the_same_answer(
    visitor: FlaskClient, ada: User, email: str, password: str
) -> None:
    response = sign_in(visitor, email, password)

    problem = response.get_json(force=True)
    assert (response.status_code, problem["detail"]) == (422, SIGN_IN_FAILED)
    assert [error["path"] for error in problem["errors"]] == ["password"]
    assert visitor.get_cookie(LOCAL_PREFIX + "session") is None


def test_a_password_without_an_account_is_checked_as_hard_as_one_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verified = []
    hasher = passwords.hasher

    class Recording:
        def verify(self, password_hash: str, password: str) -> bool:
            verified.append(password_hash.rpartition("$")[0].rpartition("$")[0])
            return hasher.verify(password_hash, password)

        def hash(self, password: str) -> str:
            return hasher.hash(password)

    monkeypatch.setattr(passwords, "hasher", Recording())
    for password_hash in (passwords.make_hash(PASSWORD), None):
        passwords.is_right(password_hash, "wrong")

    assert verified[0] == verified[1]


def test_the_session_has_a_new_token_after_signing_in(
    visitor: FlaskClient, ada: User, session: Session
) -> None:
    sign_in(visitor)
    first = token_of(visitor)
    sign_in(visitor)

    assert token_of(visitor) != first
    digests = session.scalars(text("SELECT token_digest FROM sessions")).all()
    assert [bytes(each) for each in digests] == [digest(token_of(visitor))]


def test_a_token_that_somebody_else_chose_is_never_used(visitor: FlaskClient, ada: User) -> None:
    visitor.set_cookie(LOCAL_PREFIX + "session", "chosen by somebody else")
    sign_in(visitor)

    assert token_of(visitor) != "chosen by somebody else"


def test_the_database_does_not_contain_the_token(visitor: FlaskClient, ada: User, session: Session) -> None:
    sign_in(visitor)
    row = session.execute(text("SELECT to_jsonb(sessions) FROM sessions")).scalar_one()

    assert token_of(visitor) not in str(row)
    assert len(bytes.fromhex(row["token_digest"].removeprefix("\\x"))) == 32


def test_confirming_rotates_the_token(visitor: FlaskClient, ada: User, session: Session) -> None:
    sign_in(visitor)
    first = token_of(visitor)
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '11 minutes'"))
    assert (
        visitor.delete("/api/account").get_json(force=True)["type"] == "/api/problems/confirmation-required"
    )

    assert visitor.post("/api/session/confirm", json={"password": "wrong"}).status_code == 422
    assert visitor.post("/api/session/confirm", json={"password": PASSWORD}).status_code == 204

    assert token_of(visitor) != first
    assert visitor.delete("/api/account").status_code == 200


def test_a_late_request_with_the_old_token_leaves_the_cookie_alone(visitor: FlaskClient, ada: User) -> None:
    """The browser may have the new one already."""
    sign_in(visitor)
    old = token_of(visitor)
    visitor.post("/api/session/confirm", json={"password": PASSWORD})
    visitor.set_cookie(LOCAL_PREFIX + "session", old)

    response = visitor.get("/api/account")

    assert response.status_code == 401
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("public_url", "cookie"),
    [
        ("https://example.com", "__Host-session; Secure; HttpOnly; Path=/; SameSite=Lax"),
        ("http://localhost:8080", f"{LOCAL_PREFIX}session; HttpOnly; Path=/; SameSite=Lax"),
    ],
)
def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    visitor: FlaskClient, ada: User, monkeypatch: pytest.MonkeyPatch, public_url: str, cookie: str
) -> None:
    monkeypatch.setitem(visitor.application.config, "PUBLIC_URL", public_url)

    sent = sign_in(visitor).headers["Set-Cookie"]

    name, *attributes = cookie.split("; ")
    assert sent.startswith(f"{name}=")
    given = [part for part in sent.split("; ")[1:] if not part.startswith(("Max-Age", "Expires"))]
    assert sorted(given) == sorted(attributes)


def test_guessing_a_password_is_limited(visitor: FlaskClient, ada: User) -> None:
    guesses = [sign_in(visitor, password=f"guess {number}").status_code for number in range(12)]

    assert guesses == [422] * 10 + [429] * 2
    response = sign_in(visitor)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60
    assert response.get_json(force=True)["detail"] == "Too many attempts. Try again in 15 minutes."


def test_ten_thousand_guesses_from_a_hundred_addresses_come_to_ten(
    app: APIFlask, session: Session, ada: User
) -> None:
    statuses: dict[int, int] = {}
    client = app.test_client()
    for number in range(10_000 // 50):  # each attempt stands for fifty
        environ = {"REMOTE_ADDR": f"203.0.113.{number % 100}"}
        response = client.post(
            "/api/session", json={"email": EMAIL, "password": f"guess {number}"}, environ_overrides=environ
        )
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1

    assert statuses == {422: 10, 429: 190}


def test_guessing_many_accounts_from_one_network_is_limited(visitor: FlaskClient, session: Session) -> None:
    statuses = [sign_in(visitor, f"user{number}@example.com").status_code for number in range(102)]

    assert statuses == [422] * 100 + [429] * 2


def test_the_right_password_starts_the_count_again(visitor: FlaskClient, ada: User) -> None:
    for _ in range(3):
        for number in range(9):
            assert sign_in(visitor, password=f"guess {number}").status_code == 422
        assert sign_in(visitor).status_code == 200


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(("proxies", "expected"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")])
def test_the_address_comes_from_trusted_proxies_only(
    visitor: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch, proxies: int, expected: str
) -> None:
    monkeypatch.setitem(visitor.application.config, "TRUSTED_PROXIES", proxies)

    sign_in(visitor, **{"X-Forwarded-For": "192.0.2.66, 203.0.113.9, 198.51.100.7"})

    assert session.scalar(text("SELECT address FROM sessions")) == expected


@pytest.mark.usefixtures("ada")
def test_without_the_header_of_a_proxy_the_address_is_that_of_the_connection(
    visitor: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(visitor.application.config, "TRUSTED_PROXIES", 1)

    sign_in(visitor)

    assert session.scalar(text("SELECT address FROM sessions")) == "127.0.0.1"


def test_a_disabled_user_cannot_sign_in(visitor: FlaskClient, ada: User, session: Session) -> None:
    ada.disabled_at = ada.created_at
    session.commit()

    response = sign_in(visitor)

    assert response.status_code == 422
    assert response.get_json(force=True)["detail"] == "This account is disabled. Ask an administrator."
    assert sign_in(visitor, password="wrong").get_json(force=True)["detail"] == SIGN_IN_FAILED  # noqa: S106 -- it is wrong


def test_an_outdated_hash_is_replaced(
    visitor: FlaskClient, ada: User, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ada.password_hash
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(memory_cost=16, time_cost=1, parallelism=1))

    assert sign_in(visitor).status_code == 200

    session.refresh(ada)
    assert ada.password_hash != before
    assert "m=16" in str(ada.password_hash)
    assert sign_in(visitor).status_code == 200


def test_a_user_sees_and_ends_their_sessions(app: APIFlask, visitor: FlaskClient, ada: User) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    sign_in(
        phone,
        **{"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit Version/18.0 Safari/604.1"},
    )
    sign_in(
        visitor, **{"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    )

    items = visitor.get("/api/account/sessions").get_json()["items"]

    assert {(item["device"], item["is_current"]) for item in items} == {
        ("Firefox on Linux", True), ("Safari on iPhone", False)
    }  # fmt: skip
    other = next(item["id"] for item in items if not item["is_current"])
    assert visitor.delete(f"/api/account/sessions/{other}").status_code == 204
    assert visitor.delete(f"/api/account/sessions/{other}").status_code == 404
    assert phone.get("/api/account").status_code == 401
    assert visitor.get("/api/account").status_code == 200


def test_a_user_cannot_end_the_session_of_another(
    client: FlaskClient, visitor: FlaskClient, ada: User, session: Session
) -> None:
    sign_in(visitor)
    identity = session.scalar(text("SELECT id FROM sessions WHERE user_id = :id"), {"id": ada.id})

    assert client.delete(f"/api/account/sessions/{identity}").status_code == 404
    assert visitor.get("/api/account").status_code == 200


def test_a_user_signs_out_everywhere_else(app: APIFlask, visitor: FlaskClient, ada: User) -> None:
    other = app.test_client()
    other.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    for client in (other, visitor):
        sign_in(client)

    assert visitor.delete("/api/account/sessions").status_code == 204

    assert other.get("/api/account").status_code == 401
    assert visitor.get("/api/account").status_code == 200


def test_signing_in_with_one_click_is_for_development(visitor: FlaskClient, ada: User) -> None:
    [item] = visitor.get("/api/dev/users").get_json()["items"]

    response = visitor.post("/api/dev/session", json={"user_id": item["id"]})

    assert response.get_json()["user"]["email"] == EMAIL
    assert visitor.get("/api/account").status_code == 200


def test_signing_in_leaves_an_entry_in_the_audit_log(
    visitor: FlaskClient, ada: User, session: Session
) -> None:
    for password in ("wrong", PASSWORD):
        sign_in(visitor, password=password)

    rows = session.execute(text("SELECT action, actor, subject, user_id FROM audit_log ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [
        ("session.refuse", "visitor", EMAIL, None), ("session.start", EMAIL, EMAIL, ada.id)
    ]  # fmt: skip
