from collections.abc import Iterator
from uuid import uuid4

import pytest
from apiflask import APIFlask, HTTPError
from flask.testing import FlaskClient
from werkzeug.routing import RequestRedirect

from app import create_app, errors
from app.config import Settings
from app.controllers.errors import KINDS
from app.services.health import HealthService


class Broken(HealthService):
    """Stands in for a service that fails in whatever way a test needs."""

    failure: Exception

    def check(self) -> None:
        raise self.failure


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    """Return a client of an app whose service fails."""
    app: APIFlask = create_app(settings, {HealthService: Broken})
    with app.test_client() as client:
        yield client


def test_a_mistake_of_ours_is_a_500_that_tells_nothing_and_a_traceback_in_the_log(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Broken, "failure", RuntimeError("the secret is 42"), raising=False)

    response = client.get("/api/health/ready")

    assert response.status_code == 500
    assert response.content_type == "application/problem+json"
    assert "secret" not in response.text
    assert "the secret is 42" in caplog.text
    assert "Traceback" in caplog.text


def test_an_error_that_the_table_does_not_name_is_shown_as_its_parent(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class TooLate(errors.Conflict):
        pass

    monkeypatch.setattr(Broken, "failure", TooLate("It is too late."), raising=False)

    response = client.get("/api/health/ready")

    assert response.status_code == 409
    assert response.json is not None
    assert response.json["detail"] == "It is too late."


def test_every_domain_error_has_its_place_in_the_table() -> None:
    found = [value for value in vars(errors).values() if isinstance(value, type)]
    domain = {error for error in found if issubclass(error, errors.DomainError)} - {errors.DomainError}

    assert domain == set(KINDS)


def test_the_frameworks_own_errors_are_problems(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Broken, "failure", HTTPError(418, "Short and stout."), raising=False)

    response = client.get("/api/health/ready")

    assert response.status_code == 418
    assert response.json is not None
    assert response.json["detail"] == "Short and stout."


def test_a_redirection_is_no_problem(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Broken, "failure", RequestRedirect("/elsewhere"), raising=False)

    response = client.get("/api/health/ready")

    assert (response.status_code, response.headers["Location"]) == (308, "/elsewhere")


def test_a_problem_is_named_by_the_callers_own_request_id(client: FlaskClient) -> None:
    mine = str(uuid4())

    response = client.get("/api/nothing", headers={"X-Request-ID": mine})

    assert response.json is not None
    assert response.json["instance"] == f"urn:uuid:{mine}"
    assert response.headers["X-Request-ID"] == mine


def test_a_request_id_that_is_no_uuid_is_replaced(client: FlaskClient) -> None:
    response = client.get("/api/nothing", headers={"X-Request-ID": "<script>"})

    assert "<script>" not in response.text
    assert response.headers["X-Request-ID"] != "<script>"
