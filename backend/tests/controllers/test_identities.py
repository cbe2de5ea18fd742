"""Signing in with an identity provider: a real one, in this process."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from apiflask import APIFlask
from flask.testing import FlaskClient
from joserfc.errors import InvalidClaimError
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.config import Settings, SettingsError, load_settings
from app.controllers.cookies import LOCAL_PREFIX
from app.identity_provider import IdentityProvider, _derive, make_identity_provider
from app.models.second_factor import TotpSecret
from factories import UserFactory

PEOPLE = {
    "ada": {"email": "Ada@example.com", "email_verified": True, "name": "Ada Lovelace"},
    "eve": {"email": "ada@example.com", "email_verified": False, "name": "Eve"},
    "grace": {"email": "grace@example.com", "email_verified": True, "name": "Grace Hopper"},
    "long": {"email": "Long@Exämple.com", "email_verified": True, "name": "\x1b Long\n" + "y " * 100},
    "blank": {"email": "blank@example.com", "email_verified": True, "name": " \0 "},
    "null": {"email": "null@example.com", "email_verified": True, "name": None},
    "intranet": {"email": "ada@intranet", "email_verified": True, "name": "Ada"},
    "umlaut": {"email": "jürgen@example.com", "email_verified": True, "name": "Jürgen"},
    "endless": {"email": f"ada@{'x.' * 200}com", "email_verified": True, "name": "Ada"},
    "x" * 256: {"email": "ada@example.com", "email_verified": True, "name": "Ada"},
    # The provider did not ask them again: its token says that they signed in long ago.
    "joan": {"email": "joan@example.com", "email_verified": True, "name": "Joan", "auth_time": 1_700_000_000},
}
ADDRESS = "/api/session/provider"
CONFIRMATION = "/api/session/confirm/provider"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    people = [f"--user-claims={json.dumps({'sub': name, **claims})}" for name, claims in PEOPLE.items()]
    # As a program: its libraries warn of what they will change, and warnings are errors here.
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", f"--port={port}", *people]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        while process.poll() is None:
            with suppress(requests.ConnectionError):
                requests.get(url, timeout=5)
                break
        yield url
        process.terminate()


@pytest.fixture(autouse=True)
def provider(app: APIFlask, issuer: str, monkeypatch: pytest.MonkeyPatch) -> IdentityProvider:
    settings = Settings(
        database_url="postgresql://nowhere", oidc_issuer=issuer, oidc_client_id="product",
        oidc_client_secret="secret", oidc_name="Example ID",  # type: ignore[arg-type] # noqa: S106 -- of the tests
    )  # fmt: skip
    provider = make_identity_provider(settings)
    assert provider
    monkeypatch.setitem(app.extensions, "identity_provider", provider)
    return provider


def start(client: FlaskClient, address: str = ADDRESS) -> str:
    return str(client.post(f"{address}/start").get_json()["url"])


def authorize(url: str, person: str) -> dict[str, str]:
    """Sign in at the provider; return what it adds to the address of our page."""
    response = requests.post(url, data={"sub": person}, allow_redirects=False, timeout=5)
    location = urlsplit(response.headers["Location"])
    assert (location.netloc, location.path) == ("localhost:5173", "/sign-in/callback")
    return {name: values[0] for name, values in parse_qs(location.query).items()}


def finish(client: FlaskClient, given: dict[str, str]) -> Any:
    return client.post(f"{ADDRESS}/finish", json={"code": given["code"], "state": given["state"]})


def test_somebody_new_gets_an_account(visitor: FlaskClient, session: Session, issuer: str) -> None:
    assert visitor.get(ADDRESS).get_json() == {"name": "Example ID"}

    response = finish(visitor, authorize(start(visitor), "ada"))

    assert response.status_code == 200, response.data
    user = response.get_json()["user"]
    assert (user["email"], user["name"]) == ("ada@example.com", "Ada Lovelace")
    assert visitor.get("/api/account").get_json()["has_password"] is False
    again = finish(visitor, authorize(start(visitor), "ada"))
    assert again.get_json()["user"]["id"] == user["id"]
    assert session.scalar(text("SELECT count(*) FROM identities")) == 1
    (exported,) = visitor.get("/api/account/export").get_json()["identities"]
    assert (exported["issuer"], exported["subject"]) == (issuer, "ada")


def test_a_user_is_found_by_a_verified_address(visitor: FlaskClient, session: Session) -> None:
    user = UserFactory.create(email="ada@example.com")

    assert finish(visitor, authorize(start(visitor), "ada")).get_json()["user"]["id"] == user.id


def test_an_address_that_is_not_verified_leads_to_no_account(visitor: FlaskClient, session: Session) -> None:
    UserFactory.create(email="ada@example.com")

    response = finish(visitor, authorize(start(visitor), "eve"))

    assert response.status_code == 422
    assert "not verified" in response.get_json(force=True)["detail"]
    assert visitor.get("/api/session").get_json()["user"] is None


@pytest.mark.parametrize(
    ("person", "email", "name"),
    [
        ("long", "long@xn--exmple-cua.com", "Long" + " y" * 98),
        ("blank", "blank@example.com", "blank"),
        ("null", "null@example.com", "null"),
    ],
)
def test_what_the_provider_says_is_stored_as_if_the_person_had_typed_it(
    visitor: FlaskClient, session: Session, person: str, email: str, name: str
) -> None:
    user = finish(visitor, authorize(start(visitor), person)).get_json()["user"]

    assert (user["email"], user["name"]) == (email, name)
    assert visitor.patch("/api/account", json={"name": user["name"]}).status_code == 200


@pytest.mark.parametrize("person", ["intranet", "umlaut", "endless"])
def test_an_address_that_no_mail_can_be_sent_to_leads_to_no_account(
    visitor: FlaskClient, session: Session, person: str
) -> None:
    response = finish(visitor, authorize(start(visitor), person))

    assert response.status_code == 422
    assert response.get_json(force=True)["detail"].startswith(
        "No mail can be sent to your email address there"
    )


def test_a_subject_that_is_too_long_is_refused(visitor: FlaskClient, session: Session) -> None:
    assert finish(visitor, authorize(start(visitor), "x" * 256)).status_code == 422


def test_an_identity_stays_with_its_user_when_the_address_changes(
    visitor: FlaskClient, session: Session
) -> None:
    user = finish(visitor, authorize(start(visitor), "ada")).get_json()["user"]
    session.execute(text("UPDATE users SET email = 'new@example.com'"))

    assert finish(visitor, authorize(start(visitor), "ada")).get_json()["user"]["id"] == user["id"]


def test_the_provider_does_not_replace_the_second_factor(visitor: FlaskClient, session: Session) -> None:
    user = UserFactory.create(email="ada@example.com")
    session.add(TotpSecret(user_id=user.id, secret=b"", confirmed_at=user.created_at))
    session.commit()

    result = finish(visitor, authorize(start(visitor), "ada")).get_json()

    assert (result["user"], result["second_factor"]) == (None, ["totp", "recovery_code"])
    assert visitor.get("/api/account").status_code == 401


def test_a_disabled_user_cannot_sign_in(visitor: FlaskClient, session: Session) -> None:
    user = UserFactory.create(email="ada@example.com")
    user.disabled_at = user.created_at
    session.commit()

    assert finish(visitor, authorize(start(visitor), "ada")).status_code == 422


def test_a_flow_of_another_browser_is_refused(app: APIFlask, visitor: FlaskClient, session: Session) -> None:
    """Otherwise somebody could sign a victim in to an account of their own."""
    given = authorize(start(app.test_client()), "ada")

    assert finish(visitor, given).status_code == 422
    start(visitor)
    assert finish(visitor, given).status_code == 422


def test_a_code_works_once(visitor: FlaskClient, session: Session) -> None:
    given = authorize(start(visitor), "ada")
    name = LOCAL_PREFIX + "provider-sign-in"
    flow = visitor.get_cookie(name)
    assert flow
    assert finish(visitor, given).status_code == 200

    assert visitor.get_cookie(name) is None
    visitor.set_cookie(name, flow.value)
    assert finish(visitor, given).status_code == 422


def test_a_token_for_another_client_is_refused(issuer: str, provider: IdentityProvider) -> None:
    """Otherwise another site could sign its visitors in here."""
    other = IdentityProvider("Other", issuer, "other", "secret", "http://localhost:5173/sign-in/callback")
    given = authorize(other.start("flow"), "ada")
    with other._session() as session:
        token = session.fetch_token(
            other._metadata.token_endpoint, code=given["code"], code_verifier=_derive("flow", "verifier")
        )
    nonce = _derive("flow", "nonce")

    assert other._claims(token, nonce)["sub"] == "ada"
    with pytest.raises(InvalidClaimError, match="aud"):
        provider._claims(token, nonce)


@pytest.mark.parametrize("address", [ADDRESS, CONFIRMATION])
def test_the_cookie_of_the_flow_is_out_of_reach_for_scripts_and_other_sites(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    token = client.get_cookie(LOCAL_PREFIX + "session")
    assert token
    monkeypatch.setitem(client.application.config, "PUBLIC_URL", "https://example.com")
    client.set_cookie("__Host-session", token.value)

    sent = client.post(f"{address}/start").headers["Set-Cookie"]

    assert sent.startswith("__Host-provider-sign-in=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=600"} <= set(sent.split("; "))


@pytest.fixture
def enter(visitor: FlaskClient, session: Session) -> Callable[[str], FlaskClient]:
    """Return a function that signs a person in at the provider, longer ago than a confirmation lasts."""

    def sign_in(person: str) -> FlaskClient:
        assert finish(visitor, authorize(start(visitor), person)).status_code == 200
        session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '11 minutes'"))
        return visitor

    return sign_in


def confirm(client: FlaskClient, given: dict[str, str]) -> Any:
    return client.post(CONFIRMATION, json={"code": given["code"], "state": given["state"]})


def test_a_user_without_a_password_confirms_their_identity_at_the_provider(
    enter: Callable[[str], FlaskClient],
) -> None:
    client = enter("ada")
    refused = client.delete("/api/account")
    assert refused.get_json(force=True)["type"] == "/api/problems/confirmation-required"
    assert client.get("/api/session/confirm").get_json() == {"methods": ["provider"]}
    old = client.get_cookie(LOCAL_PREFIX + "session")

    url = start(client, CONFIRMATION)
    response = confirm(client, authorize(url, "ada"))

    assert {"prompt": ["login"], "max_age": ["0"]}.items() <= parse_qs(urlsplit(url).query).items()
    assert response.status_code == 204
    assert client.get_cookie(LOCAL_PREFIX + "session") != old
    assert client.delete("/api/account").status_code == 200


def test_another_identity_confirms_nothing(enter: Callable[[str], FlaskClient], session: Session) -> None:
    other = enter("grace").application.test_client()
    other.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert finish(other, authorize(start(other), "ada")).status_code == 200
    client = enter("grace")

    for person in ("ada", "eve"):
        response = confirm(client, authorize(start(client, CONFIRMATION), person))
        assert response.status_code == 422
        assert "not linked" in response.get_json(force=True)["detail"]
    assert client.delete("/api/account").status_code == 403


def test_who_was_not_asked_by_the_provider_confirms_nothing(enter: Callable[[str], FlaskClient]) -> None:
    """Whoever finds a browser with open sessions here and there must not get through."""
    client = enter("joan")

    response = confirm(client, authorize(start(client, CONFIRMATION), "joan"))

    assert response.status_code == 422
    assert "not asked to sign in" in response.get_json(force=True)["detail"]
    assert client.delete("/api/account").status_code == 403


@pytest.fixture
def without_time(provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the provider not tell when people signed in."""
    given_claims = provider._claims

    def claims(*args: Any) -> Any:
        return {name: value for name, value in given_claims(*args).items() if name != "auth_time"}

    monkeypatch.setattr(provider, "_claims", claims)


