"""The second factor: codes of an authenticator app, and recovery codes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import text
from sqlalchemy.orm import Session

import factories
from app import create_app
from app.config import Settings
from app.controllers.cookies import LOCAL_PREFIX
from app.jobs.accounts import TidyAccounts
from app.models.user import User
from app.services import passwords, second_factors
from factories import SessionFactory, UserFactory

PASSWORD = "correct horse battery staple"  # noqa: S105 -- of the tests
EMAIL = "ada@example.com"
FACTOR = "/api/account/second-factor"


class Clock:
    """The time steps of codes, as the test sets them."""

    step = 1_000_000

    def code(self, secret: str, drift: int = 0) -> str:
        """Return what the app shows."""
        return TOTP(secret).generate_otp(self.step + drift)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(second_factors, "current_step", lambda: clock.step)
    return clock


@pytest.fixture
def ada(session: Session) -> User:
    return UserFactory.create(email=EMAIL, password_hash=passwords.make_hash(PASSWORD))


@pytest.fixture
def owner(visitor: FlaskClient, ada: User, sign_in: Callable[[FlaskClient, User], None]) -> FlaskClient:
    """Return a client in which Ada is signed in."""
    client = visitor.application.test_client()
    sign_in(client, ada)
    return client


@pytest.fixture
def secret(owner: FlaskClient, clock: Clock) -> str:
    """Return the secret of Ada's app, which she has used once."""
    secret = str(owner.post(f"{FACTOR}/setup").get_json()["secret"])
    assert owner.post(FACTOR, json={"code": clock.code(secret)}).status_code == 200
    clock.step += 1
    return secret


def enter_password(client: FlaskClient) -> Any:
    response = client.post("/api/session", json={"email": EMAIL, "password": PASSWORD})
    assert response.status_code == 200
    return response.get_json()


def enter_code(client: FlaskClient, code: str) -> Any:
    return client.post("/api/session/second-factor", json={"code": code})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/api/account").status_code == 200


