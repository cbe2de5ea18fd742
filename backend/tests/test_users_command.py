"""``python -m app.users``: the command line for users."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from app.errors import DomainError
from app.repositories.unit_of_work import UnitOfWork
from app.users import main, parse, run

URL = "https://example.com"


@pytest.fixture
def command(sessions: sessionmaker[Session], session: Session) -> Callable[..., list[str]]:
    def run_command(*args: str) -> list[str]:
        return list(run(UnitOfWork(sessions, {}), parse(args), URL))

    return run_command


def test_a_created_administrator_chooses_a_password(
    command: Callable[..., list[str]], visitor: FlaskClient
) -> None:
    created, link = command("create", "Ada@example.com", "--admin", "--name", "Ada Lovelace")
    assert created == "created Ada@example.com"
    match = re.fullmatch(
        r"choose a password within an hour: https://example\.com/reset-password#token=([^&]+)&email=.+", link
    )
    assert match

    body = {"token": match[1], "password": "correct horse battery staple"}
    assert visitor.post("/api/password/reset", json=body).status_code == 204

    sign_in = {"email": "ada@example.com", "password": body["password"]}
    assert visitor.post("/api/session", json=sign_in).get_json()["user"]["is_admin"]
    assert command("list") == ["ada@example.com  Ada Lovelace  admin"]


def test_a_link_can_be_printed_again(command: Callable[..., list[str]]) -> None:
    command("create", "ada@example.com")

    [link] = command("password", "ada@example.com")

    assert "#token=" in link


def test_a_second_factor_that_somebody_lost_is_removed(command: Callable[..., list[str]]) -> None:
    command("create", "ada@example.com")

    assert command("remove-second-factor", "Ada@example.com") == [
        "Ada@example.com signs in with only the password"
    ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("create", "ada@example.com"), "There is a user with the address ada@example.com."),
        (("create", "ada"), "ada is not an email address: write one such as ada@example.com."),
        (
            ("create", f"bo@{'x.' * 200}com"),
            f"bo@{'x.' * 200}com is not an email address: write one such as ada@example.com.",
        ),
        *(
            (
                ("create", "bo@example.com", "--name", name),
                "The name must be one line of 1 to 200 characters.",
            )
            for name in ("   ", "x" * 201, "Bo\nroot@example.com  Root  admin")
        ),
        (("password", "eve@example.com"), "There is no user with the address eve@example.com."),
        (
            ("remove-second-factor", "eve@example.com"),
            "There is no user with the address eve@example.com.",
        ),
    ],
)
def test_what_is_not_possible_is_one_sentence(
    command: Callable[..., list[str]], args: tuple[str, ...], message: str
) -> None:
    assert command("list") == ["no users"]
    command("create", "ada@example.com")

    with pytest.raises(DomainError, match=f"^{re.escape(message)}$"):
        command(*args)


def test_without_a_database_the_command_fails_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    with pytest.raises(SystemExit) as error:
        main(["list"])

    assert error.value.code == "The database is not responding at the moment."
