"""Statements that the tests run in a database."""

from contextlib import closing

import psycopg2


def execute(url: str, statement: str, *values: object) -> None:
    """Run statements and commit them."""
    with closing(psycopg2.connect(url)) as session, session, session.cursor() as statements:
        statements.execute(statement, values or None)
