"""Authors over HTTP."""

from typing import Any

from apiflask import APIBlueprint
from flask import url_for

from app.controllers.cursors import seal, unseal
from app.controllers.openapi import created, deleted, problems
from app.controllers.schemas.author import Author, AuthorCreate, AuthorPage, AuthorQuery, AuthorUpdate
from app.controllers.wiring import service
from app.services.authors import AuthorService

blueprint = APIBlueprint("authors", __name__, url_prefix="/api/authors", tag="Authors")


@blueprint.get("")
@blueprint.input(AuthorQuery, location="query", arg_name="query")
@blueprint.output(AuthorPage)
@blueprint.doc(operation_id="listAuthors")
def list_authors(query: AuthorQuery) -> Any:
    """List authors, page by page."""
    page = service(AuthorService).page(query.sort, query.limit, unseal(query), **query.filters())
    return {"items": page.items, "next_cursor": seal(page.following, query)}


@blueprint.post("")
@blueprint.input(AuthorCreate, arg_name="body")
@blueprint.output(Author, status_code=201)
@blueprint.doc(operation_id="createAuthor", responses=created())
def create_author(body: AuthorCreate) -> Any:
    """Create an author."""
    author = service(AuthorService).create(**body.model_dump())
    return author, 201, {"Location": url_for(".get_author", author_id=author.id)}


@blueprint.get("/<id:author_id>")
@blueprint.output(Author)
@blueprint.doc(operation_id="getAuthor")
def get_author(author_id: int) -> Any:
    """Read an author."""
    return service(AuthorService).get(author_id)


@blueprint.patch("/<id:author_id>")
@blueprint.input(AuthorUpdate, arg_name="body")
@blueprint.output(Author)
@blueprint.doc(operation_id="updateAuthor")
def update_author(author_id: int, body: AuthorUpdate) -> Any:
    """Change some fields of an author."""
    return service(AuthorService).change(author_id, **body.model_dump())


@blueprint.delete("/<id:author_id>")
@blueprint.doc(operation_id="deleteAuthor", responses=deleted() | problems(409))
def delete_author(author_id: int) -> Any:
    """Delete an author who has no books."""
    service(AuthorService).delete(author_id)
    return "", 204
