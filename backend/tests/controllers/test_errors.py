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


class FailingService(HealthService):
    """A service that raises the exception of a test."""

    failure: Exception

    def check(self) -> None:
        raise self.failure


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    """Return a client of an app with a failing service."""
    app: APIFlask = create_app(settings, {HealthService: FailingService})
    with app.test_client() as client:
        yield client


def test_an_unexpected_error_is_logged_and_not_exposed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(FailingService, "failure", RuntimeError("the secret is 42"), raising=False)

    response = client.get("/api/health/ready")

    assert response.status_code == 500
    assert response.content_type == "application/problem+json"
    assert "secret" not in response.text
    assert "the secret is 42" in caplog.text
    assert "Traceback" in caplog.text


def test_a_subclass_of_a_domain_error_is_handled_like_its_parent(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class TooLate(errors.Conflict):
        pass

    monkeypatch.setattr(FailingService, "failure", TooLate("It is too late."), raising=False)

    response = client.get("/api/health/ready")

    assert response.status_code == 409
    assert response.json is not None
    assert response.json["detail"] == "It is too late."


def test_every_domain_error_has_a_response() -> None:
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    domain = {error for error in classes if issubclass(error, errors.DomainError)} - {errors.DomainError}

    assert domain == set(KINDS)


def test_framework_errors_are_problems(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FailingService, "failure", HTTPError(418, "Short and stout."), raising=False)

    response = client.get("/api/health/ready")

    assert response.status_code == 418
    assert response.json is not None
    assert response.json["detail"] == "Short and stout."


def test_a_redirect_is_passed_through(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FailingService, "failure", RequestRedirect("/elsewhere"), raising=False)

    response = client.get("/api/health/ready")

    assert (response.status_code, response.headers["Location"]) == (308, "/elsewhere")


def test_a_problem_uses_the_request_id_of_the_caller(client: FlaskClient) -> None:
    request_id = str(uuid4())

    response = client.get("/api/nothing", headers={"X-Request-ID": request_id})

    assert response.json is not None
    assert response.json["instance"] == f"urn:uuid:{request_id}"
    assert response.headers["X-Request-ID"] == request_id


def test_an_invalid_request_id_is_replaced(client: FlaskClient) -> None:
    response = client.get("/api/nothing", headers={"X-Request-ID": "<script>"})

    assert "<script>" not in response.text
    assert response.headers["X-Request-ID"] != "<script>"
