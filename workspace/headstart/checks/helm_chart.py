"""The Helm chart: every combination of values in ``infra/helm/ci`` renders, and is valid for Kubernetes."""

import json
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError

CHART = project.ROOT / "infra" / "helm"
PROGRAMS = ("helm", "kubernetes-validate")
# The oldest release that the chart supports, see its Chart.yaml.
KUBERNETES = "1.31.0"
# What the chart uses of the resources that operators define, which kubernetes-validate does not know.
CUSTOM_RESOURCES = Path(__file__).with_name("custom_resources.json")


def is_possible() -> bool:
    """Return whether there is a chart, and the programs that check it."""
    return CHART.exists() and all(map(shutil.which, PROGRAMS))


def problems() -> str:
    """Render and validate each combination, as installed and as upgraded; return what is wrong."""
    values = sorted((CHART / "ci").glob("*.yaml"))
    found = {
        f"{path.relative_to(project.ROOT)}: {problem}"
        for path in values
        for how in ((), ("--is-upgrade",))
        for problem in _problems(path, how)
    }
    return "\n".join(sorted(found))


def _problems(values: Path, how: tuple[str, ...]) -> Iterator[str]:
    args = ("helm", "template", "product", CHART, "--values", values, *how)
    try:
        manifest = commands.output(args, failure="helm does not render the chart")
    except WorkspaceError as error:
        yield str(error)
        return
    rendered = project.STATE / "helm" / values.name
    rendered.parent.mkdir(parents=True, exist_ok=True)
    rendered.write_text(manifest, "utf-8")
    args = ("kubernetes-validate", "--strict", "--quiet", "--no-warn", "-k", KUBERNETES, rendered)
    validation = commands.run(args)
    if validation.exit_code:
        yield validation.output.strip()
    for document in filter(None, yaml.safe_load_all(manifest)):
        yield from _custom_resource_problems(document)


def _custom_resource_problems(document: Mapping[str, Any]) -> Iterator[str]:
    kind = document["kind"]
    if schema := _schemas().get(kind):
        errors = jsonschema_rs.Draft202012Validator(schema).iter_errors(document["spec"])
        yield from (f"{kind}: {error.message}" for error in errors)


@cache
def _schemas() -> Mapping[str, Any]:
    """Return the schema of each custom resource's ``spec``, which allows no other properties."""
    schemas = json.loads(CUSTOM_RESOURCES.read_text("utf-8"))
    definitions = schemas.pop("$defs")
    return {kind: _strict({**schema, "$defs": definitions}) for kind, schema in schemas.items()}


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"type": "object", "additionalProperties": False} if "properties" in schema else {}
    return closed | {name: _strict(value) for name, value in schema.items()}
