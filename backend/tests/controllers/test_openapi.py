"""The OpenAPI document is a contract. Schemathesis tests whether the app fulfils it."""

import os
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from app import openapi_document
from app.actor import Role
from app.controllers.access import Access
from app.controllers.authentication import access_of
from app.controllers.cookies import LOCAL_PREFIX
from app.models.team import Team
from app.models.user import User
from factories import MembershipFactory, UserFactory

# Every run tests the same cases, so that a failure can be reproduced. More, or others, on demand.
SEED = int(os.environ.get("CONTRACT_SEED", "1"))
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "15"))
CONFIG = {
    "seed": SEED,
    # An operation can reject a value of the right type, such as a cursor or a password. And 1.0 is an integer
    # in JSON Schema, but not in this API.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 404, 409, 412, 422, 429]}},
}

OPERATIONS = [
    f"{method.upper()} {path}" for path, methods in openapi_document()["paths"].items() for method in methods
]


@pytest.fixture(scope="session")
def contract(formats: Mapping[str, Callable[[int], str]]) -> dict[str, Any]:
    """Return the operations of Schemathesis, by method and path."""
    # Imported only by the process that needs it, because the import is slow.
    import schemathesis  # noqa: PLC0415
    from hypothesis import strategies  # noqa: PLC0415
    from schemathesis.config import SchemathesisConfig  # noqa: PLC0415

    for name, generate in formats.items():
        schemathesis.openapi.format(name, strategies.integers(0, 999_999_999).map(generate))
    schema = schemathesis.openapi.from_dict(openapi_document(), config=SchemathesisConfig.from_dict(CONFIG))
    operations: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    return {operation.label: operation for operation in operations}


@pytest.fixture
def served(
    app: APIFlask,
    # region teams
    team: Team,
    # endregion
) -> Any:
    """Return the app, whose addresses are those of the client's team."""

    def serve(environ: Any, start_response: Any) -> Any:
        # region teams
        environ["app.team"] = team.slug
        # endregion
        return app(environ, start_response)

    return serve


# region accounts
@pytest.fixture
def sign_in_again(
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    # region teams
    team: Team,
    # endregion
) -> Callable[[FlaskClient], object]:
    """Return a function that signs in somebody who may do everything."""
    admin = UserFactory.create(is_admin=True)
    # region teams
    MembershipFactory.create(team=team, user=admin, role=Role.OWNER)
    # endregion
    return lambda client: sign_in(client, admin)


# endregion
def is_invalid(case: Any) -> bool:
    return bool(case.meta.generation.mode.is_negative)


def is_padded(body: Any) -> bool:
    """Return whether a text may be too long only with the whitespace around it, which does not count."""
    values = body.values() if isinstance(body, dict) else ()
    return any(isinstance(value, str) and value != value.strip() for value in values)


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_app_conforms_to_the_document(
    name: str,
    contract: dict[str, Any],
    served: Any,
    client: FlaskClient,
    # region accounts
    sign_in_again: Callable[[FlaskClient], object],
    # endregion
) -> None:
    from hypothesis import HealthCheck, assume, given, seed, settings, strategies  # noqa: PLC0415
    from schemathesis import GenerationMode  # noqa: PLC0415
    from schemathesis.specs.openapi.checks import ignored_auth  # noqa: PLC0415

    operation = contract[name]
    # An operation without input has no invalid input.
    modes = list(GenerationMode) if operation.body or operation.query else [GenerationMode.POSITIVE]

    @seed(SEED)
    @given(case=strategies.one_of([operation.as_strategy(generation_mode=mode) for mode in modes]))
    @settings(max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    def conforms(case: Any) -> None:
        assume(not (is_invalid(case) and is_padded(case.body)))
        # region accounts
        # Each time, because some operations end the session or give it another token.
        sign_in_again(client)
        cookie = client.get_cookie(LOCAL_PREFIX + "session")
        case.cookies = {cookie.key: cookie.value} if cookie else {}
        case.headers.pop("Authorization", None)  # an invented API token
        # endregion
        # That check cannot tell this session from an invented one; test_access tests the rules.
        headers = {"Sec-Fetch-Site": "same-origin"}
        response = case.call_and_validate(app=served, headers=headers, excluded_checks=[ignored_auth])
        for location in response.headers.get("location", []):
            assert client.get(location).status_code == 200

    conforms()


def test_the_document_needs_neither_database_nor_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert openapi_document()["openapi"].startswith("3.1")


def test_the_api_serves_the_document(client: FlaskClient) -> None:
    assert client.get("/api/openapi.json").json == openapi_document()


def test_every_operation_has_an_id_and_documents_its_problems() -> None:
    operations = [op for path in openapi_document()["paths"].values() for op in path.values()]

    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                content = response["content"]["application/problem+json"]
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
                assert content["example"]["status"] == int(status)


# region teams
def test_the_routes_of_a_team_document_that_there_may_be_no_such_team(app: APIFlask) -> None:
    paths = openapi_document()["paths"]
    responses = [
        paths[re.sub(r"<id:(\w+)>", r"{\1}", rule.rule)][method.lower()]["responses"]
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if access_of(app, rule.endpoint, method) is Access.MEMBER
    ]

    assert responses
    assert all("404" in each for each in responses)


# endregion
def test_a_location_is_sent_for_the_records_that_have_a_url() -> None:
    paths = openapi_document()["paths"]
    with_location = {
        path
        for path, operations in paths.items()
        if "Location" in operations.get("post", {}).get("responses", {}).get("201", {}).get("headers", {})
    }

    readable = {
        path.rpartition("/{")[0]
        for path, operations in paths.items()
        if path.endswith("}") and "get" in operations
    }
    created = {
        path for path, methods in paths.items() if "201" in methods.get("post", {}).get("responses", {})
    }
    assert with_location - {"/api/teams"} == created & readable


def test_every_response_with_a_version_documents_its_etag() -> None:
    document = openapi_document()
    with_etag = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
        for response in operation["responses"].values()
        if "ETag" in response.get("headers", {})
    }

    schemas = document["components"]["schemas"].items()
    versioned = {name for name, schema in schemas if "version" in schema.get("properties", {})}
    assert with_etag == {f"{verb}{schema}" for verb in ("get", "create", "update") for schema in versioned}
