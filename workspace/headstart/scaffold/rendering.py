"""Renders templates, and formats the result with the project's own tools."""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from headstart.core import commands, project
from headstart.scaffold import columns, example_values, python, typescript
from headstart.scaffold.names import pascal, sentence, spelled
from headstart.scaffold.specification import Specification
from headstart.setup import toolchain

TEMPLATES = Path(__file__).parent / "templates"
# The project's own templates override those of the tooling with the same name, or add files.
OWN_TEMPLATES = project.ROOT / "scaffold" / "templates"
FAILED = "the generated files could not be formatted"


class _Templates(FileSystemLoader):
    """A loader that reads a line that starts with %% as a statement, and removes the line.

    Jinja's own line statements also remove the empty lines after them.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, current = super().get_source(environment, template)
        return re.sub(r"^[ ]*%% (.*)$", r"<% \1 %>", source, flags=re.MULTILINE), name, current


@cache
def load_environment() -> Environment:
    """Return the environment of the templates. Its delimiters do not occur in Python or TypeScript."""
    environment = Environment(
        loader=_Templates([OWN_TEMPLATES, TEMPLATES]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        autoescape=False,  # noqa: S701 -- the output is code, and specifications are validated
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="«",
        variable_end_string="»",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    for module in (columns, example_values, python, typescript):
        environment.filters.update(
            {name: function for name, function in vars(module).items() if callable(function)}
        )
    environment.filters.update(sentence=sentence, spelled=spelled, pascal=pascal)
    environment.globals["seed_variable"] = python.seed_variable
    return environment


def render_backend(resource: Specification) -> dict[str, str]:
    """Return the back-end files of a resource by path."""
    names = resource.names
    return fill_templates("backend", _values(resource), {"ONE": names.one, "MANY": names.many})


def render_frontend(resource: Specification) -> dict[str, str]:
    """Return the front-end files of a resource by path."""
    names = resource.names
    path_parts = {"ONE": names.kebab, "MANY": names.kebabs}
    values = _values(resource)
    values.update({name: spelled(values[name]) for name in ("words", "many_words", "a_one")})
    return fill_templates("frontend", values, path_parts)


def _values(resource: Specification) -> dict[str, Any]:
    names = resource.names
    return {
        "r": resource,
        "Cls": names.cls,
        "Classes": names.classes,
        "one": names.one,
        "many": names.many,
        "words": names.words,
        "many_words": names.many_words,
        "a_one": names.indefinite,
        "kebab": names.kebab,
        "kebabs": names.kebabs,
        "camel": names.camel,
        "camels": names.camels,
    }


def fill_templates(folder: str, values: Mapping[str, Any], path_parts: Mapping[str, str]) -> dict[str, str]:
    """Render the templates in a folder, and return the files by path.

    ``path_parts`` are replaced in the paths. A template that renders only white space adds no file.
    """
    files, templates = {}, load_environment()
    for name in templates.list_templates(filter_func=lambda name: name.startswith(f"{folder}/")):
        target = re.sub(r"^(bare|job|product)/", "", name.removesuffix(".jinja"))
        for part, text in path_parts.items():
            target = target.replace(part, text)
        if (text := templates.get_template(name).render(values)).strip():
            files[target] = text
    return files


def format_python(files: Mapping[str, str]) -> dict[str, str]:
    """Return Python files without unused imports, with sorted imports, formatted by Ruff."""
    if not files:
        return {}
    with _temporary_folder(files) as folder:
        # In a temporary folder Ruff cannot tell which modules are the project's own.
        own = 'lint.isort.known-first-party=["app", "factories", "seeds"]'
        options = ["--no-cache", "--config", project.ROOT / "pyproject.toml", "--config", own]
        ruff = [sys.executable, "-m", "ruff"]
        # Unused imports go first: lines that sorting has wrapped would stay wrapped.
        for rules in ("F401", "I,RUF022"):
            fixes = ["--fix-only", "--select", rules]
            commands.output([*ruff, "check", *options, *fixes, folder], failure=FAILED)
        commands.output([*ruff, "format", *options, folder], failure=FAILED)
        # Long names can make lines too long that the formatter does not break: comments and names of tests.
        commands.output([*ruff, "check", *options, "--select", "E501", "--add-noqa", folder], failure=FAILED)
        return {path: Path(folder, path).read_text("utf-8") for path in files}


def format_typescript(files: Mapping[str, str]) -> dict[str, str]:
    """Return TypeScript files formatted by Prettier."""
    if not files:
        return {}
    with _temporary_folder(files) as folder:
        config = ["--config", project.FRONTEND / ".prettierrc.json", "--log-level", "warn"]
        args = [*toolchain.frontend_program("prettier"), "--write", *config, folder]
        commands.output(args, toolchain.node_environment(), cwd=project.FRONTEND, failure=FAILED)
        return {path: Path(folder, path).read_text("utf-8") for path in files}


@contextmanager
def _temporary_folder(files: Mapping[str, str]) -> Iterator[str]:
    """Yield a temporary folder with the files, for programs that change them."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        yield folder
