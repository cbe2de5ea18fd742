"""The team in the address of a request: whom it lets in, and what the response contains."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from apiflask import APIFlask
from flask import g
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

import factories
from app import create_app
from app.actor import SYSTEM, Actor, Role
from app.config import Settings
from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.cursors import seal, unseal
from app.controllers.schemas.base import Resource
from app.controllers.schemas.lists import ListQuery
from app.errors import InvalidCursor
from app.models.owned import TeamOwned
from app.models.team import Team
from app.models.user import User
from factories import MembershipFactory, TeamFactory


class Whose(Resource):
    """The answer of the routes of these tests."""

    id: int
    team_id: int | None
    role: str | None


@pytest.fixture
def papers(app: APIFlask, settings: Settings, client: FlaskClient, session: Session) -> FlaskClient:
    """Return the client of an app with a route for members, and one for everybody who is signed in."""
    own = create_app(settings)
    for name, access in (("papers", Access.MEMBER), ("desks", Access.SIGNED_IN)):
        blueprint = make_blueprint(name, access=access)

        @blueprint.route("", methods=["GET", "POST"])
        @blueprint.output(Whose, status_code=201)
        def show() -> SimpleNamespace:
            return SimpleNamespace(id=7, team_id=g.work.actor.team_id, role=g.work.actor.role)

        own.register_blueprint(blueprint)
    own.extensions["unit_of_work"] = app.extensions["unit_of_work"]
    papers = own.test_client()
    papers.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    cookie = client.get_cookie("session")
    assert cookie is not None
    papers.set_cookie("session", cookie.value)
    return papers


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_member_enters(papers: FlaskClient, team: Team, method: str) -> None:
    response = papers.open(f"/t/{team.slug}/api/papers", method=method)

    assert response.get_json() == {"id": 7, "team_id": team.id, "role": "member"}
    assert response.headers["Location"] == f"/t/{team.slug}/api/papers/7"


def test_a_role_is_one_in_the_team_of_the_address(papers: FlaskClient, user: User) -> None:
    other = MembershipFactory.create(user=user, role=Role.OWNER).team

    assert papers.get(f"/t/{other.slug}/api/papers").get_json()["role"] == "owner"


def test_a_team_of_others_looks_like_one_that_does_not_exist(papers: FlaskClient) -> None:
    other = MembershipFactory.create(role=Role.OWNER).team

    theirs, none = (papers.get(f"/t/{slug}/api/papers") for slug in (other.slug, "nothing"))

    assert theirs.status_code == none.status_code == 404
    assert theirs.get_json(force=True)["type"] == "/api/problems/team-not-found"
    assert [theirs.get_json(force=True) | {"instance": ""}] == [none.get_json(force=True) | {"instance": ""}]


def test_an_address_without_a_team_is_explained(papers: FlaskClient) -> None:
    response = papers.get("/api/papers")

    assert response.status_code == 404
    assert response.get_json(force=True)["type"] == "/api/problems/team-required"
    assert response.get_json(force=True)["detail"] == "This address names no team: use /t/<team>/api/papers."


def test_a_visitor_is_asked_to_sign_in_before_anything_is_said_about_a_team(
    papers: FlaskClient, team: Team
) -> None:
    papers.delete_cookie("session")

    for path in (f"/t/{team.slug}/api/papers", "/t/nothing/api/papers", "/api/papers"):
        assert papers.get(path).status_code == 401


@pytest.mark.parametrize("slug", ["team", "nothing"])
def test_other_routes_also_work_below_a_team(papers: FlaskClient, team: Team, slug: str) -> None:
    slug = team.slug if slug == "team" else slug

    response = papers.get(f"/t/{slug}/api/desks")

    assert response.get_json()["team_id"] == (team.id if slug == team.slug else None)
    assert papers.get(f"/t/{slug}/api/health/live").status_code == 200


@pytest.mark.parametrize(
    "path", ["/t/api/papers", "/t/Acme/api/papers", "/t/a%00b/api/papers", "/t//api/papers"]
)
def test_an_impossible_slug_is_an_unknown_address(papers: FlaskClient, path: str) -> None:
    assert papers.get(path).status_code == 404


def test_a_program_acts_for_a_member(papers: FlaskClient, team: Team, client: FlaskClient) -> None:
    body = {"name": "Import", "scope": "read", "days": 1}
    token = client.post("/api/account/tokens", json=body).get_json()["token"]
    papers.delete_cookie("session")
    headers = {"Authorization": f"Bearer {token}"}

    assert papers.get(f"/t/{team.slug}/api/papers", headers=headers).get_json()["team_id"] == team.id
    assert papers.get(f"/t/{TeamFactory.create().slug}/api/papers", headers=headers).status_code == 404


def test_a_cursor_belongs_to_a_team(app: APIFlask, session: Session, actor: Actor) -> None:
    query = ListQuery(sort="name")
    with app.test_request_context("/api/papers"):
        g.work = app.extensions["unit_of_work"](reads=True)
        g.work.actor = actor
        cursor = seal(("Plans", 7), query)

        assert unseal(replace(query, cursor=cursor)) == ("Plans", 7)
        for other in (replace(actor, team_id=TeamFactory.create().id), SYSTEM):
            g.work.actor = other
            with pytest.raises(InvalidCursor):
                unseal(replace(query, cursor=cursor))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_policies_compare_with_the_team_and_the_user_of_a_request(
    own_database: str, sign_in: Callable[[FlaskClient, User], FlaskClient], method: str
) -> None:
    class Owned(TeamOwned):
        """Without such a model, no request tells the database its team."""

    app = create_app(Settings(environment="test", database_url=own_database))
    blueprint = make_blueprint("policies", access=Access.MEMBER)

    @blueprint.route("", methods=["GET", "POST"])
    def show() -> list[str]:
        names = ("app.team_id", "app.user_id")
        return [g.work.session.scalar(text(f"SELECT current_setting('{name}', true)")) for name in names]

    app.register_blueprint(blueprint)
    client, database = app.test_client(), app.extensions["database"]
    with database.sessions.begin() as setup, factories.bound(setup):
        membership = MembershipFactory.create()
        sign_in(client, membership.user)

    response = client.open(f"/t/{membership.team.slug}/api/policies", method=method)

    database.dispose()
    assert response.get_json() == [str(membership.team_id), str(membership.user_id)]
