"""What a migration needs to know that models and database do not tell; ``inv field`` passes it to Alembic."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

VARIABLE = "HEADSTART_MIGRATION"


@dataclass(frozen=True)
class Instructions:
    """The new names of a table's columns, and the SQL of the values that existing rows get."""

    table: str = ""
    renames: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Instructions:
        """Return the instructions in the environment."""
        return cls(**json.loads(os.environ.get(VARIABLE, "{}")))

    def environment(self) -> dict[str, str]:
        """Return the environment that passes the instructions."""
        return {VARIABLE: json.dumps(asdict(self))}


NO_INSTRUCTIONS = Instructions()
