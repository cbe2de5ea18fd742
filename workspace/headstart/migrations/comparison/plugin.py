"""The entry point for Alembic, which loads this module at every start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from alembic.operations.ops import UpgradeOps
    from alembic.runtime.plugins import Plugin
    from alembic.util import PriorityDispatchResult


def setup(plugin: Plugin) -> None:
    """Register the comparison, after all others."""
    from alembic.util import DispatchPriority  # noqa: PLC0415 -- it is only partly loaded at this point

    plugin.add_autogenerate_comparator(_compare, "autogenerate", priority=DispatchPriority.LAST)


def _compare(context: AutogenContext, upgrade_ops: UpgradeOps) -> PriorityDispatchResult:
    from alembic.util import PriorityDispatchResult  # noqa: PLC0415

    from headstart.migrations.comparison import completion  # noqa: PLC0415 -- only for comparisons

    completion.complete(context, upgrade_ops)
    return PriorityDispatchResult.CONTINUE
