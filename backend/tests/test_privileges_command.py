"""``python -m app.privileges``, which gives the API's role its privileges."""

import pytest

from app import privileges


def test_a_role_that_cannot_create_others_can_run_it(
    monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    privileges.main()


def test_without_a_database_it_says_which_setting_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SystemExit, match=r"cannot be set: DATABASE_URL is not set\."):
        privileges.main()
