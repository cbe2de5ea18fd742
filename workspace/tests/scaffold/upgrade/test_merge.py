"""The changes that a merge makes in a product."""

import subprocess

from tests.scaffold.upgrade.template import FILES, LINES, Product, Template

CONFIG, EXTRA, OLD = "backend/app/config.py", "backend/app/extra.py", "backend/app/old.py"


def with_line(number: int, line: str, text: str = LINES) -> str:
    return text.replace(f"line {number}\n", f"{line}\n")


def succeeded(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_changes_of_both_sides_are_merged_and_the_rest_is_as_it_was(
    template: Template, product: Product
) -> None:
    settings = product.text("pyproject.toml").replace("[tool.workspace]", "[tool.mine]\n\n[tool.workspace]")
    product.change({CONFIG: with_line(2, "ours"), "mine.txt": "mine\n", "pyproject.toml": settings})
    template.release(
        "0.3.0",
        {
            CONFIG: with_line(18, "theirs"),
            "new.txt": "TITLE's new file\n",
            OLD: None,
            "pyproject.toml": FILES["pyproject.toml"].replace('">=9"', '">=10"'),
        },
    )
    output = succeeded(product.upgrade("--yes"))
    assert product.text(CONFIG) == with_line(18, "theirs", with_line(2, "ours"))
    assert product.text("new.txt") == "Acme Shop's new file\n"
    assert product.text("README.md") == "# Acme Shop\n\nAbout it.\n"
    assert product.text("mine.txt") == "mine\n"
    assert not (product.root / OLD).exists()
    merged = product.text("pyproject.toml")
    assert 'pytest = ">=10"\n' in merged
    assert "[tool.mine]\n" in merged
    assert "## 0.3.0 - 2026-01-01\n\n- What is new in 0.3.0." in output
    assert output.splitlines()[-1].startswith("next: `inv test`, then `git commit -m")


def test_everything_that_changed_is_staged(template: Template, product: Product) -> None:
    template.release("0.3.0", {CONFIG: with_line(18, "theirs"), "new.txt": "new\n", OLD: None})
    succeeded(product.upgrade("--yes"))
    output = product.repository.git("diff", "--cached", "--name-status", "--no-renames").splitlines()
    assert [line.replace("\t", " ") for line in output] == [
        f"M {CONFIG}",
        f"D {OLD}",
        "A new.txt",
        "M poetry.lock",
        "M pyproject.toml",
        f"D {product.wheel}",
        "A vendor/headstart_workspace-0.3.0-py3-none-any.whl",
    ]
    assert product.repository.git("diff", "--name-only") == ""


def test_a_file_that_the_user_deleted_stays_deleted(template: Template, product: Product) -> None:
    product.change({EXTRA: None})
    template.release("0.3.0", {EXTRA: with_line(18, "theirs", FILES[EXTRA])})
    output = succeeded(product.upgrade("--yes"))
    assert not (product.root / EXTRA).exists()
    assert f"changed in 0.3.0, but deleted by you, so it stays deleted: {EXTRA}" in output


def test_a_file_that_the_user_deleted_stays_deleted_when_the_template_renames_it(
    template: Template, product: Product
) -> None:
    product.change({EXTRA: None})
    template.release("0.3.0", {EXTRA: None, "backend/app/renamed.py": with_line(18, "theirs", FILES[EXTRA])})
    succeeded(product.upgrade("--yes"))
    assert not (product.root / EXTRA).exists()
    assert not (product.root / "backend/app/renamed.py").exists()


def test_changes_follow_a_file_that_the_user_renamed(template: Template, product: Product) -> None:
    product.change({EXTRA: None, "backend/app/own.py": with_line(2, "ours", FILES[EXTRA])})
    template.release("0.3.0", {EXTRA: with_line(18, "theirs", FILES[EXTRA])})
    succeeded(product.upgrade("--yes"))
    assert product.text("backend/app/own.py") == with_line(18, "theirs", with_line(2, "ours", FILES[EXTRA]))
    assert not (product.root / EXTRA).exists()


def test_the_users_changes_follow_a_file_that_the_template_renamed(
    template: Template, product: Product
) -> None:
    product.change({EXTRA: with_line(2, "ours", FILES[EXTRA])})
    template.release("0.3.0", {EXTRA: None, "backend/app/renamed.py": with_line(18, "theirs", FILES[EXTRA])})
    succeeded(product.upgrade("--yes"))
    expected = with_line(18, "theirs", with_line(2, "ours", FILES[EXTRA]))
    assert product.text("backend/app/renamed.py") == expected
    assert not (product.root / EXTRA).exists()


def test_a_folder_that_the_template_renames_takes_no_file_of_the_users_along(
    template: Template, product: Product
) -> None:
    product.change({"frontend/mine.tsx": "mine\n"})
    template.release("0.3.0", {"frontend/page.tsx": None, "ui/page.tsx": FILES["frontend/page.tsx"]})
    succeeded(product.upgrade("--yes"))
    assert product.text("frontend/mine.tsx") == "mine\n"
    assert (product.root / "ui/page.tsx").exists()


def test_a_project_in_a_folder_of_its_repository_is_upgraded_there(
    template: Template, product: Product
) -> None:
    inner = product.root / "shop"
    names = [path.name for path in product.root.iterdir() if path.name != ".git"]
    inner.mkdir()
    for name in names:
        (product.root / name).rename(inner / name)
    product.change({"unrelated.txt": "unrelated\n", f"shop/{CONFIG}": with_line(2, "ours")})
    template.release("0.3.0", {CONFIG: with_line(18, "theirs"), "new.txt": "new\n"})
    outer, product.root = product.root, inner
    succeeded(product.upgrade("--yes"))
    assert product.text(CONFIG) == with_line(18, "theirs", with_line(2, "ours"))
    assert product.text("new.txt") == "new\n"
    assert not (outer / "new.txt").exists()
    assert (outer / "unrelated.txt").exists()


def test_two_newest_migrations_are_explained(template: Template, product: Product) -> None:
    folder = "backend/migrations/versions"
    product.change({f"{folder}/2_ours.py": 'revision = "ours"\ndown_revision = "first"\n'})
    migration = 'revision = "theirs"\ndown_revision = "first"\n'
    template.release("0.3.0", {f"{folder}/2_theirs.py": migration})
    output = succeeded(product.upgrade("--yes"))
    assert "first: the migrations ours and theirs are both the newest" in output
    assert '`.venv/bin/alembic merge heads -m "what both do"`' in output


def test_a_tooling_that_was_ejected_is_merged_as_well(template: Template, product: Product) -> None:
    source = template.root / "workspace"
    files = {str(path.relative_to(template.root)): path.read_text("utf-8") for path in source.rglob("*.*")}
    init = "workspace/headstart/__init__.py"
    product.change({**files, product.wheel: None, init: with_line(18, "ours", files[init])})
    template.release("0.3.0", {"workspace/headstart/more.py": "MORE = 1\n"})
    succeeded(product.upgrade("--yes"))
    assert product.text(init) == f'VERSION = "0.3.0"\nLINES = """\n{with_line(18, "ours")}"""\n'
    assert product.text("workspace/headstart/more.py") == "MORE = 1\n"
    assert not list(product.root.glob("vendor/*"))
