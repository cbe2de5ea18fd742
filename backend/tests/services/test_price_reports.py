import csv
from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.csv_text import csv_lines
from app.jobs.handlers import load
from app.models.mail import Mail
from app.models.price_report import PriceReport
from app.services import price_reports
from app.services.price_reports import DeleteOldPriceReports
from factories import BookFactory

REPORTS = "/api/price-reports"


def request(client: FlaskClient, books: list[int]) -> Any:
    response = client.post(REPORTS, json={"book_ids": books, "recipient": "ada@example.com"})
    assert response.status_code == 201, response.text
    return response.get_json()


def test_a_report_lists_the_chosen_books_and_is_mailed(
    client: FlaskClient, session: Session, jobs: Any
) -> None:
    dear, cheap, _other = (BookFactory.create(price=price) for price in ("30.00", "12.50", "20.00"))
    report = request(client, [dear.id, cheap.id])
    assert (report["done"], report["total"], report["is_finished"]) == (0, 2, False)
    assert client.get(f"{REPORTS}/{report['id']}/file").status_code == 409

    jobs.run_all()

    report = client.get(f"{REPORTS}/{report['id']}").get_json()
    assert (report["done"], report["is_finished"]) == (2, True)
    response = client.get(f"{REPORTS}/{report['id']}/file")
    rows = list(csv.DictReader(response.text.removeprefix("\ufeff").splitlines()))
    assert [(row["title"], row["price"]) for row in rows] == [(cheap.title, "12.50"), (dear.title, "30.00")]
    assert rows[0]["author"] == cheap.author.name
    mail = session.scalars(select(Mail)).one()
    assert mail.recipient == "ada@example.com"
    assert f"{REPORTS}/{report['id']}/file" in mail.text


def test_the_progress_is_stored_on_the_way(
    client: FlaskClient, session: Session, jobs: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(price_reports, "STEP", 2)
    seen = []
    write = csv_lines

    def look(rows: Any) -> str:
        seen.append(session.scalar(select(PriceReport.done)))
        return write(rows)

    monkeypatch.setattr(price_reports, "csv_lines", look)
    request(client, [BookFactory.create().id for _ in range(5)])

    jobs.run_all()

    # The first are the column names.
    assert seen == [0, 0, 2, 4]


def test_a_report_that_is_run_again_sends_no_second_mail(
    client: FlaskClient, session: Session, jobs: Any
) -> None:
    report = request(client, [BookFactory.create().id])
    [job] = jobs.enqueued
    jobs.run_all()

    jobs.run(job)

    assert len(session.scalars(select(Mail)).all()) == 1
    assert client.get(f"{REPORTS}/{report['id']}").get_json()["done"] == 1


def test_books_that_were_deleted_are_left_out(client: FlaskClient, session: Session, jobs: Any) -> None:
    kept, deleted = BookFactory.create(), BookFactory.create()
    report = request(client, [kept.id, deleted.id])
    client.delete(f"/api/books/{deleted.id}")

    jobs.run_all()

    assert len(client.get(f"{REPORTS}/{report['id']}/file").text.splitlines()) == 2


def test_a_report_needs_books_and_an_address(client: FlaskClient) -> None:
    response = client.post(REPORTS, json={"book_ids": [], "recipient": "ada"})

    assert response.status_code == 422
    assert {error["path"] for error in response.get_json(force=True)["errors"]} == {"book_ids", "recipient"}


# region accounts
def test_reports_to_one_address_are_limited(client: FlaskClient) -> None:
    body = {"book_ids": [BookFactory.create().id], "recipient": "Ada@example.com"}

    statuses = [client.post(REPORTS, json=body).status_code for _ in range(21)]

    assert statuses == [*[201] * 20, 429]


# endregion
def test_old_reports_are_deleted_every_night(client: FlaskClient, session: Session, jobs: Any) -> None:
    old, new = (request(client, [BookFactory.create().id])["id"] for _ in range(2))
    month_ago = datetime.now(UTC) - timedelta(days=31)
    session.execute(update(PriceReport).where(PriceReport.id == old).values(created_at=month_ago))

    jobs.run(DeleteOldPriceReports())

    assert session.scalars(select(PriceReport.id)).all() == [new]
    assert load()["DeleteOldPriceReports"].cron == "15 3 * * *"
