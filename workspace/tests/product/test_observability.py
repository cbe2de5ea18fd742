"""The alerts and the dashboard use metrics that exist."""

import json
import re
import shutil
import subprocess

import pytest
import yaml

from headstart.core import project

FOLDER = project.ROOT / "infra" / "observability"
EXPRESSIONS = [
    target["expr"]
    for panel in json.loads((FOLDER / "grafana" / "dashboard.json").read_text("utf-8"))["panels"]
    for target in panel["targets"]
]
SUFFIX = re.compile("_(total|bucket|sum|count)$")
PROMTOOL = shutil.which("promtool")


def test_every_metric_in_alerts_and_dashboard_exists() -> None:
    code = "".join(
        (project.BACKEND / "app" / name).read_text("utf-8")
        for name in ("exporter.py", "observability/metrics.py")
    )
    declared = {*re.findall(r'(?:Counter|Gauge|Histogram|GaugeMetricFamily)\(\s*"(\w+)"', code)}
    text = (FOLDER / "alerts.yml").read_text("utf-8") + "\n".join(EXPRESSIONS)
    used = {SUFFIX.sub("", name) for name in re.findall(r"\b((?:http|database|jobs?)_\w+)", text)}

    assert len(declared) == 8
    assert used == declared


def test_every_metric_of_the_service_backup_in_alerts_exists() -> None:
    folder = project.ROOT / "infra" / "postgres" / "backup"
    code = "".join(path.read_text("utf-8") for path in folder.iterdir())
    reported = {f"backup_{name}" for name in re.findall(r"\breport (\w+)", code)}
    reported |= {*re.findall(r"(?:disk|certificate)_\w+", (folder / "machine").read_text("utf-8"))}
    alerts = (FOLDER / "alerts.yml").read_text("utf-8")
    used = {*re.findall(r"\b(?:backup|disk|certificate)_\w+", alerts)}

    assert len(used) == 7
    assert used <= reported


def test_every_alert_has_a_case() -> None:
    rules, cases = ((FOLDER / f"alerts{kind}.yml").read_text("utf-8") for kind in ("", ".test"))

    assert {*re.findall(r"alert: (\w+)", rules)} == {*re.findall(r"alertname: (\w+)", cases)}


def test_a_container_of_the_api_that_is_gone_stays_a_target() -> None:
    compose = yaml.safe_load((FOLDER.parent / "compose.production.yml").read_text("utf-8"))
    jobs = yaml.safe_load((FOLDER / "prometheus.yml").read_text("utf-8"))["scrape_configs"]
    [api] = [job for job in jobs if job["job_name"] == "api"]

    assert api["static_configs"] == [
        {"targets": [f"{name}:9100" for name in compose["services"] if re.match(r"api(-\d+)?$", name)]}
    ]


@pytest.mark.slow
@pytest.mark.skipif(PROMTOOL is None, reason="apt-get install prometheus")
def test_prometheus_accepts_the_rules_and_the_alerts_fire() -> None:
    for arguments in (
        ("check", "config", "--syntax-only", "prometheus.yml"),
        ("check", "rules", "alerts.yml"),
        ("test", "rules", "alerts.test.yml"),
    ):
        process = subprocess.run(
            [str(PROMTOOL), *arguments], cwd=FOLDER, capture_output=True, text=True, check=False
        )
        assert process.returncode == 0, process.stdout + process.stderr
