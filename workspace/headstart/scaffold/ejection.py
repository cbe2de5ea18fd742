"""``inv eject``: the tooling's source in ``workspace/`` instead of its wheel in ``vendor/``."""

from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import product, wheel
from headstart.scaffold.undo import journal, undo_on_failure
from headstart.setup import bootstrap

# Tests of the tooling that need the models of Headstart's sample, which a product may change or drop.
SAMPLE_TESTS = ("tests/devdb/bulk", "tests/bench/test_seeding_contest.py")
CHANGED_FILES = ("pyproject.toml", "poetry.lock", *wheel.MENTIONS)


def eject() -> Path:
    """Replace the wheel by its source, and return the folder.

    Raises:
        WorkspaceError: the source already exists, there is no wheel, or the lock file cannot be written.
            Nothing is changed then.
    """
    folder = project.ROOT / wheel.SOURCE
    if folder.exists():
        msg = f"the tooling's source is already in {wheel.SOURCE}/"
        raise WorkspaceError(msg)
    wheels = sorted((project.ROOT / wheel.VENDOR).glob(wheel.name("*")))
    if len(wheels) != 1:
        msg = f"{wheel.VENDOR}/ must contain one wheel of the tooling, not {len(wheels)}: see `git status`"
        raise WorkspaceError(msg)
    paths = (*CHANGED_FILES, wheel.SOURCE, f"{wheel.VENDOR}/{wheels[0].name}")
    with undo_on_failure(journal().file(path, is_generated=True) for path in paths):
        wheel.unpack(wheels[0], folder)
        for name in SAMPLE_TESTS:
            product.delete(folder / name)
        wheel.use_source(project.ROOT)
        environment = bootstrap.fetching_environment()
        lock = [bootstrap.ensure_poetry(), "lock"]
        commands.output(lock, environment, failure="poetry.lock could not be written")
        product.delete(wheels[0])
    return folder
