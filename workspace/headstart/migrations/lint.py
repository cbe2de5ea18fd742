"""What squawk says of the migrations: which of them lock or break something in production."""

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
ACCEPTED = re.compile(r"^# squawk-ignore ([\w-]+): \S", re.MULTILINE)
OFFLINE = {"DATABASE_URL": "postgresql:///nobody_connects"}  # it only says for which kind of server


def lint() -> str:
    """Return what is wrong with the migrations, or nothing."""
    words = [sys.executable, "-m", "alembic", "upgrade", "heads", "--sql"]
    written = commands.run(words, {**os.environ, **OFFLINE}, cwd=project.ROOT)
    preamble, *steps = STEP.split(written.stdout)
    if written.exit_code != 0 and not steps:
        return f"the migrations cannot be read: {revisions.reason(written)}"
    # Each step ends with the BEGIN of the next one.
    statements = {
        revision: f"{preamble.partition('BEGIN;')[0]}BEGIN;\n{text.strip().removesuffix('BEGIN;')}"
        for revision, text in zip(steps[::2], steps[1::2], strict=True)
    }
    found = [revisions.several(), _not_written(written, steps), *_findings(statements)]
    return "\n".join(filter(None, found))


def _not_written(written: Completed, steps: list[str]) -> str:
    if written.exit_code == 0:
        return ""
    stopped_at = _shown(revisions.files().get(steps[-2]))
    return (
        f"{stopped_at}: its statements cannot be written down without a database "
        f"({revisions.reason(written)}): leave the work to SQL, with `op.execute`"
    )


def _findings(statements: dict[str, str]) -> list[str]:
    files = revisions.files()
    with tempfile.TemporaryDirectory() as name:
        written = {Path(name) / f"{revision}.sql": revision for revision in statements}
        for path, revision in written.items():
            accepted = ", ".join(ACCEPTED.findall(files[revision].read_text("utf-8")))
            path.write_text(
                (f"-- squawk-ignore-file {accepted}\n" if accepted else "\n") + statements[revision], "utf-8"
            )
        words = [
            PROGRAM,
            "--config",
            project.ROOT / ".squawk.toml",
            "--pg-version",
            project.pins().postgres,
            "--reporter",
            "json",
        ]
        ended = commands.run([*words, *written])
        try:
            found = json.loads(ended.stdout)
        except ValueError:
            return [f"squawk does not answer: {ended.last_line}"]
        return sorted(_sentence(_shown(files[written[Path(each["file"])]]), each) for each in found)


def _sentence(path: str, finding: dict[str, str]) -> str:
    statement = Path(finding["file"]).read_text("utf-8").splitlines()[int(finding["line"])].strip()
    advice = " ".join(filter(None, (finding["message"], finding["help"])))
    return f"{path}: {finding['rule_name']}: {advice}\n    {statement}"


def _shown(path: Path | None) -> str:
    return os.path.relpath(path, project.ROOT) if path else "a migration"
