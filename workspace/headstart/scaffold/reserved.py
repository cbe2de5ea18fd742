"""Words that mean something else already, and where."""

import builtins
import keyword
from collections.abc import Mapping

# `SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')` in PostgreSQL 18.
SQL_WORDS = """
all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate
collation column concurrently constraint create cross current_catalog current_date current_role
current_schema current_time current_timestamp current_user default deferrable desc distinct do else end
except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into
is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on
only or order outer overlaps placing primary references returning right select session_user similar some
symmetric system_user table tablesample then to trailing true union unique user using variadic verbose
when where window with
"""

TYPESCRIPT_WORDS = """
arguments await break case catch class const constructor continue debugger default delete do else enum
eval export extends false finally for function if implements import in instanceof interface let new null
package private protected public return static super switch this throw true try typeof undefined var void
while with yield
"""

PYTHON = frozenset(keyword.kwlist) | frozenset(name for name in dir(builtins) if name.islower())

# What every record has, what SQLAlchemy and pydantic call their own, and what a list is asked with.
PROJECT_WORDS = """
construct copy created_at cursor date datetime dict fields filters id items json limit metadata registry
schema search self session sort updated_at validate version work
"""

# The classes that the files of a resource import, or that every TypeScript file has.
CLASS_WORDS = """
Annotated Any Array Base BatchDelete BatchDeleted Boolean CheckConstraint Collection ColumnElement
Conflict Count Date Decimal Digits Enum Error Factory Fault Field Flag ForeignKey Function Identity Index
Invalid Iterator Line Link ListQuery Literal Map Mapped Mapping Missing Money Moment None Number Object
Page Paragraphs Payload Position Problem Promise Record Repository Resource Result Search Sequence Service
Session Set String Symbol Text True False Union Unpack Version Versions Whole
"""

CLASSES = frozenset(CLASS_WORDS.split())

LANGUAGES: Mapping[str, frozenset[str]] = {
    "Python": PYTHON,
    "PostgreSQL": frozenset(SQL_WORDS.split()),
    "TypeScript": frozenset(TYPESCRIPT_WORDS.split()),
    "this project": frozenset(PROJECT_WORDS.split()),
}


def taken_by(word: str, *languages: str) -> str | None:
    """Return which of the languages means something else by a word; all are asked unless some are named."""
    return next((name for name in languages or LANGUAGES if word in LANGUAGES[name]), None)
