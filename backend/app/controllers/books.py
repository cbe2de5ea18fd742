"""Routes for books."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.cursors import seal, unseal
from app.controllers.exports import CSV, csv_response
from app.controllers.openapi import problems
from app.controllers.schemas.book import Book, BookCreate, BookExport, BookQuery, BookUpdate
from app.controllers.schemas.lists import BatchDelete, BatchDeleted, Count, Page
from app.controllers.versions import if_match
from app.controllers.wiring import service
from app.services.books import BookFilters, BookService

blueprint = make_blueprint("books", read_access=Access.PUBLIC)


@blueprint.get("")
@blueprint.input(BookQuery)
@blueprint.output(Page[Book])
def list_books(query: BookQuery) -> Any:
    """List books, page by page."""
    page = service(BookService).page(query, query.sort, query.limit, unseal(query))
    return {"items": page.items, "next_cursor": seal(page.next_position, query)}


@blueprint.get("/count")
@blueprint.input(BookFilters)
@blueprint.output(Count)
def count_books(query: BookFilters) -> Any:
    """Count the books on all pages of the list."""
    return {"count": service(BookService).count(query)}


@blueprint.get("/export")
@blueprint.input(BookExport)
@blueprint.doc(responses=CSV)
def export_books(query: BookExport) -> Any:
    """Export the books on all pages of the list as CSV."""
    return csv_response(Book, service(BookService).export(query, query.sort))


@blueprint.post("")
@blueprint.input(BookCreate)
@blueprint.output(Book, status_code=201)
@blueprint.doc(responses=problems(409))
def create_book(body: BookCreate) -> Any:
    """Create a book."""
    return service(BookService).create(**body.model_dump())


@blueprint.get("/<id:book_id>")
@blueprint.output(Book)
def get_book(book_id: int) -> Any:
    """Read a book."""
    return service(BookService).get(book_id)


@blueprint.patch("/<id:book_id>")
@blueprint.input(BookUpdate)
@blueprint.output(Book)
@blueprint.doc(responses=problems(409, 412, 428))
def update_book(book_id: int, body: BookUpdate) -> Any:
    """Change some fields of a book."""
    return service(BookService).change(book_id, if_match(required=True), **body.model_dump())


@blueprint.delete("/<id:book_id>")
@blueprint.doc(responses=problems(409, 412))
def delete_book(book_id: int) -> Any:
    """Delete a book that no other record refers to."""
    service(BookService).delete(book_id, if_match(required=False))
    return "", 204


@blueprint.post("/batch-delete")
@blueprint.input(BatchDelete)
@blueprint.output(BatchDeleted)
@blueprint.doc(responses=problems(409))
def batch_delete_books(body: BatchDelete) -> Any:
    """Delete several books, all or none."""
    return {"deleted": service(BookService).delete_many(body.ids)}
