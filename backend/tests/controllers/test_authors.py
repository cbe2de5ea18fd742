from datetime import datetime

from flask.testing import FlaskClient

from factories import AuthorFactory, BookFactory


def test_a_created_author_can_be_read_at_its_location(client: FlaskClient) -> None:
    response = client.post("/api/authors", json={"name": "Ada Holm", "biography": "Writes."})

    assert response.status_code == 201
    assert response.json is not None
    assert response.json["name"] == "Ada Holm"
    assert client.get(response.headers["Location"]).json == response.json


def test_the_biography_is_optional(client: FlaskClient) -> None:
    response = client.post("/api/authors", json={"name": "Ada Holm"})

    assert response.json is not None
    assert response.json["biography"] == ""


def test_whitespace_around_a_name_is_stripped(client: FlaskClient) -> None:
    response = client.post("/api/authors", json={"name": " \tAda Holm\u3000"})

    assert response.json is not None
    assert response.json["name"] == "Ada Holm"


def test_two_authors_can_have_the_same_name(client: FlaskClient) -> None:
    AuthorFactory.create(name="Ada Holm")

    assert client.post("/api/authors", json={"name": "Ada Holm"}).status_code == 201


def test_timestamps_are_in_utc(client: FlaskClient) -> None:
    author = client.get(f"/api/authors/{AuthorFactory.create().id}").json

    assert author is not None
    assert author["created_at"].endswith("Z")
    assert datetime.fromisoformat(author["created_at"]).tzinfo is not None


def test_a_patch_changes_only_the_given_fields(client: FlaskClient) -> None:
    author = AuthorFactory.create(name="Ada Holm", biography="Writes.")

    response = client.patch(
        f"/api/authors/{author.id}", json={"name": "Ada Holm-Berg"}, headers={"If-Match": "*"}
    )

    assert response.status_code == 200
    assert response.json is not None
    assert (response.json["name"], response.json["biography"]) == ("Ada Holm-Berg", "Writes.")


def test_an_author_without_books_can_be_deleted(client: FlaskClient) -> None:
    path = f"/api/authors/{AuthorFactory.create().id}"

    response = client.delete(path)

    assert (response.status_code, response.data) == (204, b"")
    assert client.get(path).status_code == 404


def test_deleting_an_author_with_books_returns_409_with_their_count(client: FlaskClient) -> None:
    author = AuthorFactory.create(name="Ada Holm")
    BookFactory.create_batch(2, author=author)

    response = client.delete(f"/api/authors/{author.id}")

    assert response.status_code == 409
    assert response.json is not None
    assert response.json["type"] == "/api/problems/still-in-use"
    assert "Ada Holm still has 2 books" in response.json["detail"]
    assert client.get(f"/api/authors/{author.id}").status_code == 200


def test_the_list_is_sorted_by_name_in_both_directions(client: FlaskClient) -> None:
    for name in ("Berit", "Ada", "Cilla"):
        AuthorFactory.create(name=name)

    ascending, descending = client.get("/api/authors"), client.get("/api/authors?sort=-name")

    assert ascending.json is not None
    assert descending.json is not None
    assert [author["name"] for author in ascending.json["items"]] == ["Ada", "Berit", "Cilla"]
    assert [author["name"] for author in descending.json["items"]] == ["Cilla", "Berit", "Ada"]


def test_the_list_can_be_searched_by_name(client: FlaskClient) -> None:
    AuthorFactory.create(name="Ada Holm")
    AuthorFactory.create(name="Berit Strand")

    page = client.get("/api/authors?search=HOL").json

    assert page is not None
    assert [author["name"] for author in page["items"]] == ["Ada Holm"]
