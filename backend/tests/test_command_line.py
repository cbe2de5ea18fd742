"""What the programs for the command line have in common."""

import pytest

from app.command_line import print_lines


def test_a_line_contains_neither_another_line_nor_a_command_for_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere")

    print_lines(lambda _work, _settings: ["Ada\n\x1b[2J Müller", "Bo"])

    assert capsys.readouterr().out == "Ada\\n\\x1b[2J Müller\nBo\n"
