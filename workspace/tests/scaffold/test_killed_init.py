"""``inv init`` that is killed at any step is undone, even while it deletes the tooling that it runs from."""

import subprocess
import sys

import pytest

from headstart.core import project
from headstart.scaffold.undo import journal
from tests.support.repositories import Repository

# Makes a product of a few files, with a new history, and is killed at the n-th call of a function.
KILLED = """
import os, sys
from pathlib import Path
from headstart.core import git, project
from headstart.core.checkout_lock import checkout_lock
from headstart.core.journal import Journal
from headstart.scaffold import fresh_start, initialisation
from headstart.scaffold.initialisation import Difference
project.ROOT, project.STATE = Path(sys.argv[1]), Path(sys.argv[2])
calls = 0

def kill(original):
    def run(*args, **options):
        global calls
        calls += 1
        if calls == int(sys.argv[4]):
            os.kill(os.getpid(), 9)
        return original(*args, **options)
    return run

initialisation._generate = lambda _changed: None
targets = {{"write": (initialisation, "_write"), "git": (git, "output"), "forget": (Journal, "forget")}}
holder, name = targets[sys.argv[3]]
setattr(holder, name, kill(getattr(holder, name)))
with checkout_lock("inv init"):
    initialisation.carry_out([Difference(*each) for each in {differences}])
    fresh_start.start_history("Acme Shop")
"""
DIFFERENCES = [
    ("pyproject.toml", b"theirs", b"ours"),
    ("vendor/new.whl", None, b"a wheel"),
    ("docs/guide.md", b"a guide", None),
    ("workspace/headstart/one.py", b"1", None),
    ("workspace/headstart/two.py", b"2", None),
]


@pytest.mark.parametrize(
    ("function", "call"),
    [*(("write", n) for n in range(1, 6)), ("forget", 1), ("git", 1), ("git", 4), ("forget", 2)],
)
def test_a_kill_is_undone(repository: Repository, function: str, call: int) -> None:
    for path, before, _after in DIFFERENCES:
        if before is not None:
            (repository.root / path).parent.mkdir(parents=True, exist_ok=True)
            (repository.root / path).write_bytes(before)
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.com")):
        repository.git("config", name, value)
    repository.commit("Headstart")
    head = repository.git("rev-parse", "HEAD")
    script = KILLED.format(differences=DIFFERENCES)
    args = [sys.executable, "-c", script, str(repository.root), str(project.STATE), function, str(call)]
    killed = subprocess.run(args, cwd=project.TOOLING, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr

    undo = [sys.executable, "-I", "-S", str(journal().folder / "undo.py"), str(repository.root)]
    result = subprocess.run(undo, capture_output=True, text=True, check=True)

    assert result.stderr.startswith("inv: `inv init` (process ")
    assert repository.git("rev-parse", "HEAD") == head
    is_new = (repository.root / "pyproject.toml").read_bytes() == b"ours"
    assert is_new == ((function, call) in {("git", 1), ("git", 4), ("forget", 2)})
    if not is_new:
        assert repository.git("status", "--porcelain") == ""
        assert not (repository.root / "vendor").exists()
