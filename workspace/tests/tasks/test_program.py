"""The program ``inv``: an overview of the tasks, and explanations of mistyped commands."""

import re

import pytest

from headstart.core import project
from headstart.tasks import GROUPS
from tests.support.checkouts import Checkout

OWN_TASK = """

from invoke.tasks import task


@task
def greet(_context):
    \"\"\"Say hello.\"\"\"


namespace.add_task(greet)
"""


@pytest.mark.parametrize("args", [(), ("--help",)])
def test_the_overview_shows_how_to_begin_and_the_tasks_in_groups(
    args: tuple[str, ...], checkout: Checkout
) -> None:
    result = checkout.run(*args)
    lines = result.stdout.splitlines()
    assert result.returncode == 0
    assert lines[0] == "./inv up runs everything, and ./inv test tests everything: begin with these."
    assert [line for line in lines if line in GROUPS] == list(GROUPS)
    assert any(
        re.fullmatch(r"  test +Test the product: back end, front end and browser\.", line) for line in lines
    )
    assert max(map(len, lines)) <= 80
    assert ("--echo" in result.stdout) == bool(args)


def test_the_overview_ends_with_the_tasks_of_the_project(checkout: Checkout) -> None:
    with (checkout.root / "tasks.py").open("a", encoding="utf-8") as file:
        file.write(OWN_TASK)
    assert re.search(r"\nYour own tasks\n  greet +Say hello\.\n$", checkout.run().stdout)


def test_the_help_of_a_new_resource_shows_every_documented_type_and_modifier(checkout: Checkout) -> None:
    document = (project.TOOLING / "docs" / "scaffold.md").read_text("utf-8")
    documented = [each.replace(r"\|", "|") for each in re.findall(r"^\| `(.+?)` \|", document, re.MULTILINE)]
    text = checkout.run("new", "--help").stdout
    assert len(documented) > 10
    assert [each for each in documented if each not in text] == []


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["tset"], "there is no task 'tset': did you mean `inv test`?"),
        (["db.strat"], "there is no task 'db.strat': did you mean `inv db.start`?"),
        (["--help", "chekc"], "there is no task 'chekc': did you mean `inv check`?"),
        (["xyzzy"], "there is no task 'xyzzy': `inv` lists all tasks"),
        (["migrate", "--too", "x"], "`inv migrate` does not accept '--too': `inv migrate --help` shows its"),
        (["--too"], "`inv` does not accept '--too': `inv --help` shows its options"),
        (["--command-timeout"], "--command-timeout needs a value: `inv --help` shows how to use it"),
        (["seed", "--rows"], "--rows needs a value: `inv seed --help` shows how to use it"),
        (["field", "Book", "--default", "--dry-run"], "--default needs a value: `inv field --help` shows"),
        (["drop"], "'drop' did not receive required positional arguments: 'name': `inv drop --help` shows"),
    ],
)
def test_a_mistyped_command_is_explained(args: list[str], message: str, checkout: Checkout) -> None:
    result = checkout.run(*args)
    assert result.returncode == 1
    assert result.stderr.startswith(f"inv: {message}")
    assert result.stderr.count("\n") == 1
