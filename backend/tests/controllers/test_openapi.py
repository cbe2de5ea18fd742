"""The document is a contract: Schemathesis tries whether the app keeps it."""

from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import openapi_document
from factories.book import isbn

# The same cases in every run: what is found must not depend on luck.
CONFIG = {
    "seed": 1,
    "generation": {"deterministic": True},
    # A cursor, the id of an author and a version can have the right form and be refused all the same. And
    # 1.0 is an integer to JSON Schema, but not to this API.
    "operations": [
        {
            "include-operation-id": [
                *("listAuthors", "updateAuthor", "deleteAuthor", "batchDeleteAuthors"),
                *("listBooks", "createBook", "updateBook", "deleteBook", "batchDeleteBooks"),
            ],
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 404, 409, 412, 422]}},
        }
    ],
}
EXAMPLES = 15


OPERATIONS = [
    f"{method.upper()} {path}" for path, found in openapi_document()["paths"].items() for method in found
]


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    """Return the operations as Schemathesis sees them, by method and path."""
    # Loaded by the one process that needs it: that takes as long as a hundred tests.
    import schemathesis  # noqa: PLC0415
    from hypothesis import strategies  # noqa: PLC0415
    from schemathesis.config import SchemathesisConfig  # noqa: PLC0415

    schemathesis.openapi.format("isbn-13", strategies.integers(0, 999_999_999).map(isbn))
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
            if int(status) >= 400:
                content = response["content"]["application/problem+json"]
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
                assert content["example"]["status"] == int(status)


def test_what_an_operation_takes_decides_which_problems_it_has() -> None:
    paths = openapi_document()["paths"]

    assert set(paths["/api/books"]["get"]["responses"]) == {"200", "422", "500", "503"}
    assert set(paths["/api/books"]["post"]["responses"]) == {
        "201", "400", "409", "413", "415", "422", "500", "503"
    }  # fmt: skip
    assert set(paths["/api/books/{book_id}"]["delete"]["responses"]) == {
        "204", "400", "404", "412", "500", "503"
    }  # fmt: skip
