from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings

MAILS = "/api/dev/mails"


def test_a_trial_arrives_in_the_mailbox(client: FlaskClient, jobs: Any) -> None:
    assert client.post(f"{MAILS}/trial", json={"to": "ada@example.com"}).status_code == 204
    [waiting] = client.get(MAILS).get_json()["items"]
    jobs.run_all()
    [sent] = client.get(MAILS).get_json()["items"]

    assert (waiting["sent_at"], sent["recipient"]) == (None, "ada@example.com")
    assert sent["sent_at"] is not None
    mail = client.get(f"{MAILS}/{sent['id']}").get_json()
    headers = {header["name"]: header["value"] for header in mail["headers"]}
    assert headers["To"] == "ada@example.com"
    assert headers["Subject"] == mail["subject"]
    assert "<html" in mail["html"]
    assert "<html" not in mail["text"]


def test_the_mailbox_can_be_emptied(client: FlaskClient) -> None:
    client.post(f"{MAILS}/trial", json={"to": "ada@example.com"})

    assert client.delete(MAILS).status_code == 204
    assert client.get(MAILS).get_json() == {"items": []}


def test_a_trial_needs_an_address(client: FlaskClient) -> None:
    response = client.post(f"{MAILS}/trial", json={"to": "ada"})

    assert response.status_code == 422
    assert [error["path"] for error in response.get_json(force=True)["errors"]] == ["to"]


def test_every_message_has_a_preview(client: FlaskClient) -> None:
    previews = client.get(f"{MAILS}/previews").get_json()["items"]

    assert "trial" in [preview["name"] for preview in previews]
    assert all(preview["subject"] in preview["html"] or "&" in preview["subject"] for preview in previews)


@pytest.mark.parametrize("path", ["", "/1", "/previews", "/trial"])
def test_production_has_no_mailbox(settings: Settings, path: str) -> None:
    changes = {"environment": "production", "secret_key": "k" * 32}
    production = create_app(Settings(**{**settings.model_dump(), **changes})).test_client()

    for method in ("GET", "POST", "DELETE"):
        response = production.open(MAILS + path, method=method, json={"to": "ada@example.com"})
        assert response.status_code == 404
