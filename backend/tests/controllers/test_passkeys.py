"""Passkeys, with a device in software that makes real keys and signatures."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import text
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

from app.config import Settings
from app.jobs.accounts import TidyAccounts
from app.models.user import User
from app.services import passwords
from factories import UserFactory

PASSWORD = "correct horse battery staple"  # noqa: S105 -- of the tests
ORIGIN = "http://localhost:5173"
KEYS = "/api/account/passkeys"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """What a browser and a device with one passkey do."""

    origin: str = ORIGIN
    host: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    identity: bytes = field(default_factory=lambda: token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self, options: Any) -> dict[str, Any]:
        """Return what ``navigator.credentials.create`` does."""
        numbers = self.key.public_key().public_numbers()
        coordinates = [number.to_bytes(32, "big") for number in (numbers.x, numbers.y)]
        public_key = encode_cbor({1: 2, 3: -7, -1: 1, -2: coordinates[0], -3: coordinates[1]})
        attested = bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + public_key
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(WITH_KEY) + attested}
        return self._answer(
            {
                "clientDataJSON": bytes_to_base64url(self._client_data("webauthn.create", options)),
                "attestationObject": bytes_to_base64url(encode_cbor(attestation)),
            }
        )

    def sign(self, options: Any) -> dict[str, Any]:
        """Return what ``navigator.credentials.get`` does."""
        self.count += 1
        data, client_data = self._data(), self._client_data("webauthn.get", options)
        signature = self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": bytes_to_base64url(client_data),
                "authenticatorData": bytes_to_base64url(data),
                "signature": bytes_to_base64url(signature),
            }
        )

    def _data(self, flags: int = 0) -> bytes:
        host = sha256(self.host.encode()).digest()
        return host + bytes([self.flags | flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, options: Any) -> bytes:
        data = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(data).encode()

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        identity = bytes_to_base64url(self.identity)
        return {"id": identity, "rawId": identity, "type": "public-key", "response": response}


@pytest.fixture
def ada(session: Session) -> User:
    return UserFactory.create(email="ada@example.com", password_hash=passwords.make_hash(PASSWORD))


@pytest.fixture
def owner(
    visitor: FlaskClient, ada: User, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> FlaskClient:
    """Return a client in which Ada is signed in."""
    client = visitor.application.test_client()
    sign_in(client, ada)
    return client


@pytest.fixture
def device(owner: FlaskClient) -> Device:
    """Return a device with a passkey of Ada."""
    device = Device()
    assert add(owner, device).status_code == 201
    return device


def ask(client: FlaskClient, path: str = "/api/session/passkey/options") -> Any:
    response = client.post(path)
    assert response.status_code == 200
    return response.get_json()["options"]


def add(client: FlaskClient, device: Device, name: str = "Phone") -> Any:
    credential = device.register(ask(client, f"{KEYS}/options"))
    return client.post(KEYS, json={"name": name, "credential": credential})


def enter(client: FlaskClient, device: Device) -> Any:
    return client.post("/api/session/passkey", json={"credential": device.sign(ask(client))})


def kind(response: Any) -> str:
    return str(response.get_json(force=True)["type"].rpartition("/")[2])


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/api/account").status_code == 200


def test_a_user_signs_in_with_a_passkey(visitor: FlaskClient, device: Device) -> None:
    response = enter(visitor, device)

    assert response.get_json()["user"]["email"] == "ada@example.com"
    assert is_signed_in(visitor)
    [item] = visitor.get(KEYS).get_json()["items"]
    assert item["last_used_at"] is not None


def test_a_new_passkey_has_to_verify_the_user_and_to_know_whose_it_is(owner: FlaskClient) -> None:
    options = ask(owner, f"{KEYS}/options")

    assert options["rp"]["id"] == "localhost"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert len(base64url_to_bytes(options["challenge"])) >= 32


def test_options_for_signing_in_tell_nothing_about_accounts(visitor: FlaskClient, device: Device) -> None:
    options = ask(visitor)

    assert options["allowCredentials"] == []
    assert options["userVerification"] == "required"


def test_a_passkey_counts_as_both_factors(visitor: FlaskClient, owner: FlaskClient, device: Device) -> None:
    secret = owner.post("/api/account/second-factor/setup").get_json()["secret"]
    owner.post("/api/account/second-factor", json={"code": TOTP(secret).now()})

    enter(visitor, device)

    assert is_signed_in(visitor)


def test_a_device_that_has_a_passkey_is_told_so(owner: FlaskClient, device: Device) -> None:
    options = ask(owner, f"{KEYS}/options")

    assert [each["id"] for each in options["excludeCredentials"]] == [bytes_to_base64url(device.identity)]
    assert add(owner, device).status_code == 409


def test_a_user_has_several_passkeys_and_removes_one(
    visitor: FlaskClient, owner: FlaskClient, device: Device
) -> None:
    key = Device()
    identity = add(owner, key, "Key").get_json()["id"]
    assert owner.patch(f"{KEYS}/{identity}", json={"name": "Blue key"}).get_json()["name"] == "Blue key"
    assert [item["name"] for item in owner.get(KEYS).get_json()["items"]] == ["Phone", "Blue key"]

    assert owner.delete(f"{KEYS}/{identity}").status_code == 204

    response = enter(visitor, key)
    assert response.status_code == 422
    assert response.get_json(force=True)["detail"].startswith("This passkey was removed")
    assert enter(visitor, device).status_code == 200


def test_a_user_cannot_touch_the_passkey_of_another(
    client: FlaskClient, owner: FlaskClient, device: Device
) -> None:
    [item] = owner.get(KEYS).get_json()["items"]

    assert client.patch(f"{KEYS}/{item['id']}", json={"name": "x"}).status_code == 404
    assert client.delete(f"{KEYS}/{item['id']}").status_code == 404
    assert client.get(KEYS).get_json() == {"items": []}


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://localhost.evil.example"},
        {"origin": "http://localhost:8080"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["another origin", "another port", "another host", "not verified", "not present", "another key"],
)
def test_an_answer_that_is_not_right_is_refused(
    visitor: FlaskClient, device: Device, change: dict[str, Any], session: Session
) -> None:
    for name, value in change.items():
        setattr(device, name, value)

    response = enter(visitor, device)

    assert response.status_code == 422
    assert not is_signed_in(visitor)
    actions = session.scalars(text("SELECT action FROM audit_log ORDER BY id")).all()
    assert actions[-1] == "passkey.refuse"


@pytest.mark.parametrize(
    "change", [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"flags": PRESENT}]
)
def test_a_new_passkey_that_is_not_right_is_refused(owner: FlaskClient, change: dict[str, Any]) -> None:
    assert add(owner, Device(**change)).status_code == 422
    assert owner.get(KEYS).get_json() == {"items": []}


def test_a_copy_of_a_passkey_is_refused(visitor: FlaskClient, device: Device) -> None:
    copy = Device(identity=device.identity, key=device.key)
    assert enter(visitor, device).status_code == 200
    assert enter(visitor, device).status_code == 200
    visitor.delete("/api/session")

    # Its count goes on from where it was copied.
    assert enter(visitor, copy).status_code == 422
    assert not is_signed_in(visitor)


def test_passkeys_that_do_not_count_are_accepted(visitor: FlaskClient, owner: FlaskClient) -> None:
    device = Device()
    add(owner, device)

    for _ in range(2):
        device.count = -1  # sign() adds one
        assert enter(visitor, device).status_code == 200


def test_a_challenge_is_answered_once(visitor: FlaskClient, device: Device) -> None:
    credential = device.sign(ask(visitor))
    assert visitor.post("/api/session/passkey", json={"credential": credential}).status_code == 200
    visitor.delete("/api/session")

    response = visitor.post("/api/session/passkey", json={"credential": credential})

    assert kind(response) == "sign-in-expired"


def test_a_refused_answer_uses_its_challenge(visitor: FlaskClient, device: Device) -> None:
    options = ask(visitor)
    device.flags = PRESENT
    visitor.post("/api/session/passkey", json={"credential": device.sign(options)})
    device.flags = PRESENT | VERIFIED

    response = visitor.post("/api/session/passkey", json={"credential": device.sign(options)})

    assert kind(response) == "sign-in-expired"


def test_a_challenge_belongs_to_a_browser(visitor: FlaskClient, device: Device) -> None:
    credential = device.sign(ask(visitor))
    other = visitor.application.test_client()

    response = other.post("/api/session/passkey", json={"credential": credential})

    assert kind(response) == "sign-in-expired"
    assert not is_signed_in(other)


def test_two_pages_of_a_browser_can_ask_at_once(visitor: FlaskClient, device: Device) -> None:
    first, _second = ask(visitor), ask(visitor)

    response = visitor.post("/api/session/passkey", json={"credential": device.sign(first)})

    assert response.status_code == 200


def test_a_challenge_expires(visitor: FlaskClient, device: Device, session: Session, jobs: Any) -> None:
    credential = device.sign(ask(visitor))
    session.execute(text("UPDATE passkey_challenges SET expires_at = now() - interval '1 second'"))

    response = visitor.post("/api/session/passkey", json={"credential": credential})

    assert kind(response) == "sign-in-expired"
    jobs.run(TidyAccounts())
    assert session.scalar(text("SELECT count(*) FROM passkey_challenges")) == 0


def test_a_challenge_for_a_new_passkey_signs_nobody_in(owner: FlaskClient, device: Device) -> None:
    new, existing = ask(owner, f"{KEYS}/options"), ask(owner)

    sign_in = owner.post("/api/session/passkey", json={"credential": device.sign(new)})
    create = owner.post(KEYS, json={"name": "x", "credential": Device().register(existing)})

    assert kind(sign_in) == kind(create) == "sign-in-expired"


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "x", "response": {"clientDataJSON": "!"}},
        {
            "id": None,
            "response": {"clientDataJSON": bytes_to_base64url(b'{"type": 1, "challenge": 2, "origin": 3}')},
        },
    ],
)
def test_nonsense_is_refused(visitor: FlaskClient, credential: Any) -> None:
    ask(visitor)

    assert visitor.post("/api/session/passkey", json={"credential": credential}).status_code == 422


def test_nonsense_with_a_right_challenge_is_refused(visitor: FlaskClient, device: Device) -> None:
    credential = device.sign(ask(visitor))
    credential["response"]["authenticatorData"] = "AAAA"

    assert visitor.post("/api/session/passkey", json={"credential": credential}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path"), [("POST", f"{KEYS}/options"), ("POST", KEYS), ("DELETE", f"{KEYS}/1")]
)
def test_adding_and_removing_passkeys_needs_a_recent_proof(
    owner: FlaskClient, session: Session, method: str, path: str
) -> None:
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '601 seconds'"))

    response = owner.open(path, method=method, json={"name": "x", "credential": {}} if path == KEYS else None)

    assert kind(response) == "confirmation-required"


def test_a_passkey_confirms_that_it_is_the_user(owner: FlaskClient, device: Device, session: Session) -> None:
    before = owner.get_cookie("session")
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '601 seconds'"))

    response = owner.post("/api/session/confirm/passkey", json={"credential": device.sign(ask(owner))})

    assert response.status_code == 204
    assert owner.get_cookie("session") != before
    assert owner.delete("/api/account").status_code == 200


def test_a_passkey_of_somebody_else_confirms_nothing(
    client: FlaskClient, device: Device, session: Session
) -> None:
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '601 seconds'"))

    response = client.post("/api/session/confirm/passkey", json={"credential": device.sign(ask(client))})

    assert response.status_code == 422
    assert kind(client.delete("/api/account")) == "confirmation-required"


def test_a_disabled_user_cannot_sign_in_with_a_passkey(
    visitor: FlaskClient, device: Device, ada: User, session: Session
) -> None:
    ada.disabled_at = ada.created_at
    session.commit()

    assert enter(visitor, device).status_code == 422
    assert not is_signed_in(visitor)


def test_the_session_of_a_passkey_replaces_the_one_before(visitor: FlaskClient, device: Device) -> None:
    enter(visitor, device)
    first = visitor.get_cookie("session")
    enter(visitor, device)

    assert visitor.get_cookie("session") != first
    assert len(visitor.get("/api/account/sessions").get_json()["items"]) == 2  # with the owner's


def test_another_site_cannot_sign_a_visitor_in_with_a_passkey(visitor: FlaskClient, device: Device) -> None:
    credential = device.sign(ask(visitor))
    visitor.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"

    assert visitor.post("/api/session/passkey", json={"credential": credential}).status_code == 403


def test_asking_for_passkeys_is_limited(visitor: FlaskClient) -> None:
    statuses = [visitor.post("/api/session/passkey/options").status_code for _ in range(301)]

    assert (statuses[0], statuses[299], statuses[300]) == (200, 200, 429)


def test_there_are_no_passkeys_for_an_ip_address(
    visitor: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = visitor.application.extensions["unit_of_work"]

    def at_an_address(*args: Any, **options: Any) -> Any:
        work = make(*args, **options)
        work._settings = settings.model_copy(update={"public_url": "http://127.0.0.1:5173"})
        return work

    monkeypatch.setitem(visitor.application.extensions, "unit_of_work", at_an_address)

    response = visitor.post("/api/session/passkey/options")

    assert response.status_code == 409
    assert response.get_json(force=True)["detail"] == (
        "There are no passkeys for IP addresses: open the product at localhost, not at 127.0.0.1."
    )


def test_every_change_of_passkeys_is_in_the_audit_log_and_the_user_is_told(
    owner: FlaskClient, session: Session, jobs: Any
) -> None:
    identity = add(owner, Device()).get_json()["id"]
    owner.patch(f"{KEYS}/{identity}", json={"name": "Tablet"})
    owner.delete(f"{KEYS}/{identity}")
    jobs.run_all()

    rows = session.execute(text("SELECT action, subject FROM audit_log ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [
        ("passkey.add", "Phone"), ("passkey.rename", "Phone to Tablet"), ("passkey.remove", "Tablet")
    ]  # fmt: skip
    subjects = {mail["subject"] for mail in owner.get("/api/dev/mails").get_json()["items"]}
    assert subjects == {"A new passkey", "A passkey was removed"}