def actions(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT action FROM audit_log ORDER BY id")))


def test_an_app_is_set_up_with_a_first_right_code(owner: FlaskClient, clock: Clock) -> None:
    setup = owner.post(f"{FACTOR}/setup").get_json()
    image = ET.fromstring(setup["qr_code"])  # noqa: S314 -- our own
    assert image.tag == "{http://www.w3.org/2000/svg}svg"
    assert owner.get(FACTOR).get_json() == {"is_on": False, "since": None, "recovery_codes_left": 0}

    wrong = owner.post(FACTOR, json={"code": clock.code("A" * 32)})
    right = owner.post(FACTOR, json={"code": clock.code(setup["secret"])})

    assert wrong.status_code == 422
    assert [error["path"] for error in wrong.get_json(force=True)["errors"]] == ["code"]
    assert right.status_code == 200
    assert len(set(right.get_json()["recovery_codes"])) == 10
    status = owner.get(FACTOR).get_json()
    assert (status["is_on"], status["recovery_codes_left"]) == (True, 10)


def test_a_setup_that_was_not_finished_changes_nothing(owner: FlaskClient, visitor: FlaskClient) -> None:
    owner.post(f"{FACTOR}/setup")

    assert enter_password(visitor)["user"]["email"] == EMAIL


def test_a_second_setup_replaces_the_first_but_not_an_active_one(owner: FlaskClient, clock: Clock) -> None:
    first, second = (owner.post(f"{FACTOR}/setup").get_json()["secret"] for _ in range(2))

    assert owner.post(FACTOR, json={"code": clock.code(first)}).status_code == 422
    assert owner.post(FACTOR, json={"code": clock.code(second)}).status_code == 200
    assert owner.post(f"{FACTOR}/setup").status_code == 409
    clock.step += 1
    assert owner.post(FACTOR, json={"code": clock.code(second)}).status_code == 409


def test_signing_in_needs_password_and_code(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    result = enter_password(visitor)
    assert (result["user"], result["second_factor"]) == (None, ["totp", "recovery_code"])
    assert not is_signed_in(visitor)

    response = enter_code(visitor, clock.code(secret))

    assert response.get_json()["user"]["email"] == EMAIL
    assert is_signed_in(visitor)
    assert visitor.get_cookie(LOCAL_PREFIX + "pending-sign-in") is None


def test_a_code_without_the_password_is_of_no_use(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    response = enter_code(visitor, clock.code(secret))

    assert response.status_code == 422
    assert response.get_json(force=True)["type"] == "/api/problems/sign-in-expired"


def test_the_token_between_the_steps_is_no_session(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    enter_password(visitor)
    cookie = visitor.get_cookie(LOCAL_PREFIX + "pending-sign-in")
    assert cookie
    assert cookie.http_only
    visitor.set_cookie(LOCAL_PREFIX + "session", cookie.value)

    assert visitor.get("/api/session").get_json()["user"] is None
    for method, path in (("GET", "/api/account"), ("POST", f"{FACTOR}/setup"), ("DELETE", FACTOR)):
        assert visitor.open(path, method=method).status_code == 401

    enter_code(visitor, clock.code(secret))
    session_cookie = visitor.get_cookie(LOCAL_PREFIX + "session")
    assert session_cookie
    assert session_cookie.value != cookie.value


def test_the_second_step_is_possible_once_and_for_five_minutes(
    visitor: FlaskClient, secret: str, clock: Clock, session: Session
) -> None:
    enter_password(visitor)
    cookie = visitor.get_cookie(LOCAL_PREFIX + "pending-sign-in")
    assert cookie
    assert enter_code(visitor, clock.code(secret)).status_code == 200
    visitor.set_cookie(LOCAL_PREFIX + "pending-sign-in", cookie.value)
    clock.step += 1
    assert enter_code(visitor, clock.code(secret)).status_code == 422

    enter_password(visitor)
    session.execute(text("UPDATE pending_sign_ins SET expires_at = now()"))
    response = enter_code(visitor, clock.code(secret))

    assert response.get_json(force=True)["type"] == "/api/problems/sign-in-expired"


def test_the_second_step_belongs_to_the_browser_of_the_first(
    visitor: FlaskClient, secret: str, clock: Clock
) -> None:
    enter_password(visitor)
    other = visitor.application.test_client()

    assert enter_code(other, clock.code(secret)).status_code == 422
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    "change",
    [
        {"method": "PUT", "path": "/api/account/password", "json": {"password": "staple of another horse"}},
        {"method": "DELETE", "path": "/api/account/sessions"},
    ],
)
def test_what_ends_other_sessions_ends_sign_ins_between_the_steps(
    owner: FlaskClient, visitor: FlaskClient, secret: str, clock: Clock, change: dict[str, Any]
) -> None:
    enter_password(visitor)

    assert owner.open(**change).status_code == 204

    response = enter_code(visitor, clock.code(secret))
    assert response.get_json(force=True)["type"] == "/api/problems/sign-in-expired"


def test_a_code_cannot_be_used_twice(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    code = clock.code(secret)
    enter_password(visitor)
    assert enter_code(visitor, code).status_code == 200

    other = visitor.application.test_client()
    enter_password(other)

    assert enter_code(other, code).status_code == 422
    # Nor can the one before it, which was not used but may have been seen.
    assert enter_code(other, clock.code(secret, -1)).status_code == 422
    assert enter_code(other, clock.code(secret, 1)).status_code == 200


@pytest.mark.parametrize(("drift", "status"), [(-2, 422), (-1, 200), (0, 200), (1, 200), (2, 422)])
def test_the_clock_of_the_app_may_differ_by_one_step(
    visitor: FlaskClient, secret: str, clock: Clock, drift: int, status: int
) -> None:
    clock.step += 10
    enter_password(visitor)

    assert enter_code(visitor, clock.code(secret, drift)).status_code == status


def test_spaces_in_a_code_do_not_matter(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    enter_password(visitor)
    code = clock.code(secret)

    assert enter_code(visitor, f" {code[:3]} {code[3:]} ").status_code == 200


def test_digits_of_other_scripts_are_wrong(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    enter_password(visitor)
    arabic = clock.code(secret).translate({ord(str(digit)): 0x0660 + digit for digit in range(10)})

    assert enter_code(visitor, arabic).status_code == 422


def test_guessing_codes_is_limited_for_the_account(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    wrong = TOTP("A" * 32)
    statuses = []
    for number in range(12):
        guesser = visitor.application.test_client()
        # The right password does not start the count of codes again.
        enter_password(guesser)
        statuses.append(enter_code(guesser, wrong.generate_otp(number)).status_code)

    assert statuses == [422] * 10 + [429] * 2
    enter_password(visitor)
    response = enter_code(visitor, clock.code(secret))
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60 * 60


def test_a_recovery_code_signs_in_once(
    visitor: FlaskClient, owner: FlaskClient, secret: str, jobs: Any
) -> None:
    codes = owner.post(f"{FACTOR}/recovery-codes").get_json()["recovery_codes"]
    enter_password(visitor)
    assert enter_code(visitor, codes[0].lower().replace("-", " ")).status_code == 200
    assert owner.get(FACTOR).get_json()["recovery_codes_left"] == 9

    enter_password(visitor)

    assert enter_code(visitor, codes[0]).status_code == 422
    assert enter_code(visitor, codes[1]).status_code == 200
    jobs.run_all()
    mail = owner.get("/api/dev/mails").get_json()["items"][0]
    assert mail["subject"] == "A recovery code was used"


def test_new_recovery_codes_replace_the_old_ones(
    visitor: FlaskClient, owner: FlaskClient, secret: str
) -> None:
    old = owner.post(f"{FACTOR}/recovery-codes").get_json()["recovery_codes"]
    new = owner.post(f"{FACTOR}/recovery-codes").get_json()["recovery_codes"]
    enter_password(visitor)

    assert not set(old) & set(new)
    assert enter_code(visitor, old[0]).status_code == 422
    assert enter_code(visitor, new[0]).status_code == 200


def test_recovery_codes_need_an_app(owner: FlaskClient) -> None:
    assert owner.post(f"{FACTOR}/recovery-codes").status_code == 409


def test_a_recovery_code_of_another_user_is_of_no_use(
    visitor: FlaskClient, client: FlaskClient, owner: FlaskClient, secret: str, clock: Clock
) -> None:
    other = client.post(f"{FACTOR}/setup").get_json()["secret"]
    codes = client.post(FACTOR, json={"code": clock.code(other)}).get_json()["recovery_codes"]
    enter_password(visitor)

    assert enter_code(visitor, codes[0]).status_code == 422


def test_the_database_contains_neither_secret_nor_codes(
    owner: FlaskClient, secret: str, session: Session
) -> None:
    codes = owner.post(f"{FACTOR}/recovery-codes").get_json()["recovery_codes"]

    rows = [
        row
        for table in ("totp_secrets", "recovery_codes")
        for row in session.scalars(text(f"SELECT to_jsonb(t)::text FROM {table} t"))  # noqa: S608 -- from the test
    ]

    assert len(rows) == 11
    stored = " ".join(bytes.fromhex(part).decode("latin-1") for row in rows for part in _hex(row))
    assert secret not in stored
    assert [code for code in codes if code in stored or code.replace("-", "") in stored] == []


def _hex(row: str) -> Iterator[str]:
    for part in row.split("\\\\x")[1:]:
        yield part.partition('"')[0]


@pytest.mark.usefixtures("secret")
def test_with_another_key_recovery_codes_still_work(
    visitor: FlaskClient, owner: FlaskClient, secret: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = owner.post(f"{FACTOR}/recovery-codes").get_json()["recovery_codes"]
    monkeypatch.setattr(
        "app.services.encryption.hmac.digest", lambda *_args: b"of another SECRET_KEY, 32 bytes."
    )
    enter_password(visitor)

    response = enter_code(visitor, clock.code(secret))

    assert response.status_code == 422
    assert "Use a recovery code" in response.get_json(force=True)["detail"]
    assert enter_code(visitor, codes[0]).status_code == 200


def test_a_new_password_does_not_replace_the_code(
    visitor: FlaskClient, secret: str, clock: Clock, jobs: Any
) -> None:
    visitor.post("/api/password/forgot", json={"email": EMAIL})
    jobs.run_all()
    mail = visitor.get("/api/dev/mails").get_json()["items"][0]
    content = visitor.get(f"/api/dev/mails/{mail['id']}").get_json()["text"]
    token = content.partition("#token=")[2].partition("&")[0]
    body = {"token": token, "password": PASSWORD}
    assert visitor.post("/api/password/reset", json=body).status_code == 204

    assert not is_signed_in(visitor)
    assert enter_password(visitor)["user"] is None
    assert enter_code(visitor, clock.code(secret)).status_code == 200


def test_an_app_ends_the_sessions_that_started_without_it(
    owner: FlaskClient, clock: Clock, ada: User, session: Session
) -> None:
    SessionFactory.create(user=ada)
    before = owner.get_cookie(LOCAL_PREFIX + "session")
    secret = owner.post(f"{FACTOR}/setup").get_json()["secret"]
    owner.post(FACTOR, json={"code": clock.code(secret)})

    assert session.scalar(text("SELECT count(*) FROM sessions WHERE user_id = :id"), {"id": ada.id}) == 1
    assert is_signed_in(owner)
    assert owner.get_cookie(LOCAL_PREFIX + "session") != before


def test_a_removed_app_is_not_asked_for(owner: FlaskClient, visitor: FlaskClient, secret: str) -> None:
    assert owner.delete(FACTOR).status_code == 204

    assert owner.get(FACTOR).get_json() == {"is_on": False, "since": None, "recovery_codes_left": 0}
    assert enter_password(visitor)["user"]["email"] == EMAIL


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", FACTOR), ("POST", f"{FACTOR}/setup"), ("POST", f"{FACTOR}/recovery-codes"), ("DELETE", FACTOR)],
)
def test_changing_the_second_factor_needs_a_recent_proof(
    owner: FlaskClient, session: Session, method: str, path: str
) -> None:
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '601 seconds'"))

    response = owner.open(path, method=method, json={"code": "123456"} if path == FACTOR else None)

    assert response.get_json(force=True)["type"] == "/api/problems/confirmation-required"


def test_a_disabled_user_cannot_finish_signing_in(
    visitor: FlaskClient, secret: str, clock: Clock, ada: User, session: Session
) -> None:
    enter_password(visitor)
    ada.disabled_at = ada.created_at
    session.commit()

    assert enter_code(visitor, clock.code(secret)).status_code == 422
    assert not is_signed_in(visitor)


def test_the_cookies_of_signing_in_are_out_of_reach_for_scripts_and_other_sites(
    visitor: FlaskClient, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(visitor.application.config, "PUBLIC_URL", "https://example.com")
    body = {"email": EMAIL, "password": PASSWORD}

    sent = [
        visitor.post("/api/session", json=body).headers["Set-Cookie"],
        visitor.post("/api/session/passkey/options").headers["Set-Cookie"],
    ]

    assert [cookie.partition("=")[0] for cookie in sent] == ["__Host-pending-sign-in", "__Host-browser"]
    for cookie in sent:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=300"} <= set(cookie.split("; "))


def test_another_site_cannot_finish_signing_in(visitor: FlaskClient, secret: str, clock: Clock) -> None:
    enter_password(visitor)
    visitor.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"

    assert enter_code(visitor, clock.code(secret)).status_code == 403


def test_every_change_of_the_second_factor_is_in_the_audit_log(
    owner: FlaskClient, visitor: FlaskClient, secret: str, session: Session
) -> None:
    codes = owner.post(f"{FACTOR}/recovery-codes").get_json()["recovery_codes"]
    enter_password(visitor)
    enter_code(visitor, "000000")
    enter_code(visitor, codes[0])
    owner.delete(FACTOR)

    assert actions(session) == [
        "second_factor.add",
        "second_factor.renew_recovery_codes",
        "session.refuse_code",
        "second_factor.use_recovery_code",
        "session.start",
        "second_factor.remove",
    ]


def test_sign_ins_that_were_not_finished_are_deleted(
    visitor: FlaskClient, secret: str, session: Session, jobs: Any
) -> None:
    enter_password(visitor)
    session.execute(text("UPDATE pending_sign_ins SET expires_at = now() - interval '1 second'"))

    jobs.run(TidyAccounts())

    assert session.scalar(text("SELECT count(*) FROM pending_sign_ins")) == 0


def test_one_of_two_simultaneous_sign_ins_with_the_same_code_succeeds(
    own_database: str, sign_in: Callable[[FlaskClient, User], None], clock: Clock
) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    owner, browsers = app.test_client(), [app.test_client() for _ in range(4)]
    with app.extensions["database"].sessions.begin() as setup, factories.bound(setup):
        sign_in(owner, UserFactory.create(email=EMAIL, password_hash=passwords.make_hash(PASSWORD)))
    secret = owner.post(f"{FACTOR}/setup").get_json()["secret"]
    owner.post(FACTOR, json={"code": clock.code(secret)})
    clock.step += 1
    for browser in browsers:
        enter_password(browser)

    with ThreadPoolExecutor(len(browsers)) as pool:
        statuses = list(pool.map(lambda each: enter_code(each, clock.code(secret)).status_code, browsers))

    app.extensions["database"].dispose()
    assert sorted(statuses) == [200, 422, 422, 422]
