from datetime import date

from flask.testing import FlaskClient

from factories import AuthorFactory, BookFactory


def test_statistics_of_an_empty_database_are_zero(client: FlaskClient) -> None:
    response = client.get("/api/statistics")

    assert response.status_code == 200
    assert response.json == {
        "authors": 0,
        "books": 0,
        "books_by_status": [
            {"status": "draft", "count": 0},
            {"status": "published", "count": 0},
            {"status": "out_of_print", "count": 0},
        ],
        "books_by_year": [],
        "authors_with_most_books": [],
    }


def test_statistics_count_authors_and_books(client: FlaskClient) -> None:
    ada, berit = AuthorFactory.create(name="Ada"), AuthorFactory.create(name="Berit")
    AuthorFactory.create(name="Cilla")
    BookFactory.create(author=ada, published_on=date(2001, 12, 31), sold_out=True)
    BookFactory.create(author=berit, published_on=date(2003, 1, 1))
    BookFactory.create(author=berit, published_on=date(2003, 12, 31))

    assert client.get("/api/statistics").json == {
        "authors": 3,
        "books": 3,
        "books_by_status": [
            {"status": "draft", "count": 0},
            {"status": "published", "count": 2},
            {"status": "out_of_print", "count": 1},
        ],
        "books_by_year": [
            {"year": 2001, "count": 1},
            {"year": 2002, "count": 0},
            {"year": 2003, "count": 2},
        ],
        "authors_with_most_books": [
            {"author": {"id": berit.id, "name": "Berit"}, "count": 2},
            {"author": {"id": ada.id, "name": "Ada"}, "count": 1},
        ],
    }
