"""Checks with squawk whether migrations lock or break something in production."""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

from headstart.core import commands, project
from headstart.core.commands import Completed
from headstart.migrations import revisions

PROGRAM = Path(sys.executable).parent / "squawk"
STEP = re.compile(r"^-- Running upgrade .*-> (\S+)$", re.MULTILINE)
IGNORED_RULES = re.compile(r"^# squawk-ignore ([\w-]+): \S", re.MULTILINE)
IGNORED_FILE = re.compile(r"^# squawk-ignore-file: \S", re.MULTILINE)
OFFLINE = {"DATABASE_URL": "postgresql:///nobody_connects"}  # only determines the dialect


def lint(since: str = "") -> str:
    """Return the problems of all migrations, or of those after a revision; empty if there are none."""
    args = [sys.executable, "-m", "alembic", "upgrade", f"{since}:heads" if since else "heads", "--sql"]
    result = commands.run(args, {**os.environ, **OFFLINE}, cwd=project.ROOT)
    preamble, *steps = STEP.split(result.stdout)
    if result.exit_code != 0 and not steps:
        return f"the migrations cannot be read: {revisions.reason(result)}"
    # Each step ends with the BEGIN of the next one.
    statements = {
        revision: f"{preamble.partition('BEGIN;')[0]}BEGIN;\n{text.strip().removesuffix('BEGIN;')}"
        for revision, text in zip(steps[::2], steps[1::2], strict=True)
    }
    problems = [revisions.describe_multiple_heads(), _incomplete(result, steps), *_findings(statements)]
    return "\n".join(filter(None, problems))


def _incomplete(result: Completed, steps: list[str]) -> str:
    if result.exit_code == 0:
        return ""
    path = _display(revisions.files().get(steps[-2]))
    return (
        f"{path}: its SQL cannot be generated without a database "
        f"({revisions.reason(result)}): use SQL statements with `op.execute`"
    )


def _findings(statements: dict[str, str]) -> list[str]:
    files = revisions.files()
    with tempfile.TemporaryDirectory() as name:
        scripts = {Path(name) / f"{revision}.sql": revision for revision in statements}
        for path, revision in scripts.items():
            path.write_text(_exceptions(files[revision].read_text("utf-8")) + statements[revision], "utf-8")
        args = [
            PROGRAM,
            "--config",
            project.ROOT / ".squawk.toml",
            "--pg-version",
            project.pins().postgres,
            "--reporter",
            "json",
        ]
        result = commands.run([*args, *scripts])
        try:
            findings = json.loads(result.stdout)
        except ValueError:
            return [f"squawk failed: {result.last_line}"]
        return sorted(_message(_display(files[scripts[Path(each["file"])]]), each) for each in findings)


def _exceptions(migration: str) -> str:
    """Return the line that tells squawk which rules a migration may break."""
    if IGNORED_FILE.search(migration):
        return "-- squawk-ignore-file\n"
    ignored = ", ".join(IGNORED_RULES.findall(migration))
    return f"-- squawk-ignore-file {ignored}\n" if ignored else "\n"


def _message(path: str, finding: dict[str, str]) -> str:
    statement = Path(finding["file"]).read_text("utf-8").splitlines()[int(finding["line"])].strip()
    advice = " ".join(filter(None, (finding["message"], finding["help"])))
    return f"{path}: {finding['rule_name']}: {advice}\n    {statement}"


def _display(path: Path | None) -> str:
    return os.path.relpath(path, project.ROOT) if path else "a migration"
