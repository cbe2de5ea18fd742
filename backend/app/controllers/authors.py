"""Routes for authors."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.cursors import seal, unseal
from app.controllers.exports import CSV, csv_response
from app.controllers.openapi import problems
from app.controllers.schemas.author import Author, AuthorCreate, AuthorExport, AuthorQuery, AuthorUpdate
from app.controllers.schemas.lists import BatchDelete, BatchDeleted, Count, Page
from app.controllers.versions import if_match
from app.controllers.wiring import service
from app.services.authors import AuthorFilters, AuthorService

blueprint = make_blueprint("authors", read_access=Access.PUBLIC)


@blueprint.get("")
@blueprint.input(AuthorQuery)
@blueprint.output(Page[Author])
def list_authors(query: AuthorQuery) -> Any:
    """List authors, page by page."""
    page = service(AuthorService).page(query, query.sort, query.limit, unseal(query))
    return {"items": page.items, "next_cursor": seal(page.next_position, query)}


@blueprint.get("/count")
@blueprint.input(AuthorFilters)
@blueprint.output(Count)
def count_authors(query: AuthorFilters) -> Any:
    """Count the authors on all pages of the list."""
    return {"count": service(AuthorService).count(query)}


@blueprint.get("/export")
@blueprint.input(AuthorExport)
@blueprint.doc(responses=CSV)
def export_authors(query: AuthorExport) -> Any:
    """Export the authors on all pages of the list as CSV."""
    return csv_response(Author, service(AuthorService).export(query, query.sort))


@blueprint.post("")
@blueprint.input(AuthorCreate)
@blueprint.output(Author, status_code=201)
def create_author(body: AuthorCreate) -> Any:
    """Create an author."""
    return service(AuthorService).create(**body.model_dump())


@blueprint.get("/<id:author_id>")
@blueprint.output(Author)
def get_author(author_id: int) -> Any:
    """Read an author."""
    return service(AuthorService).get(author_id)


@blueprint.patch("/<id:author_id>")
@blueprint.input(AuthorUpdate)
@blueprint.output(Author)
@blueprint.doc(responses=problems(412, 428))
def update_author(author_id: int, body: AuthorUpdate) -> Any:
    """Change some fields of an author."""
    return service(AuthorService).change(author_id, if_match(required=True), **body.model_dump())


@blueprint.delete("/<id:author_id>")
@blueprint.doc(responses=problems(409, 412))
def delete_author(author_id: int) -> Any:
    """Delete an author that no other record refers to."""
    service(AuthorService).delete(author_id, if_match(required=False))
    return "", 204


@blueprint.post("/batch-delete")
@blueprint.input(BatchDelete)
@blueprint.output(BatchDeleted)
@blueprint.doc(responses=problems(409))
def batch_delete_authors(body: BatchDelete) -> Any:
    """Delete several authors, all or none."""
    return {"deleted": service(AuthorService).delete_many(body.ids)}
