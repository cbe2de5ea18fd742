"""Completion in a shell without an activated environment: there is no ``invoke`` on the PATH."""

import shutil
import subprocess

import pytest

from headstart.tasks.completion import SCRIPTS
from tests.support.bare_machines import BareMachine

# Calls the completion function as bash does to complete the last word of a line.
BASH = """
eval "$(./inv completion bash)"
COMP_WORDS=(%s)
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
$(complete -p inv | sed 's/.*-F \\([^ ]*\\).*/\\1/') "${COMP_WORDS[0]}" "${COMP_WORDS[-1]}" ""
printf '%%s\\n' "${COMPREPLY[@]}"
"""
FISH = "./inv completion fish | source; complete --do-complete '%s'"

LINES = [
    ("./inv db.re", {"db.rehearse", "db.remove", "db.reset", "db.restore"}),
    ("./inv seed --", {"--rows", "--seed", "--table"}),
    ("./inv seed --ro", {"--rows"}),
    ("inv doc", {"doctor", "docs"}),
]


@pytest.mark.parametrize(("line", "completions"), LINES)
@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_tasks_and_options_are_completed(
    shell: str, line: str, completions: set[str], bare: BareMachine
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    bare.set_up()
    script = {"bash": BASH, "fish": FISH}[shell] % line
    path = f"{bare.root}:{bare.environment({})['PATH']}"
    result = subprocess.run(
        [shell, "-c", script], cwd=bare.root, env=bare.environment({"PATH": path, "HOME": str(bare.root)}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert set(result.stdout.split()) == completions, result.stderr


@pytest.mark.parametrize("shell", SCRIPTS)
def test_scripts_are_valid(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n"], input=SCRIPTS[shell], text=True, check=True)


def test_an_unknown_shell_is_refused_with_the_known_ones(bare: BareMachine) -> None:
    bare.set_up()
    result = bare.inv("completion", "powershell")

    assert result.returncode == 1
    assert (
        result.stderr
        == "inv: unknown shell powershell: use bash, zsh, fish, for example `inv completion bash`\n"
    )
