"""Checksums of databases, for comparisons."""

from contextlib import closing

from psycopg2 import sql

from headstart.postgres import databases


def checksums(url: str) -> dict[str, object]:
    """Return a checksum of every table's rows, and the state of every sequence."""
    result: dict[str, object] = {}
    with closing(databases.connect(url)) as session, session.cursor() as rows:
        rows.execute(
            "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'S') ORDER BY 1"
        )
        for name, kind in rows.fetchall():
            text = "last_value || ' ' || is_called" if kind == "S" else "t::text"
            query = sql.SQL("SELECT count(*), md5(string_agg({0}, ',' ORDER BY {0})) FROM {1} t")
            rows.execute(query.format(sql.SQL(text), sql.Identifier(name)))
            result[name] = rows.fetchone()
    return result
