"""Books over HTTP."""

from typing import Any

from flask import url_for

from app.controllers.blueprints import make_blueprint
from app.controllers.cursors import seal, unseal
from app.controllers.openapi import created, deleted, problems
from app.controllers.schemas.book import Book, BookCreate, BookPage, BookQuery, BookUpdate
from app.controllers.schemas.lists import BatchDelete, BatchDeleted, Count
from app.controllers.versions import etag, if_match
from app.controllers.wiring import service
from app.services.books import BookFilters, BookService

blueprint = make_blueprint("books")


@blueprint.get("")
@blueprint.input(BookQuery, location="query", arg_name="query")
@blueprint.output(BookPage)
@blueprint.doc(operation_id="listBooks")
def list_books(query: BookQuery) -> Any:
    """List books, page by page."""
    page = service(BookService).page(query, query.sort, query.limit, unseal(query))
    return {"items": page.items, "next_cursor": seal(page.next_position, query)}


@blueprint.get("/count")
@blueprint.input(BookFilters, location="query", arg_name="filters")
@blueprint.output(Count)
@blueprint.doc(operation_id="countBooks")
def count_books(filters: BookFilters) -> Any:
    """Count the books that the list has on all its pages."""
    return {"count": service(BookService).count(filters)}


@blueprint.post("")
@blueprint.input(BookCreate, arg_name="body")
@blueprint.output(Book, status_code=201)
@blueprint.doc(operation_id="createBook", responses=created() | problems(409))
def create_book(body: BookCreate) -> Any:
    """Create a book."""
    book = service(BookService).create(**body.model_dump())
    return book, 201, {"Location": url_for(".get_book", book_id=book.id)} | etag(book)


@blueprint.get("/<id:book_id>")
@blueprint.output(Book)
@blueprint.doc(operation_id="getBook")
def get_book(book_id: int) -> Any:
    """Read a book."""
    book = service(BookService).get(book_id)
    return book, 200, etag(book)


@blueprint.patch("/<id:book_id>")
@blueprint.input(BookUpdate, arg_name="body")
@blueprint.output(Book)
@blueprint.doc(operation_id="updateBook", responses=problems(409, 412, 428))
def update_book(book_id: int, body: BookUpdate) -> Any:
    """Change some fields of a book."""
    book = service(BookService).change(book_id, if_match(required=True), **body.model_dump())
    return book, 200, etag(book)


@blueprint.delete("/<id:book_id>")
@blueprint.doc(operation_id="deleteBook", responses=deleted() | problems(409, 412))
def delete_book(book_id: int) -> Any:
    """Delete a book to which nothing refers."""
    service(BookService).delete(book_id, if_match(required=False))
    return "", 204


@blueprint.post("/batch-delete")
@blueprint.input(BatchDelete, arg_name="body")
@blueprint.output(BatchDeleted)
@blueprint.doc(operation_id="batchDeleteBooks", responses=problems(409))
def batch_delete_books(body: BatchDelete) -> Any:
    """Delete several books, all or none."""
    return {"deleted": service(BookService).delete_many(body.ids)}
