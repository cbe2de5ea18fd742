"""Problem details: RFC 9457."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

PROBLEM_TYPE = "application/problem+json"


class ProblemError(BaseModel):
    """An invalid part of the request."""

    location: Literal["body", "query", "path"]
    path: Annotated[str, Field(description="The field, with dots between nested ones.", examples=["isbn"])]
    detail: str


class Problem(BaseModel):
    """Why a request failed."""

    type: Annotated[str, Field(description="A URI reference that identifies the kind of problem.")]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    instance: Annotated[str, Field(description="The request's ID, which is also in the log.")]
    errors: Annotated[list[ProblemError], Field(description="Empty if no particular part is invalid.")]
