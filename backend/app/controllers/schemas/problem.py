"""Problem details: RFC 9457."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

PROBLEM_TYPE = "application/problem+json"


class ProblemError(BaseModel):
    """A part of the request that is wrong."""

    location: Literal["body", "query", "path"]
    path: Annotated[str, Field(description="The field, with dots before nested ones.", examples=["isbn"])]
    detail: str


class Problem(BaseModel):
    """Why a request failed."""

    type: Annotated[str, Field(description="A URI reference that stands for the kind of problem.")]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    instance: Annotated[str, Field(description="The request's id: the log has it too.")]
    errors: Annotated[list[ProblemError], Field(description="Empty when no part is to blame.")]
