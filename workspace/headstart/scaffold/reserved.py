"""Words that are reserved in Python, PostgreSQL, TypeScript or this project."""

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

KEYWORDS = frozenset(keyword.kwlist)

MAX_NAME_LENGTH = 40

# Names that Ruff does not allow for parameters.
BUILTINS = frozenset(name for name in dir(builtins) if name.islower())

# The fields of every record, and parameters of the factories' functions. used_names.py finds all other names.
PROJECT_WORDS = "cls created_at id model_class self updated_at version"

# Columns of every table in PostgreSQL.
SYSTEM_COLUMNS = "cmax cmin ctid tableoid xmax xmin"

# Global types in TypeScript, and names that a class cannot have in Python.
CLASS_WORDS = "Array Boolean Date Error False Function Map None Number Object Promise Set String Symbol True"
CLASSES = frozenset(CLASS_WORDS.split())

LANGUAGES: Mapping[str, frozenset[str]] = {
    "Python": KEYWORDS,
    "PostgreSQL": frozenset(f"{SQL_WORDS} {SYSTEM_COLUMNS}".split()),
    "TypeScript": frozenset(TYPESCRIPT_WORDS.split()),
    "this project": frozenset(PROJECT_WORDS.split()),
}


def reserved_in(word: str, *languages: str) -> str | None:
    """Return the first language that reserves a word, of some or all languages; None if it is free."""
    return next((name for name in languages or LANGUAGES if word in LANGUAGES[name]), None)
