"""An upgrade that is interrupted or aborted leaves nothing behind."""

import os
import random
import time

import pytest

from tests.scaffold.upgrade.template import FILES, Product, Template
from tests.scaffold.upgrade.test_conflicts import start_with_conflicts
from tests.scaffold.upgrade.test_merge import CONFIG, EXTRA, OLD, succeeded, with_line

# A process is killed before the n-th call of a function.
KILL_POINTS = [
    "headstart.scaffold.upgrade.rendering.render:2",
    "headstart.scaffold.upgrade.sandbox.Sandbox.merge:1",
    "headstart.scaffold.upgrade.checkout.copy_from:1",
    "headstart.scaffold.upgrade.checkout._remove:2",
    "headstart.scaffold.upgrade.checkout.shutil.copy2:1",
    "headstart.scaffold.upgrade.checkout.shutil.copy2:3",
    "headstart.scaffold.upgrade.checkout._replace_index:1",
    "headstart.scaffold.upgrade.progress.Progress.write:1",
    "headstart.core.journal.Journal.forget:1",
    "headstart.scaffold.upgrade.steps.wheel.use:1",
    "headstart.scaffold.upgrade.generation.run:1",
    "headstart.scaffold.upgrade.checkout.stage:1",
    "headstart.scaffold.upgrade.progress.Progress.write:2",
    "headstart.core.journal.Journal.forget:2",
]


def release_changes(template: Template, product: Product) -> None:
    """Make changes on both sides that merge without a conflict."""
    product.change({CONFIG: with_line(2, "ours"), "mine.txt": "mine\n"})
    (product.root / "ignored").write_text("ignored\n", "utf-8")
    changes = {CONFIG: with_line(18, "theirs"), "a/new/file.txt": "new\n", OLD: None}
    template.release("0.3.0", {**changes, EXTRA: with_line(18, "theirs", FILES[EXTRA])})


@pytest.mark.parametrize("kill_point", KILL_POINTS)
@pytest.mark.slow
def test_an_upgrade_that_was_killed_is_aborted(kill_point: str, template: Template, product: Product) -> None:
    release_changes(template, product)
    before = product.contents()
    assert product.upgrade("--yes", killed_at=f"{kill_point}:SIGKILL").returncode == -9
    result = product.upgrade("--abort")
    assert result.returncode == 0 or "no upgrade is in progress" in result.stderr
    assert product.contents() == before
    assert product.status() == ""
    assert product.leftovers() == []


@pytest.mark.parametrize("kill_point", KILL_POINTS)
@pytest.mark.slow
def test_an_upgrade_that_was_killed_is_finished_by_the_same_command(
    kill_point: str, template: Template, product: Product
) -> None:
    release_changes(template, product)
    assert product.upgrade("--yes", killed_at=f"{kill_point}:SIGKILL").returncode == -9
    assert "upgraded from 0.2.0 to 0.3.0" in succeeded(product.upgrade("--yes"))
    assert product.text(CONFIG) == with_line(18, "theirs", with_line(2, "ours"))
    assert product.text("a/new/file.txt") == "new\n"
    assert not (product.root / OLD).exists()
    assert not product.wheel_file.exists()
    product.repository.git("commit", "--message=Upgrade")
    assert product.status() == ""
    assert product.leftovers() == []


@pytest.mark.parametrize(
    ("signal", "code", "message"),
    [
        ("SIGINT", 130, "inv: interrupted\n"),
        ("SIGTERM", 143, "inv: stopped\n"),
        ("SIGHUP", 129, "inv: stopped\n"),
    ],
)
@pytest.mark.parametrize(
    "kill_point", [each for each in KILL_POINTS if "checkout" in each and "stage" not in each]
)
@pytest.mark.slow
def test_a_signal_while_writing_changes_nothing(  # noqa: PLR0913, PLR0917 -- three are one case
    kill_point: str, signal: str, code: int, message: str, template: Template, product: Product
) -> None:
    release_changes(template, product)
    before = product.contents()
    result = product.upgrade("--yes", killed_at=f"{kill_point}:{signal}")
    assert (result.returncode, result.stderr) == (code, message)
    assert product.contents() == before
    assert product.status() == ""
    assert "no upgrade is in progress" in product.upgrade("--abort").stderr


@pytest.mark.slow
def test_kills_at_random_moments_are_undone(template: Template, product: Product) -> None:
    release_changes(template, product)
    before = product.contents()
    began = time.monotonic()
    succeeded(product.upgrade("--yes"))
    duration, upgraded = time.monotonic() - began, product.contents()
    for _ in range(int(os.environ.get("HEADSTART_KILLS", "4"))):
        product.upgrade("--abort")
        assert product.contents() == before
        moment = random.uniform(0, duration)  # noqa: S311 -- a test
        name = random.choice(["SIGKILL", "SIGTERM", "SIGHUP"])  # noqa: S311 -- a test
        product.upgrade("--yes", killed_at=f"after:{moment}:{name}")
        product.upgrade("--yes")
        assert product.contents() == upgraded


def test_an_abort_that_was_killed_is_repeated(template: Template, product: Product) -> None:
    release_changes(template, product)
    before = product.contents()
    succeeded(product.upgrade("--yes"))
    kill_point = "headstart.scaffold.upgrade.checkout._replace_index:1:SIGKILL"
    assert product.upgrade("--abort", killed_at=kill_point).returncode == -9
    succeeded(product.upgrade("--abort"))
    assert product.contents() == before
    assert product.status() == ""


def test_aborting_during_conflicts_restores_everything(template: Template, product: Product) -> None:
    start_with_conflicts(template, product)
    (product.root / "later.txt").write_text("made since\n", "utf-8")
    succeeded(product.upgrade("--abort"))
    assert product.status() == "?? later.txt\n"
    assert product.text(CONFIG) == with_line(5, "ours")
    assert product.text("new.txt") == "ours\n"


def test_a_finished_upgrade_is_aborted_until_it_is_committed(template: Template, product: Product) -> None:
    release_changes(template, product)
    before = product.contents()
    succeeded(product.upgrade("--yes"))
    assert "is not committed yet" in product.upgrade("--yes").stderr
    succeeded(product.upgrade("--abort"))
    assert product.contents() == before

    succeeded(product.upgrade("--yes"))
    product.repository.git("commit", "--message=Upgrade")
    assert "`git reset --hard " in product.upgrade("--abort").stderr
    succeeded(product.upgrade())
    assert "no upgrade is in progress" in product.upgrade("--abort").stderr


def test_an_upgrade_whose_changes_were_thrown_away_can_start_again(
    template: Template, product: Product
) -> None:
    release_changes(template, product)
    succeeded(product.upgrade("--yes"))
    product.repository.git("reset", "--quiet", "--hard")
    assert "upgraded from 0.2.0 to 0.3.0" in succeeded(product.upgrade("--yes"))
