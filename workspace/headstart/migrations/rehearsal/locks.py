"""The locks that a migration holds, and for how long."""

from dataclasses import dataclass

from psycopg2.extensions import cursor

READS_AND_WRITES = "reads and writes"
WRITES = "writes"
# The operations of clients that a lock blocks, from PostgreSQL's table "Conflicting Lock Modes". Other modes
# block neither reads nor writes.
BLOCKS = {
    "AccessExclusiveLock": READS_AND_WRITES,
    "ExclusiveLock": WRITES,
    "ShareRowExclusiveLock": WRITES,
    "ShareLock": WRITES,
}
STRENGTH = {READS_AND_WRITES: 0, WRITES: 1, "": 2}
# The only mode that blocks clients on an index; it only matters if the table is not locked as well.
EXCLUSIVE = "AccessExclusiveLock"

# Relations that existed before the migration, except for system tables; for an index with its table.
RELATIONS = """
    SELECT oid, oid::regclass::text, indrelid FROM pg_class LEFT JOIN pg_index ON indexrelid = oid
    WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
        AND relkind IN ('r', 'p', 'm', 'i', 'I') AND relname NOT LIKE 'alembic_version%'
"""
HELD_LOCKS = """
    SELECT relation, mode, virtualtransaction FROM pg_locks
    WHERE pid = %s AND locktype = 'relation' AND granted AND mode <> 'AccessShareLock'
        AND virtualtransaction NOT LIKE '%%/0' -- a transaction that is ending and releases its locks
"""


Key = tuple[int, str, str]  # relation, mode, transaction


@dataclass(frozen=True)
class Lock:
    """A lock, the longest time that a transaction held it, and the statement that acquired it."""

    relation: str
    mode: str
    seconds: float
    statement: str

    @property
    def blocks(self) -> str:
        """The operations that the lock blocked."""
        return BLOCKS.get(self.mode, "")


class LockWatch:
    """Observes the locks of a session from another one."""

    def __init__(self, rows: cursor) -> None:
        self._rows = rows
        rows.execute(RELATIONS)
        relations = rows.fetchall()
        self._names = {oid: name for oid, name, _table in relations}
        self._tables = {oid: table for oid, _name, table in relations if table}
        self._current: dict[Key, tuple[float, str]] = {}
        self._exclusive = set[tuple[int, str]]()
        self._last_look = 0.0
        self._longest: dict[tuple[int, str], Lock] = {}

    def look(self, pid: int, now: float, start: float, statement: str) -> None:
        """Record the locks that a session holds.

        Args:
            pid: the session's process on the server.
            now: the time, in seconds.
            start: the start of its last statement. A new lock was acquired after it and after the last look,
                so it is counted from the later of the two.
            statement: that statement.
        """
        self._rows.execute(HELD_LOCKS, [pid])
        held = self._relevant(self._rows.fetchall())
        for key in held - self._current.keys():
            self._current[key] = (max(start, self._last_look), statement)
        self._end(self._current.keys() - held, now)
        self._last_look = now

    def close(self, now: float) -> list[Lock]:
        """Return all locks, ordered by what and how long they block; those still held end now."""
        self._end(set(self._current), now)
        return sorted(self._longest.values(), key=lambda lock: (STRENGTH[lock.blocks], -lock.seconds))

    def _relevant(self, held: list[Key]) -> set[Key]:
        """Leave out new relations, and indexes whose table is locked as well."""
        self._exclusive.update((oid, transaction) for oid, mode, transaction in held if mode == EXCLUSIVE)
        return {
            (oid, mode, transaction)
            for oid, mode, transaction in held
            if oid in self._names
            and (oid not in self._tables or self._on_index_alone(self._tables[oid], mode, transaction))
        }

    def _on_index_alone(self, table: int, mode: str, transaction: str) -> bool:
        return mode == EXCLUSIVE and (table, transaction) not in self._exclusive

    def _end(self, keys: set[Key], now: float) -> None:
        for oid, mode, transaction in keys:
            since, statement = self._current.pop((oid, mode, transaction))
            longest = self._longest.get((oid, mode))
            if longest is None or longest.seconds < now - since:
                self._longest[oid, mode] = Lock(self._names[oid], mode, now - since, statement)
