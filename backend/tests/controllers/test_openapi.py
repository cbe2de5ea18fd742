"""The document is a contract: Schemathesis tries whether the app keeps it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import openapi_document

# What has the right form can be refused all the same: a cursor, the id of an author, a version. And 1.0 is an
# integer to JSON Schema, but not to this API.
REFUSING = [
    operation["operationId"]
    for path in openapi_document()["paths"].values()
    for operation in path.values()
    if operation["operationId"].startswith(("list", "create", "update", "delete", "batchDelete"))
]

# The same cases in every run: what is found must not depend on luck.
CONFIG = {
    "seed": 1,
    "generation": {"deterministic": True},
    "operations": [
        {
            "include-operation-id": REFUSING,
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 404, 409, 412, 422]}},
        }
    ],
}
EXAMPLES = 15


OPERATIONS = [
    f"{method.upper()} {path}" for path, found in openapi_document()["paths"].items() for method in found
]


@pytest.fixture(scope="session")
def contract(formats: Mapping[str, Callable[[int], str]]) -> dict[str, Any]:
    """Return the operations as Schemathesis sees them, by method and path."""
    # Loaded by the one process that needs it: that takes as long as a hundred tests.
    import schemathesis  # noqa: PLC0415
    from hypothesis import strategies  # noqa: PLC0415
    from schemathesis.config import SchemathesisConfig  # noqa: PLC0415

    for name, write in formats.items():
        schemathesis.openapi.format(name, strategies.integers(0, 999_999_999).map(write))
    schema = schemathesis.openapi.from_dict(openapi_document(), config=SchemathesisConfig.from_dict(CONFIG))
    operations: list[Any] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    return {operation.label: operation for operation in operations}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_app_keeps_what_the_document_promises(
    operation: str, contract: dict[str, Any], app: APIFlask, session: Session
) -> None:
    from hypothesis import HealthCheck, given, settings, strategies  # noqa: PLC0415
    from schemathesis import GenerationMode  # noqa: PLC0415

    found = contract[operation]
    # Where nothing is taken, nothing can be wrong.
    modes = list(GenerationMode) if found.body or found.query else [GenerationMode.POSITIVE]

    @given(case=strategies.one_of([found.as_strategy(generation_mode=mode) for mode in modes]))
    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    def keeps_it(case: Any) -> None:
        case.call_and_validate(app=app)

    keeps_it()


def test_the_document_needs_no_database_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert openapi_document()["openapi"].startswith("3.1")


def test_the_document_is_the_one_that_is_served(client: FlaskClient) -> None:
    assert client.get("/api/openapi.json").json == openapi_document()


def test_every_operation_has_an_id_and_describes_its_problems() -> None:
    operations = [op for path in openapi_document()["paths"].values() for op in path.values()]

    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        for status, response in operation["responses"].items():
            if int(status) >= 400 and status != "414":
                content = response["content"]["application/problem+json"]
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
                assert content["example"]["status"] == int(status)


def test_every_answer_with_a_version_has_it_as_its_etag_too() -> None:
    document = openapi_document()
    found = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
        for response in operation["responses"].values()
        if "ETag" in response.get("headers", {})
    }

    schemas = document["components"]["schemas"].items()
    versioned = {name for name, schema in schemas if "version" in schema.get("properties", {})}
    assert found == {f"{verb}{what}" for verb in ("get", "create", "update") for what in versioned}
