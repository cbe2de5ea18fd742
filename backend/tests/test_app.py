import subprocess
import sys
from typing import Any

from app import create_app
from app.config import Settings
from app.errors import Conflict
from app.models.book import Book
from app.repositories.books import BookRepository
from app.repositories.keyset import Page
from app.services.health import HealthService
from workspace import project


class Fixed(HealthService):
    """A service that asks for no repository, and has one answer."""

    def __init__(self, _work: object) -> None:
        """Leave the database alone."""

    def check(self) -> None:
        reason = "I was replaced."
        raise Conflict(reason)


def test_a_service_can_be_replaced(settings: Settings) -> None:
    response = create_app(settings, {HealthService: Fixed}).test_client().get("/api/health/ready")

    assert response.json is not None
    assert response.json["detail"] == "I was replaced."


class NoBooks(BookRepository):
    """A repository that is always empty, without a question to the database."""

    def page(self, *_request: Any, **_filters: Any) -> Page[Book]:
        return Page([], None)


def test_a_repository_can_be_replaced_under_the_same_service_and_controller() -> None:
    away = Settings(environment="test", database_url="postgresql://nobody@127.0.0.1:1/nothing")
    client = create_app(away, {BookRepository: NoBooks}).test_client()

    assert client.get("/api/books").json == {"items": [], "next_cursor": None}
    assert client.get("/api/authors").status_code == 503


def test_two_apps_in_one_process_do_not_share_their_database(settings: Settings) -> None:
    other = Settings(environment="test", database_url="postgresql://nobody@127.0.0.1:1/nothing")

    assert create_app(settings).test_client().get("/api/books").status_code == 200
    assert create_app(other).test_client().get("/api/books").status_code == 503


def test_the_models_can_be_imported_without_the_web_framework() -> None:
    code = "import sys, app.models; sys.exit('flask' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=project.BACKEND, check=True)
