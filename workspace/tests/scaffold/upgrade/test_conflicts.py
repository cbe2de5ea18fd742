"""Conflicts: marked in the files and in the index, finished with --continue."""

import re

from tests.scaffold.upgrade.template import FILES, LINES, Product, Template
from tests.scaffold.upgrade.test_merge import CONFIG, EXTRA, OLD, succeeded, with_line


def start_with_conflicts(template: Template, product: Product) -> str:
    """Start an upgrade with conflicts in three files, and return its error output."""
    product.change(
        {
            CONFIG: with_line(5, "ours"),
            OLD: with_line(5, "ours", FILES[OLD]),
            "new.txt": "ours\n",
            EXTRA: with_line(2, "ours", FILES[EXTRA]),
        }
    )
    template.release(
        "0.3.0",
        {
            CONFIG: with_line(5, "theirs"),
            OLD: None,
            "new.txt": "theirs\n",
            EXTRA: with_line(18, "theirs", FILES[EXTRA]),
        },
    )
    result = product.upgrade("--yes")
    assert result.returncode == 1
    assert "- What is new in 0.3.0." in result.stdout
    return result.stderr


def test_conflicts_are_marked_and_listed(template: Template, product: Product) -> None:
    complaint = start_with_conflicts(template, product)
    assert f"  {CONFIG}\n" in complaint
    assert "then `inv upgrade --continue`" in complaint
    marked = r"line 4\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> \w+ \(Headstart 0\.3\.0\)\nline 6"
    assert re.search(marked, product.text(CONFIG))
    unmerged = [line for line in product.status().splitlines() if "U" in line[:2] or line[:2] == "AA"]
    assert unmerged == [f"UU {CONFIG}", f"UD {OLD}", "AA new.txt"]
    assert product.text(EXTRA) == with_line(18, "theirs", with_line(2, "ours", FILES[EXTRA]))
    assert 'version = "0.2.0"' in product.text("pyproject.toml").replace("'", '"')
    assert product.text("poetry.lock") == "# generated\n"


def test_generated_files_are_never_in_conflict(template: Template, product: Product) -> None:
    product.change({"poetry.lock": "# generated for the product\n"})
    template.release("0.3.0", {"poetry.lock": "# generated for the release\n"})
    assert "upgraded from 0.2.0 to 0.3.0" in succeeded(product.upgrade("--yes"))
    assert product.text("poetry.lock") == "# generated for the product\n# generated again\n"


def test_with_conflicts_the_upgrade_neither_continues_nor_restarts(
    template: Template, product: Product
) -> None:
    start_with_conflicts(template, product)
    for args in (["--continue"], ["--yes"]):
        result = product.upgrade(*args)
        assert result.returncode == 1
        assert f"still in conflict: {CONFIG}, {OLD}, new.txt; resolve the conflicts" in result.stderr


def test_an_upgrade_continues_when_conflicts_are_resolved(template: Template, product: Product) -> None:
    start_with_conflicts(template, product)
    (product.root / CONFIG).write_text(with_line(5, "both"), "utf-8")
    (product.root / "new.txt").write_text("both\n", "utf-8")
    product.repository.git("rm", "--quiet", OLD)
    product.repository.git("add", "--all")
    assert "upgraded from 0.2.0 to 0.3.0" in succeeded(product.upgrade("--continue"))
    assert product.text("poetry.lock") == "# generated\n# generated again\n"
    assert "headstart_workspace-0.3.0-py3-none-any.whl" in product.text("pyproject.toml")
    product.repository.git("commit", "--message=Upgrade")
    assert product.status() == ""
    assert "this product already has the newest version, 0.3.0" in succeeded(product.upgrade())


def test_an_upgrade_continues_after_its_conflicts_were_resolved_and_committed(
    template: Template, product: Product
) -> None:
    start_with_conflicts(template, product)
    product.repository.git("add", "--all")
    product.repository.git("commit", "--message=Resolve")
    assert "upgraded from 0.2.0 to 0.3.0" in succeeded(product.upgrade("--continue"))


def test_a_conflict_in_the_settings_can_be_undone_with_git_alone(
    template: Template, product: Product
) -> None:
    settings = product.text("pyproject.toml")
    product.change({"pyproject.toml": settings.replace('pytest = ">=9"', 'pytest = "==9"')})
    changed = FILES["pyproject.toml"].replace('pytest = ">=9"', 'pytest = ">=10"')
    template.release("0.3.0", {"pyproject.toml": changed, "new.txt": "new\n", OLD: None})
    before = product.contents()
    assert "`git reset --hard` restores everything, too" in product.upgrade("--yes").stderr
    assert "<<<<<<< HEAD" in product.text("pyproject.toml")
    product.repository.git("reset", "--quiet", "--hard")
    assert product.contents() == before
    assert "no upgrade is in progress" in product.upgrade("--continue").stderr


def test_a_file_of_the_same_name_that_git_does_not_know_is_not_overwritten(
    template: Template, product: Product
) -> None:
    (product.root / "ignored").write_text("mine\n", "utf-8")
    template.release("0.3.0", {"ignored": "theirs\n", CONFIG: with_line(18, "theirs")})
    result = product.upgrade("--yes")
    assert result.stderr == (
        "inv: not in git, but in the new version: ignored; move these files, then try again\n"
    )
    assert product.text("ignored") == "mine\n"
    assert product.text(CONFIG) == LINES
