"""The table of contents: exactly the documented tasks, each with its help."""

import re

from workspace.tests.checkouts import Checkout

DOCUMENTED = {
    "bench.seed", "build", "check", "client", "db.dump", "db.follow", "db.list", "db.load", "db.rehearse",
    "db.remove", "db.reset", "db.restore", "db.shell", "db.snapshot", "db.start", "db.status", "db.stop",
    "doctor", "drop", "format", "init", "migrate", "migration", "new", "seed", "setup", "test.all",
    "test.backend", "test.e2e", "test.frontend", "test.workspace", "up",
}  # fmt: skip


def test_the_list_names_exactly_the_documented_tasks_with_a_sentence_each(checkout: Checkout) -> None:
    listed = re.findall(r"^  ([\w.]+)(?: \(test\))?  +(\S.*)$", checkout.run("--list").stdout, re.MULTILINE)
    assert {name for name, _text in listed} == DOCUMENTED
    assert all(text.endswith(".") for _name, text in listed)
