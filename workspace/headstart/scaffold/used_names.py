"""Names that the application already uses: attributes, schemas, addresses and relations."""

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from headstart.core import commands, project

# In a process of its own: the tooling does not load the app.
SCRIPT = """
import json
import app
import app.models
from app.controllers.schemas.base import Payload, Stored
from app.controllers.schemas.lists import ListQuery
from app.fields import Filters
from app.models.base import Base
from factories.base import ModelFactory

document = app.openapi_document()
tables = Base.metadata.tables.values()
print(json.dumps({
    "models": dir(Base),
    "schemas": [*dir(Payload), *dir(Stored), *Stored.model_fields],
    "lists": [*dir(ListQuery), *ListQuery.__dataclass_fields__, *dir(Filters)],
    "factories": dir(ModelFactory),
    "components": list(document["components"]["schemas"]),
    "operations": [each["operationId"] for path in document["paths"].values() for each in path.values()],
    "addresses": list(document["paths"]),
    "relations": [
        name for table in tables if table.schema is None
        for name in (table.name, *(str(part.name) for part in (*table.indexes, *table.constraints)))
    ],
}))
"""


@dataclass(frozen=True)
class UsedNames:
    """Names that are in use.

    Attributes:
        models: attributes of every model.
        schemas: attributes of every schema.
        lists: attributes and parameters of every list's query.
        factories: attributes of every factory.
        components: schemas in the OpenAPI document.
        operations: operation identifiers in the OpenAPI document.
        addresses: paths in the OpenAPI document.
        relations: tables, indexes and constraints.
    """

    models: frozenset[str]
    schemas: frozenset[str]
    lists: frozenset[str]
    factories: frozenset[str]
    components: frozenset[str]
    operations: frozenset[str]
    addresses: frozenset[str]
    relations: frozenset[str]


@cache
def read_used_names(root: Path = project.ROOT) -> UsedNames:
    """Return the names that the application at ``root`` uses.

    Raises:
        WorkspaceError: the application cannot be imported.
    """
    failure = "the application cannot be imported, fix that first"
    text = commands.output([sys.executable, "-c", SCRIPT], cwd=root / "backend", failure=failure)
    return UsedNames(**{key: frozenset(names) for key, names in json.loads(text).items()})
