"""Invitations to a team, by mail."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

import factories
from app import create_app
from app.actor import Role
from app.config import Settings
from app.jobs.accounts import TidyAccounts
from app.models.invitation import Invitation
from app.models.mail import Mail
from app.models.membership import Membership
from app.models.team import Team
from app.models.user import User
from app.repositories.audit_log import AuditFilters, AuditLogRepository
from app.services.tokens import digest, make_token
from factories import TeamFactory, UserFactory

Invite = Callable[..., str]
SignIn = Callable[[FlaskClient, User], FlaskClient]

EMAIL = "new@example.com"
PASSWORD = "correct horse battery staple"  # noqa: S105 -- of nobody


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> FlaskClient:
    """Return the client as that of an admin of the team."""
    session.scalars(select(Membership)).one().role = Role.ADMIN
    session.flush()
    return client


@pytest.fixture
def invite(admin: FlaskClient, session: Session) -> Invite:
    """Return a function that invites an address and returns the token in the mail."""

    def send(email: str = EMAIL, role: str = "member") -> str:
        response = admin.post("/api/team/invitations", json={"email": email, "role": role})
        assert response.status_code == 201
        mail = session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
        assert mail.recipient == email.lower()
        return token_in(mail)

    return send


def token_in(mail: Mail) -> str:
    link = mail.text.partition("/invitation#")[2].split()[0]
    values = parse_qs(link)
    assert values["email"] == [mail.recipient]
    return values["token"][0]


def post(client: FlaskClient, path: str, **body: str) -> Any:
    return client.post(f"/api/invitations/{path}", json=body)


def test_an_admin_invites_somebody(admin: FlaskClient, user: User, team: Team, session: Session) -> None:
    response = admin.post("/api/team/invitations", json={"email": "New@Example.com", "role": "admin"})

    assert response.status_code == 201
    invitation = response.get_json()
    assert (invitation["email"], invitation["role"], invitation["invited_by"]) == (EMAIL, "admin", user.name)
    assert admin.get("/api/team/invitations").get_json() == {"items": [invitation]}
    mail = session.scalars(select(Mail)).one()
    assert mail.subject == f"Join the team {team.name}"
    assert user.email in mail.text


def test_members_do_not_invite(client: FlaskClient) -> None:
    assert client.get("/api/team/invitations").status_code == 403
    assert client.post("/api/team/invitations", json={"email": EMAIL, "role": "member"}).status_code == 403
    assert client.delete("/api/team/invitations/1").status_code == 403


def test_a_member_is_not_invited_again(admin: FlaskClient, user: User) -> None:
    response = admin.post("/api/team/invitations", json={"email": user.email, "role": "member"})

    assert response.status_code == 409
    assert response.get_json(force=True)["errors"][0]["path"] == "email"


def test_a_new_invitation_replaces_the_old_one(
    admin: FlaskClient, visitor: FlaskClient, invite: Invite
) -> None:
    old, new = invite(), invite(role="admin")

    assert [each["role"] for each in admin.get("/api/team/invitations").get_json()["items"]] == ["admin"]
    assert post(visitor, "preview", token=old).status_code == 422
    assert post(visitor, "preview", token=new).status_code == 200


@pytest.mark.parametrize("has_account", [True, False])
def test_the_link_tells_what_it_is_for(
    visitor: FlaskClient,
    invite: Invite,
    user: User,
    team: Team,
    has_account: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    if has_account:
        UserFactory.create(email=EMAIL)

    assert post(visitor, "preview", token=invite()).get_json() == {
        "team": team.name, "email": EMAIL, "invited_by": user.name, "has_account": has_account,
    }  # fmt: skip


def test_a_user_accepts(app: APIFlask, sign_in: SignIn, invite: Invite, team: Team, session: Session) -> None:
    client, token = sign_in(app.test_client(), UserFactory.create(email=EMAIL)), invite(role="admin")

    assert post(client, "accept", token=token).get_json() == {"slug": team.slug}

    assert client.get(f"/t/{team.slug}/api/team").get_json()["role"] == "admin"
    assert post(client, "accept", token=token).status_code == 422
    entries = AuditLogRepository(session).newest(AuditFilters(), 100)[::-1]
    assert [(each.action, each.subject) for each in entries if each.action.startswith("team.")] == [
        ("team.invite", f"{team.slug}: {EMAIL} as admin"),
        ("team.join", f"{team.slug}: {EMAIL} as admin"),
    ]


def test_an_invitation_is_for_one_address(
    app: APIFlask, sign_in: SignIn, invite: Invite, visitor: FlaskClient
) -> None:
    client, token = sign_in(app.test_client(), UserFactory.create()), invite()

    response = post(client, "accept", token=token)

    assert response.status_code == 403
    assert EMAIL in response.get_json(force=True)["detail"]
    assert post(visitor, "accept", token=token).status_code == 401
    # It was not used up.
    assert post(visitor, "preview", token=token).status_code == 200


def test_somebody_without_an_account_signs_up(visitor: FlaskClient, invite: Invite, team: Team) -> None:
    token = invite()

    response = post(visitor, "sign-up", token=token, name="New", password=PASSWORD)

    assert response.get_json()["user"]["email"] == EMAIL
    assert response.get_json()["team"]["slug"] == team.slug
    assert response.get_json()["teams"] == [{"slug": team.slug, "name": team.name, "role": "member"}]
    assert visitor.get(f"/t/{team.slug}/api/team").status_code == 200
    assert post(visitor, "sign-up", token=token, name="New", password=PASSWORD).status_code == 422


def test_signing_up_needs_a_strong_password_and_leaves_the_invitation(
    visitor: FlaskClient, invite: Invite
) -> None:
    token = invite()

    response = post(visitor, "sign-up", token=token, name="New", password="passwordpassword")  # noqa: S106

    assert response.status_code == 422
    assert response.get_json(force=True)["errors"][0]["path"] == "password"
    assert post(visitor, "preview", token=token).status_code == 200


def test_nobody_signs_up_with_the_address_of_an_account(visitor: FlaskClient, invite: Invite) -> None:
    UserFactory.create(email=EMAIL)

    response = post(visitor, "sign-up", token=invite(), name="New", password=PASSWORD)

    assert response.status_code == 422
    assert visitor.get("/api/session").get_json()["user"] is None


def test_an_invitation_is_withdrawn(admin: FlaskClient, visitor: FlaskClient, invite: Invite) -> None:
    token = invite()
    (invitation,) = admin.get("/api/team/invitations").get_json()["items"]
    path = f"/api/team/invitations/{invitation['id']}"

    assert admin.delete(path).status_code == 204
    assert admin.delete(path).status_code == 404
    assert post(visitor, "preview", token=token).status_code == 422


@pytest.mark.parametrize("method", ["DELETE", "PATCH"])
def test_invitations_end_with_the_right_to_invite(
    admin: FlaskClient, visitor: FlaskClient, invite: Invite, user: User, method: str
) -> None:
    """Otherwise somebody who was removed could come back with another address."""
    token, body = invite(), {"role": "member"} if method == "PATCH" else None

    response = admin.open(f"/api/team/members/{user.id}", method=method, json=body)

    assert response.status_code < 300, response.text
    assert post(visitor, "preview", token=token).status_code == 422


def test_an_invitation_expires(
    admin: FlaskClient, visitor: FlaskClient, invite: Invite, session: Session
) -> None:
    token = invite()
    session.execute(text("UPDATE invitations SET expires_at = now() - interval '1 second'"))

    assert post(visitor, "preview", token=token).status_code == 422
    assert admin.get("/api/team/invitations").get_json() == {"items": []}


def test_an_invitation_of_another_team_is_out_of_reach(
    app: APIFlask, admin: FlaskClient, sign_in: SignIn, invite: Invite
) -> None:
    invite()
    (invitation,) = admin.get("/api/team/invitations").get_json()["items"]
    other = sign_in(app.test_client(), UserFactory.create())
    slug = other.post("/api/teams", json={"name": "Other"}).get_json()["slug"]

    assert other.get(f"/t/{slug}/api/team/invitations").get_json() == {"items": []}
    assert other.delete(f"/t/{slug}/api/team/invitations/{invitation['id']}").status_code == 404


def test_the_database_does_not_have_the_token(invite: Invite, session: Session) -> None:
    token = invite()

    rows = session.execute(text("SELECT * FROM invitations")).all()

    assert token not in str(rows)


def test_the_number_of_invitations_is_limited(admin: FlaskClient) -> None:
    def send(email: str) -> int:
        return admin.post("/api/team/invitations", json={"email": email, "role": "member"}).status_code

    assert [send(EMAIL) for _ in range(6)] == [201] * 5 + [429]
    assert [send(f"new{number}@example.com") for number in range(46)] == [201] * 44 + [429] * 2


def test_expired_invitations_are_deleted_every_night(invite: Invite, jobs: Any, session: Session) -> None:
    invite()
    invite("other@example.com")
    change = "UPDATE invitations SET expires_at = now() - interval '1 s' WHERE email = :email"
    session.execute(text(change), {"email": EMAIL})

    jobs.run(TidyAccounts())

    assert session.scalars(text("SELECT email FROM invitations")).all() == ["other@example.com"]


def test_one_of_simultaneous_sign_ups_succeeds(own_database: str) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    database, token = app.extensions["database"], make_token()
    with database.sessions.begin() as setup, factories.bound(setup):
        expires_at = datetime.now(UTC) + timedelta(days=1)
        setup.add(
            Invitation(
                team_id=TeamFactory.create().id, email=EMAIL, role=Role.MEMBER, token_digest=digest(token),
                expires_at=expires_at,
            )
        )  # fmt: skip

    def sign_up(_number: int) -> int:
        return int(post(app.test_client(), "sign-up", token=token, name="New", password=PASSWORD).status_code)

    with ThreadPoolExecutor(4) as threads:
        statuses = sorted(threads.map(sign_up, range(4)))

    with database.sessions() as session:
        assert len(session.scalars(select(Membership)).all()) == 1
    database.dispose()
    assert statuses == [200, 422, 422, 422]
