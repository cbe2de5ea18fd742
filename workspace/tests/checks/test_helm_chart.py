"""The Helm chart: its values, and mistakes that the check finds."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from headstart.checks import helm_chart
from headstart.core import commands, project

VALUES = {"images": {"api": "api:1", "ui": "ui:1"}, "publicUrl": "https://shop.example.com"}


@pytest.fixture
def schema() -> Any:
    document = json.loads((helm_chart.CHART / "values.schema.json").read_text("utf-8"))
    return jsonschema_rs.Draft7Validator(document)


def test_the_default_values_and_those_of_each_combination_are_valid(schema: Any) -> None:
    defaults = yaml.safe_load((helm_chart.CHART / "values.yaml").read_text("utf-8"))
    assert schema.is_valid(defaults | VALUES)
    combinations = list((helm_chart.CHART / "ci").glob("*.yaml"))
    assert combinations
    for path in combinations:
        assert schema.is_valid(yaml.safe_load(path.read_text("utf-8"))), path.name


@pytest.mark.parametrize(
    "wrong",
    [
        {"publicUrl": "http://shop.example.com"},
        {"replicas": 3},
        {"api": {"replicas": "many"}},
        {"database": {"host": "postgres.example.com", "ownerSecret": ""}},
        {"database": {"cluster": {"backup": {"schedule": "0 2 * * *"}}}},
        {"environment": {"log-level": "DEBUG"}},
        # Helm would write it as 1.048576e+06.
        {"environment": {"MAX_BODY_BYTES": 1048576}},
    ],
)
def test_wrong_values_are_refused(schema: Any, wrong: dict[str, Any]) -> None:
    assert schema.is_valid(VALUES)
    assert not schema.is_valid(VALUES | wrong)


def test_a_wrong_property_of_a_custom_resource_is_found() -> None:
    cluster = {"kind": "Cluster", "spec": {"instances": 3, "storage": {"size": "1Gi"}}}
    assert list(helm_chart._custom_resource_problems(cluster)) == []
    cluster["spec"] = {"instances": 0, "storage": {"sise": "1Gi"}}
    assert len(list(helm_chart._custom_resource_problems(cluster))) == 3
    assert list(helm_chart._custom_resource_problems({"kind": "Service", "spec": {}})) == []


@pytest.mark.skipif(not helm_chart.is_possible(), reason="helm or kubernetes-validate is not installed")
def test_mistakes_in_the_chart_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert helm_chart.problems() == ""
    chart = tmp_path / "helm"
    shutil.copytree(helm_chart.CHART, chart)
    monkeypatch.setattr(helm_chart, "CHART", chart)
    monkeypatch.setattr(project, "ROOT", tmp_path)
    mistakes = {
        "worker": ("livenessProbe", "liveness"),
        "database": ("poolMode", "mode"),
        "ui": ("parentRefs", "refs"),
    }
    for name, mistake in mistakes.items():
        template = chart / "templates" / f"{name}.yaml"
        template.write_text(template.read_text("utf-8").replace(*mistake), "utf-8")
    problems = helm_chart.problems()
    assert [wrong for _, wrong in mistakes.values() if f"'{wrong}' was unexpected" not in problems] == []


@pytest.mark.skipif(not helm_chart.is_possible(), reason="helm or kubernetes-validate is not installed")
def test_fewer_replicas_at_most_than_always_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("api: { replicas: 7, autoscaling: { enabled: true } }\n", "utf-8")
    args = ("helm", "template", "shop", helm_chart.CHART, f"--values={wrong}")

    result = commands.run((*args, f"--values={helm_chart.CHART / 'ci' / 'cluster.yaml'}"))

    assert "api.autoscaling.maximum must not be less than api.replicas" in result.output
