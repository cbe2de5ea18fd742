"""A small template with releases, and a product made from it; repositories, merges and wheels are real."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from headstart.core import checkout_lock, project
from headstart.scaffold.answers import Answers
from tests.support.repositories import Repository

# Stands in for `headstart.scaffold.product` of a version: sets titles, deletes files of the template.
RENDER = """
import json, pathlib, shutil, sys
root, answers = pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text())
for path in root.rglob("*"):
    if path.is_file() and b"TITLE" in path.read_bytes():
        path.write_text(path.read_text().replace("TITLE", answers["title"]))
shutil.rmtree(root / "workspace")
(root / "CHANGELOG.md").unlink()
print("rendered", file=open({witness!r}, "a"))
"""
WORKSPACE = """[project]
name = "headstart-workspace"
version = "{version}"
requires-python = ">=3.11"

[build-system]
requires = ["hatchling==1.31.0"]
build-backend = "hatchling.build"

[tool.hatch.build.targets.wheel]
packages = ["headstart"]
"""
SETTINGS = """[project]
name = "template"
version = "0.1.0"
license = "MIT"

[tool.poetry.group.dev.dependencies]
headstart-workspace = { path = "workspace", develop = true }
coverage = ">=7"
mypy = ">=2"
pytest = ">=9"
ruff = ">=0.17"

[tool.workspace]
python = "3.13"
"""
LINES = "".join(f"line {n}\n" for n in range(1, 21))
FILES = {
    "README.md": "# TITLE\n\nAbout it.\n",
    "pyproject.toml": SETTINGS,
    "poetry.lock": "# generated\n",
    "backend/migrations/versions/1_first.py": 'revision = "first"\ndown_revision = None\n',
    "backend/app/config.py": LINES,
    "backend/app/extra.py": f"extra\n{LINES}",
    "backend/app/old.py": f"old\n{LINES}",
    "frontend/app.tsx": "app\n",
    "frontend/page.tsx": f"page\n{LINES}",
}


class Template:
    """A template with the release 0.2.0; its tooling writes a line to ``witness`` whenever it runs."""

    def __init__(self, root: Path) -> None:
        self.repository, self.root = Repository(root), root
        self.witness = root.with_name("witness")
        self.release("0.2.0", FILES)

    def release(self, version: str, changes: Mapping[str, str | None], notes: str = "") -> None:
        """Change files, None for one that is deleted, and tag the result."""
        tooling = {
            "workspace/pyproject.toml": WORKSPACE.format(version=version),
            "workspace/headstart/__init__.py": f'VERSION = "{version}"\nLINES = """\n{LINES}"""\n',
            "workspace/headstart/scaffold/__init__.py": "",
            "workspace/headstart/scaffold/product.py": RENDER.format(witness=str(self.witness)),
            "CHANGELOG.md": self._changelog(version, notes or f"- What is new in {version}."),
        }
        write(self.root, {**tooling, **changes})
        self.repository.commit(f"Release {version}")
        self.repository.git("tag", f"v{version}")

    def commit(self, name: str) -> str:
        """Return the commit of a tag or a branch."""
        return self.repository.git("rev-parse", f"{name}^{{commit}}").strip()

    def has_run(self) -> bool:
        """Return whether the tooling of any version has run."""
        return self.witness.exists()

    def _changelog(self, version: str, notes: str) -> str:
        path = self.root / "CHANGELOG.md"
        before = path.read_text("utf-8").removeprefix("# Changelog\n") if path.exists() else ""
        return f"# Changelog\n\n## {version} - 2026-01-01\n\n{notes}\n{before}"


class Product:
    """A product made from the release 0.2.0, with a commit of its own."""

    def __init__(self, template: Template, root: Path) -> None:
        self.template, self.repository, self.root = template, Repository(root), root
        self.temporary = root.with_name("temporary")
        write(root, {name: text.replace("TITLE", "Acme Shop") for name, text in FILES.items()})
        self.wheel = wheel = "vendor/headstart_workspace-0.2.0-py3-none-any.whl"
        self.wheel_file = root / wheel
        write(root, {wheel: "the wheel of 0.2.0", ".gitignore": "/ignored\n__pycache__/\n"})
        source = '"workspace", develop = true }'
        path = root / "pyproject.toml"
        path.write_text(path.read_text("utf-8").replace(source, f'"{wheel}" }}'), "utf-8")
        self.answers = Answers(
            title="Acme Shop",
            name="acme-shop",
            template=str(template.root),
            version="0.2.0",
            commit=template.commit("v0.2.0"),
        )
        table = {key: value for key, value in asdict(self.answers).items() if key != "name" and value != ()}
        lines = [
            f"{key} = {str(value).lower() if value is False else repr(value)}" for key, value in table.items()
        ]
        path.write_text(path.read_text("utf-8") + "\n[tool.headstart]\n" + "\n".join(lines) + "\n", "utf-8")
        self.repository.commit("Make it a product")

    def change(self, files: Mapping[str, str | None]) -> None:
        """Change files and commit them."""
        write(self.root, files)
        self.repository.commit("Work on it")

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text("utf-8")

    def status(self) -> str:
        """Return the output of ``git status``; empty if everything is committed."""
        return self.repository.git("status", "--porcelain", "--untracked-files=all")

    def contents(self) -> dict[str, tuple[int, bytes]]:
        """Return mode and content of every file, including ignored ones, outside of git's folder."""
        return {
            str(path.relative_to(self.root)): (path.lstat().st_mode, path.read_bytes())
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.root).parts
        }

    def leftovers(self) -> list[Path]:
        """Return the temporary folders that upgrades have left."""
        return list(self.temporary.glob("headstart-upgrade-*"))

    def upgrade(self, *args: str, killed_at: str = "") -> subprocess.CompletedProcess[str]:
        """Run ``inv upgrade`` in a process; a call such as ``shutil.copy2:3:SIGKILL`` ends it."""
        script = Path(__file__).with_name("commands.py")
        # HOLDER is set in a test that holds the lock, and must not be inherited here.
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GIT_") and name != checkout_lock.HOLDER
        }
        self.temporary.mkdir(exist_ok=True)
        isolated = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "TMPDIR": str(self.temporary),
        }
        return subprocess.run(
            [sys.executable, script, self.root, project.STATE, killed_at, "upgrade", *args],
            cwd=self.root, env=environment | isolated, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip


def write(root: Path, files: Mapping[str, str | None]) -> None:
    """Write files, and delete those whose text is None."""
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
