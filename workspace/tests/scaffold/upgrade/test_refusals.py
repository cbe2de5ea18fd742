"""Errors of one sentence with the fix, and what is shown before anything runs."""

import hashlib
import shutil
from pathlib import Path

import pytest

from headstart.core.checkout_lock import checkout_lock
from tests.scaffold.upgrade.template import WORKSPACE, Product, Template
from tests.scaffold.upgrade.test_merge import CONFIG, succeeded, with_line


def refusal(product: Product, *args: str) -> str:
    """Return the error message of an upgrade that is refused."""
    result = product.upgrade(*args)
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    return line


def test_changes_that_are_not_committed_are_refused(template: Template, product: Product) -> None:
    template.release("0.3.0", {})
    (product.root / CONFIG).write_text("changed\n", "utf-8")
    (product.root / "new.txt").write_text("new\n", "utf-8")
    assert refusal(product, "--yes").startswith(
        f"inv: these files are not committed: {CONFIG}, new.txt; run `git stash --include-untracked`"
    )


def test_a_project_without_git_is_refused(template: Template, product: Product) -> None:
    shutil.rmtree(product.root / ".git")
    assert "this project has no commit yet: run `git init" in refusal(product, "--yes")


def test_headstart_itself_is_refused(template: Template, product: Product) -> None:
    settings = product.text("pyproject.toml").partition("[tool.headstart]")[0]
    product.change({"pyproject.toml": settings})
    assert "this is Headstart itself, not a product: `inv init" in refusal(product, "--yes")


def test_another_command_in_this_checkout_is_waited_for(template: Template, product: Product) -> None:
    with checkout_lock("inv db.restore"):
        complaint = refusal(product, "--yes")
    assert complaint.startswith("inv: `inv db.restore` (process ")
    assert complaint.endswith("is changing this checkout: run `inv upgrade` again when it has finished")


def test_a_product_without_a_template_address_needs_from(template: Template, product: Product) -> None:
    recorded = f"template = '{template.root}'"
    product.change({"pyproject.toml": product.text("pyproject.toml").replace(recorded, "template = ''")})
    assert "run `inv upgrade --from URL`, or add `template = " in refusal(product, "--check")
    template.release("0.3.0", {})
    assert "upgraded from 0.2.0 to 0.3.0" in succeeded(product.upgrade("--yes", "--from", str(template.root)))


def test_a_template_that_cannot_be_read_is_explained(template: Template, product: Product) -> None:
    assert "git cannot read the template at /no/such/folder (" in refusal(
        product, "--check", "--from", "/no/such/folder"
    )


def test_a_release_that_does_not_exist_and_one_that_is_older_are_refused(
    template: Template, product: Product
) -> None:
    assert refusal(product, "--to", "0.9.0").endswith("has no release 0.9.0: the newest are 0.2.0")
    template.repository.git("tag", "v0.1.9")
    assert "0.1.9 is older than this product's version 0.2.0" in refusal(product, "--to", "v0.1.9")


def test_a_repository_without_the_version_of_the_product_is_refused(
    template: Template, product: Product
) -> None:
    template.release("0.3.0", {})
    template.repository.git("tag", "--delete", "v0.2.0")
    settings = product.text("pyproject.toml").replace(product.answers.commit, "0" * 40)
    product.change({"pyproject.toml": settings})
    assert "has neither the commit 0000" in refusal(product, "--yes")


def test_a_commit_that_the_template_lacks_is_replaced_by_the_release(
    template: Template, product: Product
) -> None:
    template.release("0.3.0", {CONFIG: with_line(18, "theirs")})
    settings = product.text("pyproject.toml").replace(product.answers.commit, "0" * 40)
    product.change({"pyproject.toml": settings})
    succeeded(product.upgrade("--yes"))
    assert product.text(CONFIG) == with_line(18, "theirs")


def test_newer_versions_are_reported_with_an_exit_code(template: Template, product: Product) -> None:
    assert succeeded(product.upgrade("--check")) == "0.2.0 is the newest version\n"
    template.release("0.10.0", {})
    template.release("0.9.0", {})
    result = product.upgrade("--check")
    assert result.returncode == 2
    assert result.stdout == "0.10.0 is available, this product has 0.2.0: run `inv upgrade`\n"


def test_nothing_of_the_new_version_runs_before_the_user_agrees(template: Template, product: Product) -> None:
    template.release("0.3.0", {})
    template.release("0.4.0", {})
    before = product.contents()
    result = product.upgrade()
    assert result.returncode == 1
    assert "No code of 0.4.0 has run so far." in result.stderr
    assert result.stderr.endswith("pass --yes to run it without a terminal\n")
    assert "Headstart 0.2.0 -> 0.4.0\n" in result.stdout
    assert template.commit("v0.4.0") in result.stdout
    assert result.stdout.index("## 0.4.0") < result.stdout.index("## 0.3.0")
    assert "## 0.2.0" not in result.stdout
    assert not template.has_run()
    assert product.contents() == before


def test_the_checksum_that_was_shown_is_the_one_of_the_wheel_and_is_recorded(
    template: Template, product: Product
) -> None:
    template.release("0.3.0", {})
    output = succeeded(product.upgrade("--yes"))
    wheel = product.root / "vendor/headstart_workspace-0.3.0-py3-none-any.whl"
    checksum = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert f"  sha256    {checksum}\n" in output
    settings = product.text("pyproject.toml")
    assert f'sha256 = "{checksum}"' in settings
    assert f'commit = "{template.commit("v0.3.0")}"' in settings
    assert not product.wheel_file.exists()
    assert template.has_run()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            '"hatchling.build"',
            '"hatchling.build"\nbackend-path = ["."]',
            "its build backend is not Hatchling",
        ),
        ('"hatchling.build"', '"setuptools.build_meta"', "its build backend is not Hatchling"),
        ('["hatchling==1.31.0"]', '["hatchling==1.31.0", "evil"]', "more than a pinned Hatchling"),
        (
            '["hatchling==1.31.0"]',
            '["hatchling @ https://example.com/h.whl"]',
            "more than a pinned Hatchling",
        ),
        (
            "[build-system]",
            "[tool.hatch.build.hooks.custom]\n[build-system]",
            "more than which files to copy",
        ),
        ("[build-system]", "[tool.hatch.version]\nsource = 'code'\n[build-system]", "more than which files"),
        ("[build-system]", "[tool.uv]\nindex-url = 'https://example.com'\n[build-system]", "outside of"),
    ],
)
def test_a_wheel_whose_build_would_run_code_is_not_built(
    old: str, new: str, reason: str, template: Template, product: Product
) -> None:
    settings = WORKSPACE.format(version="0.3.0").replace(old, new)
    template.release("0.3.0", {"workspace/pyproject.toml": settings})
    complaint = refusal(product, "--yes")
    assert complaint.startswith("inv: building the wheel of this version would run its code: ")
    assert reason in complaint
    assert not template.has_run()


def test_hatchling_runs_no_code_of_the_template_when_it_builds_a_wheel(
    template: Template, product: Product, folder: Path
) -> None:
    witness = folder / "witness"
    code = f"open({str(witness)!r}, 'w')\n"
    files = dict.fromkeys(("workspace/hatch_build.py", "workspace/setup.py", "workspace/conftest.py"), code)
    template.release("0.3.0", {**files, "workspace/headstart/__init__.py": code})
    assert "No code of 0.3.0 has run so far." in refusal(product)
    assert not witness.exists()
