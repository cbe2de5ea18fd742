"""Templates, filled in and formatted as the project's own tools would."""

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
from headstart.scaffold import columns, python, samples, typescript
from headstart.scaffold.names import pascal, sentence, spelled
from headstart.scaffold.specification import Specification
from headstart.setup import toolchain

TEMPLATES = Path(__file__).parent / "templates"
# A template of the project's own stands in for the tooling's of the same name, or adds a file.
OWN_TEMPLATES = project.ROOT / "scaffold" / "templates"
FAILED = "what the templates made could not be formatted"


class _Templates(FileSystemLoader):
    """Reads a line that begins with %% as a statement that leaves nothing behind.

    Jinja's own line statements take the empty lines after them along.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, current = super().get_source(environment, template)
        return re.sub(r"^[ ]*%% (.*)$", r"<% \1 %>", source, flags=re.MULTILINE), name, current


@cache
def environment() -> Environment:
    """Return the templates' environment. Its signs are such as neither Python nor TypeScript has."""
    made = Environment(
        loader=_Templates([OWN_TEMPLATES, TEMPLATES]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        autoescape=False,  # noqa: S701 -- it makes code, and a specification holds no code
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="«",
        variable_end_string="»",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    for module in (columns, python, samples, typescript):
        made.filters.update({name: function for name, function in vars(module).items() if callable(function)})
    made.filters.update(sentence=sentence, spelled=spelled, pascal=pascal)
    made.globals["seed_variable"] = python.seed_variable
    return made


def rendered_backend(resource: Specification) -> dict[str, str]:
    """Return the files of a resource in the back end, by their paths."""
    names = resource.names
    return filled("backend", _values(resource), {"ONE": names.one, "MANY": names.many})


def rendered_frontend(resource: Specification) -> dict[str, str]:
    """Return the files of a resource in the front end, by their paths."""
    names = resource.names
    parts = {"CAMEL": names.camel, "ONE": names.kebab, "MANY": names.kebabs}
    values = _values(resource)
    values.update({name: spelled(values[name]) for name in ("words", "many_words", "a_one")})
    made = filled("frontend", values, parts)
    for target in resource.targets:
        refs = [field for field in resource.refs if field.target == target]
        named = {"TARGETS": target.names.kebabs, "TARGET": target.names.kebab, **parts}
        referring = {**values, "t": target.names, "label": target.label, "refs": refs}
        made.update(filled("reference/frontend", referring, named))
    return made


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


def filled(folder: str, values: Mapping[str, Any], parts: Mapping[str, str]) -> dict[str, str]:
    """Return the files that the templates in a folder make, by their paths with the parts filled in.

    A template that makes nothing but white space leaves its file out.
    """
    made, templates = {}, environment()
    for name in templates.list_templates(filter_func=lambda name: name.startswith(f"{folder}/")):
        target = re.sub(r"^(reference|bare|product)/", "", name.removesuffix(".jinja"))
        for part, text in parts.items():
            target = target.replace(part, text)
        if (text := templates.get_template(name).render(values)).strip():
            made[target] = text
    return made


def formatted_python(files: Mapping[str, str]) -> dict[str, str]:
    """Return Python files without the imports that they do not need, the others sorted, in Ruff's format."""
    with _written(files) as folder:
        # The modules are not where they will be: Ruff has to be told which are the project's own.
        own = 'lint.isort.known-first-party=["app", "factories", "seeds"]'
        options = ["--no-cache", "--config", project.ROOT / "pyproject.toml", "--config", own]
        ruff = [sys.executable, "-m", "ruff"]
        # One after the other: what is sorted first is wrapped first, and stays so when names are gone.
        for rules in ("F401", "I,RUF022"):
            fixes = ["--fix-only", "--select", rules]
            commands.output([*ruff, "check", *options, *fixes, folder], doing=FAILED)
        commands.output([*ruff, "format", *options, folder], doing=FAILED)
        # Long names make long lines where the formatter breaks none: in comments and names of tests.
        commands.output([*ruff, "check", *options, "--select", "E501", "--add-noqa", folder], doing=FAILED)
        return {path: Path(folder, path).read_text("utf-8") for path in files}


def formatted_typescript(files: Mapping[str, str]) -> dict[str, str]:
    """Return TypeScript files in Prettier's format."""
    with _written(files) as folder:
        config = ["--config", project.FRONTEND / ".prettierrc.json", "--log-level", "warn"]
        words = [*toolchain.frontend_program("prettier"), "--write", *config, folder]
        commands.output(words, toolchain.node_environment(), cwd=project.FRONTEND, doing=FAILED)
        return {path: Path(folder, path).read_text("utf-8") for path in files}


@contextmanager
def _written(files: Mapping[str, str]) -> Iterator[str]:
    """Yield a folder with the files, for programs that change them."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        yield folder
