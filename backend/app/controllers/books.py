"""Books over HTTP."""

from typing import Any

from apiflask import APIBlueprint
from flask import url_for

from app.controllers.cursors import seal, unseal
from app.controllers.openapi import created, deleted, problems
from app.controllers.schemas.book import Book, BookCreate, BookPage, BookQuery, BookUpdate
from app.controllers.wiring import service
from app.services.books import BookService

blueprint = APIBlueprint("books", __name__, url_prefix="/api/books", tag="Books")


@blueprint.get("")
@blueprint.input(BookQuery, location="query", arg_name="query")
@blueprint.output(BookPage)
@blueprint.doc(operation_id="listBooks")
def list_books(query: BookQuery) -> Any:
    """List books, page by page."""
    page = service(BookService).page(query.sort, query.limit, unseal(query), **query.filters())
    return {"items": page.items, "next_cursor": seal(page.following, query)}


@blueprint.post("")
@blueprint.input(BookCreate, arg_name="body")
@blueprint.output(Book, status_code=201)
@blueprint.doc(operation_id="createBook", responses=created() | problems(409))
def create_book(body: BookCreate) -> Any:
    """Create a book."""
    book = service(BookService).create(**body.model_dump())
    return book, 201, {"Location": url_for(".get_book", book_id=book.id)}


@blueprint.get("/<id:book_id>")
@blueprint.output(Book)
@blueprint.doc(operation_id="getBook")
def get_book(book_id: int) -> Any:
    """Read a book."""
    return service(BookService).get(book_id)


@blueprint.patch("/<id:book_id>")
@blueprint.input(BookUpdate, arg_name="body")
@blueprint.output(Book)
@blueprint.doc(operation_id="updateBook", responses=problems(409))
def update_book(book_id: int, body: BookUpdate) -> Any:
    """Change some fields of a book."""
    return service(BookService).change(book_id, **body.model_dump())


@blueprint.delete("/<id:book_id>")
@blueprint.doc(operation_id="deleteBook", responses=deleted())
def delete_book(book_id: int) -> Any:
    """Delete a book."""
    service(BookService).delete(book_id)
    return "", 204
