"""``inv init`` sets the title and replaces the tooling by a wheel, and changes nothing else."""

import ast
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import answers as answers_file
from headstart.scaffold import initialisation, product, wheel
from headstart.scaffold.answers import Answers, check_title, name_from_title
from tests.support.repositories import Repository

TITLES = [
    "Acme Shop",
    "Müller & Söhne",
    'Jack\'s "Best"',
    "$1 \\ <b>",
    "株式会社",
    "Flask",
    "1st",
    "Test",
    "Data",
    "Postgres",
]
# The start and the rest of the path of a file in TypeScript, without the settings of Vite after "?".
IMPORT = re.compile(r'(?:from|import|import\() ?"(@/|\.{1,2}/)(.+?)["?]')


@pytest.fixture
def clone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone with everything that is in this checkout, as the project that commands work on."""
    if shutil.which("git") is None or not (project.ROOT / ".git").exists():
        pytest.skip("this is no git repository, or git is not installed")
    root = folder / "clone"
    for path in initialisation.files():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project.ROOT / path, root / path)
    monkeypatch.setattr(project, "ROOT", root)
    Repository(root)
    return root


def answers(title: str, root: Path) -> Answers:
    return Answers(title=title, name=name_from_title(title, root), version="0.2.0", template="t", commit="c")


def text(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


@pytest.mark.sample
@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_set_in_the_known_places_only(title: str, clone: Path) -> None:
    before = {path: (clone / path).read_bytes() for path in initialisation.files()}

    product.set_title(clone, answers(title, clone))

    changed = {path for path, content in before.items() if (clone / path).read_bytes() != content}
    assert changed == {
        "pyproject.toml",
        "backend/app/config.py",
        "frontend/src/lib/product.ts",
        ".devcontainer/devcontainer.json",
        "infra/compose.production.yml",
    }
    [value] = [
        node.value
        for node in ast.parse(text(clone, "backend/app/config.py")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TITLE"
    ]
    assert ast.literal_eval(value) == title
    constant = text(clone, "frontend/src/lib/product.ts").split("product = ")[1].rstrip(";\n")
    assert ast.literal_eval(constant) == title
    name_line = next(
        line for line in text(clone, ".devcontainer/devcontainer.json").splitlines() if '"name"' in line
    )
    assert json.loads(f"{{{name_line.rstrip(',')}}}") == {"name": title}
    assert tomllib.loads(text(clone, "pyproject.toml"))["project"]["name"] == name_from_title(title, clone)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Acme Shop", "acme-shop"),
        ("Müller & Söhne", "muller-sohne"),
        ('Jack\'s "Best"', "jacks-best"),
        ("株式会社", "product"),
        ("1st", "app-1st"),
        ("Flask", "flask-app"),
        ("Postgres", "postgres-app"),
        ("A" * 60, "a" * 30),
    ],
)
def test_a_name_follows_from_the_title(title: str, name: str) -> None:
    assert name_from_title(title) == name


@pytest.mark.parametrize("title", ["", " ", " Acme", "Acme\nShop", "Acme\x00", "A" * 61])
def test_an_invalid_title_is_refused_with_an_example(title: str) -> None:
    with pytest.raises(WorkspaceError, match=r'for example, write `inv init "Acme Shop"`'):
        check_title(title)


@pytest.mark.sample
def test_a_product_has_a_wheel_and_no_tooling_of_its_own(clone: Path) -> None:
    product.render(clone, answers("Acme Shop", clone))

    settings = tomllib.loads(text(clone, "pyproject.toml"))
    path = settings["tool"]["poetry"]["group"]["dev"]["dependencies"]["headstart-workspace"]["path"]
    assert path == "vendor/headstart_workspace-0.2.0-py3-none-any.whl"
    assert settings["tool"]["headstart"]["version"] == "0.2.0"
    assert "COPY vendor vendor\n" in text(clone, "backend/Dockerfile")
    assert "!vendor\n" in text(clone, ".dockerignore")
    for path in product.TEMPLATE_ONLY:
        assert not (clone / path).exists()
    assert answers_file.read(clone) == answers("Acme Shop", clone)


@pytest.mark.sample
@pytest.mark.parametrize(
    "left_out", [{"bare": True}, {"without": ("teams",)}, {"without": ("accounts",)}], ids=str
)
def test_the_front_end_of_a_product_imports_only_files_that_it_has(
    left_out: Mapping[str, Any], clone: Path
) -> None:
    product.render(clone, replace(answers("Acme Shop", clone), **left_out))

    front_end = clone / "frontend"
    paths = {*front_end.glob("src/**/*.ts*"), *front_end.glob("e2e/**/*.ts")}
    written_later = {clone / name for name in product.GENERATED}
    assert {name for path in paths - written_later for name in missing_imports(path, front_end)} == set()


def missing_imports(path: Path, front_end: Path) -> Iterator[str]:
    """Yield the imports of a file of the front end whose file does not exist."""
    for start, name in IMPORT.findall(path.read_text("utf-8")):
        target = front_end / "src" / name if start == "@/" else path.parent / start / name
        if not any(Path(f"{target}{end}").is_file() for end in ("", ".ts", ".tsx", ".d.ts")):
            yield f"{path.relative_to(front_end)}: {start}{name}"


@pytest.mark.sample
def test_rendered_twice_it_is_the_same_product(clone: Path, folder: Path) -> None:
    shutil.copytree(clone, folder / "other", ignore=shutil.ignore_patterns(".git"))
    for root in (clone, folder / "other"):
        product.render(root, answers("Acme Shop", clone))

    other = {
        str(path.relative_to(folder / "other")): path.read_bytes()
        for path in (folder / "other").rglob("*")
        if path.is_file()
    }
    assert {path: (clone / path).read_bytes() for path in initialisation.files()} == other


@pytest.mark.slow
@pytest.mark.sample
def test_another_title_later_changes_the_known_places_only(clone: Path) -> None:
    product.render(clone, answers("Demo", clone))
    wheel.build(Path(project.TOOLING), clone / wheel.VENDOR)
    (clone / "backend/app/services/authors.py").write_text("# A demo of the demos.\n", "utf-8")

    differences = initialisation.plan(answers("Acme Shop", clone))

    assert {each.path for each in differences} - {"README.md", "CONTRIBUTING.md"} == {
        "pyproject.toml",
        "backend/app/config.py",
        "frontend/src/lib/product.ts",
        ".devcontainer/devcontainer.json",
        "infra/compose.production.yml",
    }
    assert initialisation.plan(answers("Demo", clone)) == []


def test_the_files_are_found_without_git(clone: Path) -> None:
    files = set(initialisation.files())
    shutil.rmtree(clone / ".git")
    (clone / "node_modules").mkdir()
    (clone / "node_modules" / "package.js").touch()

    assert set(initialisation.files()) == files


@pytest.mark.slow
def test_a_wheel_built_twice_is_the_same_file_and_unpacks_to_its_source(folder: Path) -> None:
    source = project.ROOT / wheel.SOURCE
    if not source.exists():
        pytest.skip("the tooling's source is not here")
    one, two = (wheel.build(source, folder / name) for name in ("one", "two"))

    assert one.read_bytes() == two.read_bytes()
    wheel.unpack(one, folder / "unpacked")
    for path in ("pyproject.toml", "README.md", "headstart/core/project.py", "tests/conftest.py"):
        assert (folder / "unpacked" / path).read_bytes() == (source / path).read_bytes()