@pytest.mark.usefixtures("without_time")
def test_a_provider_that_does_not_tell_the_time_is_trusted(enter: Callable[[str], FlaskClient]) -> None:
    client = enter("joan")

    assert confirm(client, authorize(start(client, CONFIRMATION), "joan")).status_code == 204


@pytest.mark.usefixtures("without_time")
def test_signing_in_confirms_nothing(enter: Callable[[str], FlaskClient]) -> None:
    """The provider does not ask people again who only sign in."""
    client = enter("joan")

    assert confirm(client, authorize(start(client), "joan")).status_code == 422
    assert client.delete("/api/account").status_code == 403


def test_confirming_without_a_provider_is_not_possible(
    app: APIFlask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "identity_provider", None)

    assert client.post(f"{CONFIRMATION}/start").status_code == 404


@pytest.mark.parametrize("change", [{"code": "invented"}, {"state": "invented"}, {"state": "é"}])
def test_what_the_provider_did_not_send_is_refused(
    visitor: FlaskClient, session: Session, change: dict[str, str]
) -> None:
    assert finish(visitor, authorize(start(visitor), "ada") | change).status_code == 422


def test_a_provider_that_does_not_answer_is_named(
    app: APIFlask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = IdentityProvider(
        "Example ID", "http://127.0.0.1:1", "a", "b", "http://localhost/sign-in/callback"
    )
    monkeypatch.setitem(app.extensions, "identity_provider", silent)

    response = visitor.post(f"{ADDRESS}/start")

    assert response.status_code == 503
    assert response.get_json(force=True)["detail"] == "Example ID does not answer at the moment."


@pytest.mark.parametrize(
    "published", ["<html>", "[]", "{}", '{"issuer": null}', '{"issuer": "ISSUER", "jwks_uri": "ISSUER/keys"}']
)
def test_a_provider_that_publishes_nonsense_is_named(
    app: APIFlask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch, published: str
) -> None:
    with serve(published) as address:
        other = IdentityProvider("Example ID", address, "a", "b", "http://localhost/sign-in/callback")
        monkeypatch.setitem(app.extensions, "identity_provider", other)
        response = visitor.post(f"{ADDRESS}/start")

    assert response.status_code == 503
    assert response.get_json(force=True)["detail"] == "Example ID does not answer at the moment."


@contextmanager
def serve(text: str) -> Iterator[str]:
    """Serve a text at every path of an address, which replaces ``ISSUER`` in it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.replace("ISSUER", f"http://127.0.0.1:{server.server_port}").encode())

        def log_message(self, *_args: object) -> None:
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "issuer_setting", ["nonsense", "https://", "https://id.example.com/?tenant=1", "id.example.com"]
)
def test_an_issuer_that_is_no_address_is_a_setting_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, issuer_setting: str
) -> None:
    for name, value in {"DATABASE_URL": "postgresql:///a", "OIDC_ISSUER": issuer_setting}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=r"^OIDC_ISSUER: must be an address without a query"):
        load_settings(Settings)


def test_without_a_provider_there_is_nothing_to_start(
    app: APIFlask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "identity_provider", None)

    assert visitor.get(ADDRESS).get_json() == {"name": None}
    assert visitor.post(f"{ADDRESS}/start").status_code == 404


def test_half_a_provider_is_a_setting_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///a")
    monkeypatch.setenv("OIDC_ISSUER", "https://id.example.com")

    with pytest.raises(SettingsError, match=r"^OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set, too"):
        load_settings(Settings)
