"""``python -m app.users``: create users and set passwords; ``inv user`` runs it."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from app.command_line import print_lines
from app.formats import MAX_NAME
from app.repositories.unit_of_work import UnitOfWork
from app.services.forgotten_passwords import ForgottenPasswordService
from app.services.second_factor import SecondFactorService
from app.services.users import UserFilters, UserService

LIMIT = 100


def main(args: Sequence[str]) -> None:
    """Do what the command line says; exit with a message if that is not possible."""
    options = parse(args)
    print_lines(lambda work, settings: run(work, options, settings.public_url))


def parse(args: Sequence[str]) -> Namespace:
    """Return the options on the command line."""
    parser = ArgumentParser(prog="python -m app.users", description="Look after users.")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="show the newest users")
    create = actions.add_parser("create", help="create a user, who chooses a password with the printed link")
    create.add_argument("email")
    create.add_argument("--name", default="")
    create.add_argument("--admin", action="store_true")
    actions.add_parser("password", help="print a link that sets a password").add_argument("email")
    remove = actions.add_parser("remove-second-factor", help="for somebody who lost the app and all codes")
    remove.add_argument("email")
    return parser.parse_args(args)


def run(work: UnitOfWork, options: Namespace, public_url: str) -> Iterator[str]:
    """Do what the options say, and yield lines about it; raises Conflict, Invalid and NotFound."""
    if options.action == "list":
        users = UserService(work).list(UserFilters(), LIMIT)
        yield from (_line(user) for user in users) if users else ["no users"]
        return
    if options.action == "remove-second-factor":
        had = SecondFactorService(work).remove_of(options.email)
        yield f"{options.email} {'now signs in' if had else 'signs in'} with only the password"
        return
    if options.action == "create":
        name = options.name or options.email.partition("@")[0][:MAX_NAME]
        UserService(work).create(options.email, name, is_admin=options.admin)
        yield f"created {options.email}"
    link = ForgottenPasswordService(work).issue_link(options.email)
    yield f"choose a password within an hour: {public_url}{link}"


def _line(user: object) -> str:
    values = vars(user)
    marks = [mark for mark in ("admin", "disabled") if values[f"is_{mark}"]]
    return "  ".join([values["email"], values["name"], *marks])


if __name__ == "__main__":
    main(sys.argv[1:])
