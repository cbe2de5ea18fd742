import os
import subprocess
import sys
from pathlib import Path

BACKEND = Path(__file__).parents[2]


def test_an_invalid_setting_prevents_startup_with_a_short_error() -> None:
    environment = {**os.environ, "DATABASE_URL": "mysql://elsewhere"}

    worker = subprocess.run(
        [sys.executable, "-m", "app.worker"],
        cwd=BACKEND, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert worker.returncode == 1
    assert worker.stderr.startswith("The worker cannot start: DATABASE_URL: must start with postgresql:")


def test_the_worker_does_not_load_the_web_framework() -> None:
    code = "import sys, app.worker.process; sys.exit('flask' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=BACKEND, check=True)
