"""Authors over HTTP."""

from typing import Any

from flask import url_for

from app.controllers.blueprints import make_blueprint
from app.controllers.cursors import seal, unseal
from app.controllers.openapi import created, deleted, problems
from app.controllers.schemas.author import Author, AuthorCreate, AuthorPage, AuthorQuery, AuthorUpdate
from app.controllers.schemas.lists import BatchDelete, BatchDeleted, Count
from app.controllers.versions import etag, if_match
from app.controllers.wiring import service
from app.services.authors import AuthorFilters, AuthorService

blueprint = make_blueprint("authors")


@blueprint.get("")
@blueprint.input(AuthorQuery, location="query", arg_name="query")
@blueprint.output(AuthorPage)
@blueprint.doc(operation_id="listAuthors")
def list_authors(query: AuthorQuery) -> Any:
    """List authors, page by page."""
    page = service(AuthorService).page(query, query.sort, query.limit, unseal(query))
    return {"items": page.items, "next_cursor": seal(page.next_position, query)}


@blueprint.get("/count")
@blueprint.input(AuthorFilters, location="query", arg_name="filters")
@blueprint.output(Count)
@blueprint.doc(operation_id="countAuthors")
def count_authors(filters: AuthorFilters) -> Any:
    """Count the authors that the list has on all its pages."""
    return {"count": service(AuthorService).count(filters)}


@blueprint.post("")
@blueprint.input(AuthorCreate, arg_name="body")
@blueprint.output(Author, status_code=201)
@blueprint.doc(operation_id="createAuthor", responses=created())
def create_author(body: AuthorCreate) -> Any:
    """Create an author."""
    author = service(AuthorService).create(**body.model_dump())
    return author, 201, {"Location": url_for(".get_author", author_id=author.id)} | etag(author)


@blueprint.get("/<id:author_id>")
@blueprint.output(Author)
@blueprint.doc(operation_id="getAuthor")
def get_author(author_id: int) -> Any:
    """Read an author."""
    author = service(AuthorService).get(author_id)
    return author, 200, etag(author)


@blueprint.patch("/<id:author_id>")
@blueprint.input(AuthorUpdate, arg_name="body")
@blueprint.output(Author)
@blueprint.doc(operation_id="updateAuthor", responses=problems(412, 428))
def update_author(author_id: int, body: AuthorUpdate) -> Any:
    """Change some fields of an author."""
    author = service(AuthorService).change(author_id, if_match(required=True), **body.model_dump())
    return author, 200, etag(author)


@blueprint.delete("/<id:author_id>")
@blueprint.doc(operation_id="deleteAuthor", responses=deleted() | problems(409, 412))
def delete_author(author_id: int) -> Any:
    """Delete an author to which nothing refers."""
    service(AuthorService).delete(author_id, if_match(required=False))
    return "", 204


@blueprint.post("/batch-delete")
@blueprint.input(BatchDelete, arg_name="body")
@blueprint.output(BatchDeleted)
@blueprint.doc(operation_id="batchDeleteAuthors", responses=problems(409))
def batch_delete_authors(body: BatchDelete) -> Any:
    """Delete several authors, all or none."""
    return {"deleted": service(AuthorService).delete_many(body.ids)}
