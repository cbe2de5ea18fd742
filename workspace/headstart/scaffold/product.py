"""A product made from Headstart's own files: its title in the known places, the sample and the tooling gone.

``python -m headstart.scaffold.product FOLDER ANSWERS.json`` makes one of a folder, for ``inv upgrade``.
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
from headstart.scaffold import emptying, removal, rendering, wheel
from headstart.scaffold.answers import Answers
from headstart.scaffold.plan import Change

# What belongs to Headstart and to no product of it.
TEMPLATE_ONLY = (
    "workspace",
    ".ci",
    ".github/workflows/workspace.yml",
    ".github/workflows/release.yml",
    "docs/images",
    # Pictures of the sample: any text, colour or column that a product changes makes others.
    "frontend/e2e/visual.spec.ts",
    "frontend/e2e/snapshots",
    "frontend/e2e/support/sample.css",
)
# What tools make of other files; `inv init` and `inv upgrade` have them made again.
GENERATED = (
    "frontend/openapi.json",
    "frontend/src/lib/api/schema.d.ts",
    "frontend/src/lib/api/rules.ts",
    "frontend/src/app/route-tree.gen.ts",
    "frontend/yarn.lock",
    "poetry.lock",
)
LICENSE_IDS = {"proprietary": "LicenseRef-Proprietary", "mit": "MIT", "apache-2.0": "Apache-2.0"}


def render(root: Path, answers: Answers) -> None:
    """Turn a folder with Headstart's files into a product, all but the generated files.

    Nothing is fetched, and no database or repository is touched.
    """
    if answers.bare:
        leave_out_sample(root)
    elif answers.dropped:
        apply(root, _without(answers.dropped, root))
    for path in TEMPLATE_ONLY:
        delete(root / path)
    _write_documents(root, answers)
    wheel.use(root, answers.version)
    entitle(root, answers)
    answers_file.write(root, answers)


def entitle(root: Path, answers: Answers) -> None:
    """Write a product's title and name into the places that hold them."""
    title = quoted(answers.title)
    _set_project(root, answers)
    _set_line(root / "backend/app/config.py", "TITLE = ", title)
    _set_line(root / "frontend/src/lib/product.ts", "export const product = ", f"{title};")
    shown = json.dumps(answers.title, ensure_ascii=False)
    _set_line(root / ".devcontainer/devcontainer.json", '  "name": ', f"{shown},")
    _set_line(root / "infra/compose.production.yml", "name: ", f"{answers.name}-production")


def _set_line(path: Path, begin: str, value: str) -> None:
    """Replace the rest of the first line that begins so; a file or a line that is gone stays gone."""
    if path.exists():
        pattern = re.compile(rf"^{re.escape(begin)}.*$", re.MULTILINE)
        path.write_text(pattern.sub(lambda _: begin + value, path.read_text("utf-8"), count=1), "utf-8")


def retitle_documents(root: Path, old: str, new: str) -> None:
    """Replace the title where a document is headed by it."""
    for name in ("README.md", "AGENTS.md", "CONTRIBUTING.md"):
        path = root / name
        if path.exists():
            head, *rest = path.read_text("utf-8").splitlines(keepends=True)
            if head.strip() == f"# {old}":
                path.write_text("".join([f"# {new}\n", *rest]), "utf-8")


def leave_out_sample(root: Path) -> None:
    """Delete the sample and what stands on it.

    Raises:
        WorkspaceError: something else in the project stands on it too.
    """
    apply(root, emptying.changes_without_sample(root))


def quoted(text: str) -> str:
    """Return a text as a literal of Python and of TypeScript, with the quotes that both formatters prefer."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + text.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Carry out changes of files."""
    for change in changes:
        path = root / change.path
        if change.after is None:
            delete(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change.after, "utf-8")


def _without(names: tuple[str, ...], root: Path) -> tuple[Change, ...]:
    resources = removal.described(names, root)
    made = {path for resource in resources for path in removal.made_files(resource, root)}
    return removal.changes_without(resources, made, root)


def _write_documents(root: Path, answers: Answers) -> None:
    """Write the product's own README, licence and so on in the place of Headstart's."""
    values = {"title": answers.title, "name": answers.name, "bare": answers.bare, "license": answers.license}
    chosen = f"LICENSE.{answers.license}"
    for path, text in rendering.filled("product", values, {}).items():
        if path.startswith("LICENSE.") and path != chosen:
            continue
        file = root / ("LICENSE" if path == chosen else path)
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
    """Delete a file or a folder, and the folders that it leaves empty."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    folder = path.parent
    while folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def main(folder: str, file: str) -> None:
    """Make a product of a folder with the answers in a JSON file."""
    recorded = json.loads(Path(file).read_text("utf-8"))
    answers = replace(Answers(**recorded), dropped=tuple(recorded.get("dropped", ())))
    try:
        render(Path(folder), answers)
    except WorkspaceError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
