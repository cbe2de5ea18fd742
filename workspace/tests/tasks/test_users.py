"""Users in the terminal; the product's own tests cover what it prints."""

from collections.abc import Callable

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.devdb import development
from headstart.migrations import revisions
from headstart.postgres import servers
from headstart.postgres.servers import Server
from headstart.tasks import users


def test_users_of_the_development_database_are_created_and_shown(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    revisions.migrate(database)
    users.list_users(Context())
    users.create(Context(), "ada@example.com", name="Ada Lovelace", admin=True)
    users.password(Context(), "ada@example.com")
    users.unlock(Context(), "ada@example.com")
    users.list_users(Context())

    nobody, created, link, again, removed, listed = capsys.readouterr().out.splitlines()
    assert (nobody, created) == ("no users", "created ada@example.com")
    assert "/reset-password#token=" in link
    assert link != again
    assert removed == "ada@example.com signs in with only the password"
    assert listed == "ada@example.com  Ada Lovelace  admin"


def test_users_are_shown_before_the_product_first_ran(
    new_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = new_server(label="development")
    monkeypatch.setattr(servers, "development_server", lambda: server)
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with pytest.raises(Exit) as refused:
        users.list_users(Context())
    assert "Run `inv migrate`" in str(refused.value.message)
    revisions.migrate(development.open_database().url)
    users.list_users(Context())
    assert capsys.readouterr().out == "no users\n"


def test_what_cannot_be_done_ends_with_a_message(database: str) -> None:
    revisions.migrate(database)
    with pytest.raises(Exit) as refused:
        users.password(Context(), "eve@example.com")
    message = "inv: There is no user with the address eve@example.com."
    assert (refused.value.message, refused.value.code) == (message, 1)
