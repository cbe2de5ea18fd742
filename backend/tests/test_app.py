import subprocess
import sys
from pathlib import Path

from app import create_app
from app.config import Settings
from app.errors import Conflict
from app.services.health import HealthService

BACKEND = Path(__file__).parents[1]


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


def test_two_apps_in_one_process_do_not_share_their_database(settings: Settings) -> None:
    other = Settings(environment="test", database_url="postgresql://nobody@127.0.0.1:1/nothing")

    assert create_app(settings).test_client().get("/api/health/ready").status_code == 200
    assert create_app(other).test_client().get("/api/health/ready").status_code == 503


def test_the_models_can_be_imported_without_the_web_framework() -> None:
    code = "import sys, app.models; sys.exit('flask' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=BACKEND, check=True)
