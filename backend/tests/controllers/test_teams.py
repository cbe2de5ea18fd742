"""Teams, their members and their owner."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

import factories
from app import create_app
from app.actor import Role
from app.config import Settings
from app.controllers.cookies import LOCAL_PREFIX
from app.errors import Conflict
from app.jobs.accounts import TidyAccounts
from app.models.membership import Membership
from app.models.team import Team
from app.models.user import User
from app.repositories.audit_log import AuditFilters, AuditLogRepository
from factories import MembershipFactory, TeamFactory, UserFactory

SignIn = Callable[[FlaskClient, User], FlaskClient]
Become = Callable[..., FlaskClient]
Log = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def team(team: Team, session: Session) -> Team:
    """Return the team of the client, with a slug that tests can write."""
    session.execute(update(Team).values(slug="acme", version=1))
    session.refresh(team)
    return team


@pytest.fixture
def become(app: APIFlask, team: Team, sign_in: SignIn) -> Become:
    """Return a function that adds a member to the team and returns their client."""

    def add(role: Role, **attributes: Any) -> FlaskClient:
        user = UserFactory.create(**attributes)
        MembershipFactory.create(team=team, user=user, role=role)
        client = sign_in(app.test_client(), user)
        client.environ_base["app.team"] = team.slug
        return client

    return add


def me(client: FlaskClient) -> int:
    """Return the ID of the user of a client."""
    identity: int = client.get("/api/session").get_json()["user"]["id"]
    return identity


def roles(client: FlaskClient) -> dict[int, str]:
    """Return the roles of the members by their IDs."""
    return {each["user_id"]: each["role"] for each in client.get("/api/team/members").get_json()["items"]}


@pytest.fixture
def log(session: Session) -> Log:
    """Return a function that reads what the audit log says about teams, oldest first."""

    def read() -> list[tuple[str, str]]:
        entries = AuditLogRepository(session).newest(AuditFilters(), 100)
        return [
            (each.action, each.subject.removeprefix("acme: "))
            for each in entries[::-1]
            if each.action.startswith("team.")
        ]

    return read


def forget_confirmation(session: Session) -> None:
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '1 hour'"))


def test_a_team_is_created_with_its_owner(visitor: FlaskClient, sign_in: SignIn, log: Log) -> None:
    client = sign_in(visitor, UserFactory.create())

    response = client.post("/api/teams", json={"name": "Ärzte & Söhne GmbH"})

    assert response.status_code == 201
    team = response.get_json()
    assert (team["slug"], team["name"], team["role"]) == ("arzte-sohne-gmbh", "Ärzte & Söhne GmbH", "owner")
    assert response.headers["Location"] == "/t/arzte-sohne-gmbh/api/team"
    assert client.get(response.headers["Location"]).get_json() == team
    assert log() == [("team.create", "arzte-sohne-gmbh")]


@pytest.mark.parametrize(
    ("name", "slug"), [("日本", "team"), ("-", "team"), ("A", "team"), ("a" * 100, "a" * 40)]
)
def test_every_name_has_a_slug(client: FlaskClient, name: str, slug: str) -> None:
    assert client.post("/api/teams", json={"name": name}).get_json()["slug"] == slug


def test_teams_with_the_same_name_have_numbers(client: FlaskClient) -> None:
    TeamFactory.create(slug="acme-3")

    slugs = [client.post("/api/teams", json={"name": "Acme"}).get_json()["slug"] for _ in range(3)]

    assert slugs == ["acme-4", "acme-5", "acme-6"]


def test_a_long_name_leaves_room_for_a_number(client: FlaskClient) -> None:
    slugs = [client.post("/api/teams", json={"name": "a" * 100}).get_json()["slug"] for _ in range(3)]

    assert slugs == ["a" * 40, "a" * 38 + "-2", "a" * 38 + "-3"]


def test_the_number_of_new_teams_is_limited(client: FlaskClient) -> None:
    statuses = [client.post("/api/teams", json={"name": "Acme"}).status_code for _ in range(21)]

    assert statuses == [201] * 20 + [429]


def test_the_session_lists_teams_and_has_the_one_in_the_address(
    client: FlaskClient, user: User, team: Team
) -> None:
    other = MembershipFactory.create(user=user, team__name="A team", role=Role.OWNER).team
    MembershipFactory.create()

    session = client.get("/api/session").get_json()

    assert session["team"] == {
        "id": team.id, "slug": team.slug, "name": team.name, "role": "member", "version": 1,
    }  # fmt: skip
    assert session["teams"] == [
        {"slug": other.slug, "name": "A team", "role": "owner"},
        {"slug": team.slug, "name": team.name, "role": "member"},
    ]
    assert client.get(f"/t/{other.slug}/api/session").get_json()["team"]["role"] == "owner"
    assert client.get(f"/t/{TeamFactory.create().slug}/api/session").get_json()["team"] is None


def test_a_visitor_has_no_teams(visitor: FlaskClient, team: Team) -> None:
    session = visitor.get(f"/t/{team.slug}/api/session").get_json()

    assert session == {"user": None, "team": None, "teams": []}


@pytest.mark.parametrize(
    ("role", "change", "status"),
    [
        (Role.OWNER, {"name": "New", "slug": "new"}, 200),
        (Role.ADMIN, {"name": "New"}, 200),
        (Role.ADMIN, {"slug": "new"}, 403),
        (Role.MEMBER, {"name": "New"}, 403),
    ],
)
def test_who_renames_a_team(become: Become, role: Role, change: dict[str, str], status: int) -> None:
    client = become(role)

    response = client.patch("/api/team", json=change, headers={"If-Match": '"1"'})

    assert response.status_code == status
    if status == 200:
        assert response.get_json() | change == response.get_json()
        assert response.headers["ETag"] == '"2"'


def test_a_renamed_team_moves(become: Become, log: Log) -> None:
    client = become(Role.OWNER)
    client.patch("/api/team", json={"slug": "new"}, headers={"If-Match": "*"})

    assert client.get("/t/new/api/team").status_code == 200
    assert client.get("/t/acme/api/team").status_code == 404
    assert log() == [("team.rename", "acme to new")]


@pytest.mark.parametrize("slug", ["a", "A b", "ä", "a" * 41, "", "a/b"])
def test_a_slug_has_few_characters(become: Become, slug: str) -> None:
    response = become(Role.OWNER).patch("/api/team", json={"slug": slug}, headers={"If-Match": "*"})

    assert response.status_code == 422


def test_a_slug_is_unique(become: Become) -> None:
    TeamFactory.create(slug="taken")

    response = become(Role.OWNER).patch("/api/team", json={"slug": "taken"}, headers={"If-Match": "*"})

    assert response.status_code == 409
    assert response.get_json(force=True)["errors"][0]["path"] == "slug"


def test_a_change_of_an_old_version_is_refused(become: Become) -> None:
    response = become(Role.OWNER).patch("/api/team", json={"name": "New"}, headers={"If-Match": '"7"'})

    assert response.status_code == 412


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 204), (Role.ADMIN, 403), (Role.MEMBER, 403)])
def test_who_deletes_a_team(become: Become, role: Role, status: int, session: Session, log: Log) -> None:
    client = become(role)

    assert client.delete("/api/team").status_code == status
    if status == 204:
        assert session.scalars(select(Membership)).all() == []
        assert log() == [("team.delete", "acme")]
        assert client.get("/api/team").status_code == 404


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/api/team"), ("POST", "/api/team/owner")])
def test_sensitive_changes_need_a_recent_confirmation(
    become: Become, session: Session, user: User, method: str, path: str
) -> None:
    client = become(Role.OWNER)
    forget_confirmation(session)

    response = client.open(path, method=method, json={"user_id": user.id} if method == "POST" else None)

    assert response.get_json(force=True)["title"] == "Confirmation required"


def test_members_see_each_other_by_name(
    client: FlaskClient, become: Become, user: User, session: Session
) -> None:
    become(Role.OWNER, name="Ada", email="ada@example.com")
    user.name = "bob"
    session.flush()

    members = client.get("/api/team/members").get_json()["items"]

    assert [(each["name"], each["role"]) for each in members] == [("Ada", "owner"), ("bob", "member")]
    assert members[0]["email"] == "ada@example.com"
    assert datetime.fromisoformat(members[0]["joined_at"]) > datetime.now(UTC) - timedelta(minutes=1)


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 200), (Role.ADMIN, 200), (Role.MEMBER, 403)])
def test_who_changes_a_role(become: Become, user: User, role: Role, status: int, log: Log) -> None:
    client = become(role)

    response = client.patch(f"/api/team/members/{user.id}", json={"role": "admin"})

    assert response.status_code == status
    assert roles(client)[user.id] == ("admin" if status == 200 else "member")
    if status == 200:
        assert log() == [("team.role", f"{user.email} is admin")]


def test_nobody_becomes_an_owner_by_a_role(become: Become, user: User) -> None:
    response = become(Role.OWNER).patch(f"/api/team/members/{user.id}", json={"role": "owner"})

    assert response.status_code == 422


def test_the_owner_stays(become: Become) -> None:
    owner, admin = become(Role.OWNER), become(Role.ADMIN)
    path = f"/api/team/members/{me(owner)}"

    for client in (owner, admin):
        assert client.patch(path, json={"role": "member"}).status_code == 409
        assert client.delete(path).status_code == 409
    assert roles(owner)[me(owner)] == "owner"


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 204), (Role.ADMIN, 204), (Role.MEMBER, 403)])
def test_who_removes_a_member(become: Become, client: FlaskClient, role: Role, status: int, log: Log) -> None:
    email = client.get("/api/session").get_json()["user"]["email"]

    assert become(role).delete(f"/api/team/members/{me(client)}").status_code == status

    assert client.get("/api/team").status_code == (404 if status == 204 else 200)
    if status == 204:
        assert log() == [("team.remove", email)]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MEMBER])
def test_a_member_leaves(become: Become, role: Role, log: Log) -> None:
    client = become(role)

    assert client.delete(f"/api/team/members/{me(client)}").status_code == 204
    assert client.get("/api/team").status_code == 404
    assert [action for action, _ in log()] == ["team.leave"]


def test_members_of_another_team_are_out_of_reach(become: Become) -> None:
    stranger = MembershipFactory.create().user
    owner = become(Role.OWNER)

    assert owner.patch(f"/api/team/members/{stranger.id}", json={"role": "admin"}).status_code == 404
    assert owner.delete(f"/api/team/members/{stranger.id}").status_code == 404
    assert owner.post("/api/team/owner", json={"user_id": stranger.id}).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 200), (Role.ADMIN, 403), (Role.MEMBER, 403)])
def test_who_transfers_a_team(become: Become, user: User, role: Role, status: int, log: Log) -> None:
    client = become(role)

    response = client.post("/api/team/owner", json={"user_id": user.id})

    assert response.status_code == status
    if status == 200:
        assert roles(client) == {user.id: "owner", me(client): "admin"}
        assert log() == [("team.transfer", f"to {user.email}")]


@pytest.mark.parametrize(
    "change", [{"disabled_at": datetime.now(UTC)}, {"deletes_on": datetime.now(UTC).date()}]
)
def test_an_account_that_ends_cannot_own_a_team(
    become: Become, user: User, session: Session, change: dict[str, Any]
) -> None:
    client = become(Role.OWNER)
    for name, value in change.items():
        setattr(user, name, value)
    session.flush()

    assert client.post("/api/team/owner", json={"user_id": user.id}).status_code == 409


def test_programs_do_not_manage_teams(become: Become) -> None:
    client = become(Role.OWNER)
    body = {"name": "Import", "scope": "write", "days": 1}
    token = client.post("/api/account/tokens", json=body).get_json()["token"]
    client.delete_cookie(LOCAL_PREFIX + "session")

    response = client.get("/api/team/members", headers={"Authorization": f"Bearer {token}"})

    assert response.get_json(force=True)["title"] == "Insufficient scope"


def test_the_account_of_an_owner_stays_while_the_team_has_others(
    become: Become, admin_client: FlaskClient, team: Team
) -> None:
    owner = become(Role.OWNER)

    for response in (owner.delete("/api/account"), admin_client.delete(f"/api/admin/users/{me(owner)}")):
        assert response.status_code == 409
        assert response.get_json(force=True)["detail"] == (
            f"Transfer or delete the team “{team.name}” first: it has other members."
        )


def test_a_team_without_others_is_deleted_with_the_account(
    client: FlaskClient, user: User, jobs: Any, session: Session, log: Log
) -> None:
    client.post("/api/teams", json={"name": "Mine"})
    assert client.delete("/api/account").status_code == 200
    session.execute(text("UPDATE users SET deletes_on = current_date"))

    jobs.run(TidyAccounts())

    assert client.get("/api/account").status_code == 401
    assert session.scalars(select(Team.slug)).all() == ["acme"]
    assert log() == [("team.create", "mine"), ("team.delete", "mine")]


def test_an_administrator_deletes_a_team_without_others_with_its_owner(
    client: FlaskClient, admin_client: FlaskClient, session: Session
) -> None:
    client.post("/api/teams", json={"name": "Mine"})

    assert admin_client.delete(f"/api/admin/users/{me(client)}").status_code == 204
    assert session.scalars(select(Team.slug)).all() == ["acme"]


def test_a_deleted_account_is_kept_for_a_team_that_has_got_members(
    client: FlaskClient, user: User, jobs: Any, session: Session
) -> None:
    slug = client.post("/api/teams", json={"name": "Mine"}).get_json()["slug"]
    client.delete("/api/account")
    MembershipFactory.create(team=session.scalars(select(Team).where(Team.slug == slug)).one())
    session.execute(text("UPDATE users SET deletes_on = current_date WHERE deletes_on IS NOT NULL"))

    jobs.run(TidyAccounts())

    assert client.get(f"/t/{slug}/api/team").get_json()["role"] == "owner"


def test_the_export_of_an_account_names_its_teams(client: FlaskClient, team: Team) -> None:
    exported = json.loads(client.get("/api/account/export").data)

    assert exported["teams"] == [{"name": team.name, "role": "member"}]


def test_deleting_a_user_ends_their_memberships(
    client: FlaskClient, become: Become, session: Session
) -> None:
    owner = become(Role.OWNER)
    session.execute(text("DELETE FROM users WHERE id = :id"), {"id": me(client)})

    assert list(roles(owner)) == [me(owner)]


def test_the_database_refuses_a_second_owner(become: Become, team: Team) -> None:
    become(Role.OWNER)

    with pytest.raises(Conflict):
        MembershipFactory.create(team=team, role=Role.OWNER)


def test_simultaneous_transfers_leave_one_owner(own_database: str, sign_in: SignIn) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    database = app.extensions["database"]
    with database.sessions.begin() as setup, factories.bound(setup):
        owner = MembershipFactory.create(role=Role.OWNER)
        heirs = [each.user_id for each in MembershipFactory.create_batch(4, team=owner.team)]
        clients = [sign_in(app.test_client(), owner.user) for _ in heirs]
    path = f"/t/{owner.team.slug}/api/team/owner"

    def transfer(client: FlaskClient, user_id: int) -> int:
        return client.post(path, json={"user_id": user_id}).status_code

    with ThreadPoolExecutor(len(heirs)) as threads:
        statuses = sorted(threads.map(transfer, clients, heirs))

    with database.sessions() as session:
        owners = session.scalars(select(Membership.user_id).where(Membership.role == Role.OWNER)).all()
    database.dispose()
    assert statuses == [200, 403, 403, 403]
    assert len(owners) == 1
    assert owners[0] in heirs
