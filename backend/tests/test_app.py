import subprocess
import sys
from pathlib import Path

from app import create_app
from app.config import Settings
from app.errors import Conflict
from app.services.health import HealthService

BACKEND = Path(__file__).parents[1]


class ReplacementService(HealthService):
    """A service without a repository whose check always fails."""

    def __init__(self, _work: object) -> None:
        """Do not use the database."""

    def check(self) -> None:
        reason = "I was replaced."
        raise Conflict(reason)


def test_a_service_can_be_replaced(settings: Settings) -> None:
    response = (
        create_app(settings, {HealthService: ReplacementService}).test_client().get("/api/health/ready")
    )

    assert response.json is not None
    assert response.json["detail"] == "I was replaced."


def test_apps_in_the_same_process_have_separate_databases(settings: Settings) -> None:
    other = Settings(environment="test", database_url="postgresql://nobody@127.0.0.1:1/nothing")

    assert create_app(settings).test_client().get("/api/health/ready").status_code == 200
    assert create_app(other).test_client().get("/api/health/ready").status_code == 503


def test_the_models_can_be_imported_without_the_web_framework() -> None:
    code = "import sys, app.models; sys.exit('flask' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=BACKEND, check=True)
