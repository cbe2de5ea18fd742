"""Whoever steals the database finds nothing in it that signs them in."""

import re
from typing import Any

from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.actor import Role
from app.controllers.cookies import LOCAL_PREFIX
from app.models.membership import Membership
from app.models.user import User
from app.services.second_factors import current_step

PASSWORD = "correct horse battery staple"  # noqa: S105 -- of the tests
FACTOR = "/api/account/second-factor"
# Messages contain links. In production, each is deleted when it has been sent.
MAILS = "public.mails"


def tokens_in_mails(session: Session) -> list[str]:
    return re.findall(r"#token=([\w-]+)", " ".join(session.scalars(text(f"SELECT text FROM {MAILS}"))))  # noqa: S608 -- a constant


def rows_of_all_tables(session: Session) -> str:
    tables = session.scalars(
        text(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
    ).all()
    assert {MAILS, "public.sessions", "jobs.procrastinate_jobs"} <= set(tables)
    return "\n".join(
        str(session.scalars(text(f"SELECT to_jsonb(each) FROM {table} each")).all())  # noqa: S608 -- from the database
        for table in tables
        if table != MAILS
    )


def test_the_database_contains_nothing_that_signs_somebody_in(
    client: FlaskClient, visitor: FlaskClient, user: User, jobs: Any, session: Session
) -> None:
    assert client.put("/api/account/password", json={"password": PASSWORD}).status_code == 204
    # region teams
    session.scalars(select(Membership)).one().role = Role.ADMIN
    client.post("/api/team/invitations", json={"email": "new@example.com", "role": "member"})
    # endregion
    client.post("/api/account/email", json={"email": "other@example.com"})
    visitor.post("/api/sign-up", json={"email": "grace@example.com", "name": "Grace"})
    visitor.post("/api/password/forgot", json={"email": user.email})
    jobs.run_all()
    api_token = client.post("/api/account/tokens", json={"name": "Script", "scope": "write", "days": 1})
    totp = TOTP(client.post(f"{FACTOR}/setup").get_json()["secret"])
    activated = client.post(FACTOR, json={"code": totp.generate_otp(current_step())})
    visitor.post("/api/session", json={"email": user.email, "password": PASSWORD})
    visitor.post("/api/session/passkey/options")

    cookies = [
        (each, client_of.get_cookie(LOCAL_PREFIX + each))
        for client_of, each in ((client, "session"), (visitor, "pending-sign-in"), (visitor, "browser"))
    ]
    secrets = {
        "password": PASSWORD,
        "API token": api_token.get_json()["token"],
        "secret of the app": totp.secret,
        **{f"recovery code {code}": code for code in activated.get_json()["recovery_codes"]},
        **{f"link {number}": token for number, token in enumerate(tokens_in_mails(session))},
        **{f"cookie {name}": cookie.value for name, cookie in cookies if cookie},
    }
    stored = rows_of_all_tables(session)

    assert len(secrets) >= 3 + 10 + 4 + 3
    assert [
        name for name, secret in secrets.items() if secret in stored or secret.replace("-", "") in stored
    ] == []
