"""Turns Headstart's own files into a product: sets its title, removes the sample and the tooling.

``inv upgrade`` runs ``python -m headstart.scaffold.product FOLDER ANSWERS.json``.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import tomlkit

from headstart.core.errors import WorkspaceError
from headstart.scaffold import answers as answers_file
from headstart.scaffold import bare, parts, removal, rendering, wheel
from headstart.scaffold.answers import Answers
from headstart.scaffold.plan import Change

# Files of Headstart that are not part of a product.
TEMPLATE_ONLY = (
    "workspace",
    ".ci",
    ".github/workflows/workspace.yml",
    ".github/workflows/release.yml",
    "docs/images",
    # Screenshots of the sample: they change with any text, colour or column that a product changes.
    "frontend/e2e/visual.spec.ts",
    "frontend/e2e/snapshots",
    "frontend/e2e/support/sample.css",
)
# Generated files, which `inv init` and `inv upgrade` regenerate.
GENERATED = (
    "frontend/openapi.json",
    "frontend/src/lib/api/schema.d.ts",
    "frontend/src/lib/api/rules.ts",
    "frontend/src/app/route-tree.gen.ts",
    "frontend/yarn.lock",
    "frontend/platform-packages.sha512",
    "poetry.lock",
)
LICENSE_IDS = {"proprietary": "LicenseRef-Proprietary", "mit": "MIT", "apache-2.0": "Apache-2.0"}


def render(root: Path, answers: Answers) -> None:
    """Turn a folder with Headstart's files into a product, except for the generated files.

    This needs no network, and touches no database and no repository.
    """
    if answers.bare:
        remove_sample(root)
    elif answers.dropped:
        apply(root, _without(answers.dropped, root))
    for path in TEMPLATE_ONLY:
        delete(root / path)
    parts.apply(root, answers.without)
    _write_documents(root, answers)
    wheel.use(root, answers.version)
    set_title(root, answers)
    answers_file.write(root, answers)


def set_title(root: Path, answers: Answers) -> None:
    """Write a product's title and name into the files that contain them."""
    title = quoted(answers.title)
    _set_project(root, answers)
    _set_line(root / "backend/app/config.py", "TITLE = ", title)
    _set_line(root / "frontend/src/lib/product.ts", "export const product = ", f"{title};")
    shown = json.dumps(answers.title, ensure_ascii=False)
    _set_line(root / ".devcontainer/devcontainer.json", '  "name": ', f"{shown},")
    _set_line(root / "infra/compose.production.yml", "name: ", f"{answers.name}-production")


def _set_line(path: Path, prefix: str, value: str) -> None:
    """Replace the rest of the first line with a prefix, if the file and the line exist."""
    if path.exists():
        pattern = re.compile(rf"^{re.escape(prefix)}.*$", re.MULTILINE)
        path.write_text(pattern.sub(lambda _: prefix + value, path.read_text("utf-8"), count=1), "utf-8")


def retitle_documents(root: Path, old: str, new: str) -> None:
    """Replace the title in the first heading of documents."""
    for name in ("README.md", "AGENTS.md", "CONTRIBUTING.md"):
        path = root / name
        if path.exists():
            head, *rest = path.read_text("utf-8").splitlines(keepends=True)
            if head.strip() == f"# {old}":
                path.write_text("".join([f"# {new}\n", *rest]), "utf-8")


def remove_sample(root: Path) -> None:
    """Delete the sample.

    Raises:
        WorkspaceError: something else in the project depends on it.
    """
    apply(root, bare.changes_without_sample(root))


def quoted(text: str) -> str:
    """Return a text as a literal of Python and TypeScript, with the quotes that both formatters prefer."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + text.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Apply changes of files."""
    for change in changes:
        path = root / change.path
        if change.after is None:
            delete(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change.after, "utf-8")


def _without(names: tuple[str, ...], root: Path) -> tuple[Change, ...]:
    resources = removal.parse_resources(names, root)
    files = {path for resource in resources for path in removal.existing_files(resource, root)}
    return removal.changes_without(resources, files, root)


def _write_documents(root: Path, answers: Answers) -> None:
    """Replace Headstart's README, licence and other documents by the product's."""
    values = vars(answers)
    license_file = f"LICENSE.{answers.license}"
    for path, text in rendering.fill_templates("product", values, {}).items():
        if path.startswith("LICENSE.") and path != license_file:
            continue
        file = root / ("LICENSE" if path == license_file else path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _set_project(root: Path, answers: Answers) -> None:
    path = root / "pyproject.toml"
    settings = tomlkit.parse(path.read_text("utf-8"))
    about = settings["project"]
    if "headstart" not in settings["tool"] or "version" not in settings["tool"]["headstart"]:
        about["version"] = "0.1.0"
        about["description"] = answers.title
    about["name"] = answers.name
    about["license"] = LICENSE_IDS[answers.license]
    path.write_text(tomlkit.dumps(settings), "utf-8")


def delete(path: Path) -> None:
    """Delete a file or a folder together with folders that become empty."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    folder = path.parent
    while folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def main(folder: str, file: str) -> None:
    """Turn a folder into a product with the answers in a JSON file."""
    values = json.loads(Path(file).read_text("utf-8"))
    answers = replace(Answers(**values), dropped=tuple(values.get("dropped", ())))
    try:
        render(Path(folder), answers)
    except WorkspaceError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
