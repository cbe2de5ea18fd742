"""The locks that a migration holds: which, on what, and for how long."""

from dataclasses import dataclass

from psycopg2.extensions import cursor

READS_AND_WRITES = "reads and writes"
WRITES = "writes"
# What a client of the application cannot do while another session holds a lock: PostgreSQL's table
# "Conflicting Lock Modes". The other modes let everybody read and write.
BLOCKS = {
    "AccessExclusiveLock": READS_AND_WRITES,
    "ExclusiveLock": WRITES,
    "ShareRowExclusiveLock": WRITES,
    "ShareLock": WRITES,
}
STRENGTH = {READS_AND_WRITES: 0, WRITES: 1, "": 2}
# On an index only this one keeps anybody out, and it says more only where the table is not locked as well.
EXCLUSIVE = "AccessExclusiveLock"

# What was there before the migration, the server's own tables apart; of an index also the table.
RELATIONS = """
    SELECT oid, oid::regclass::text, indrelid FROM pg_class LEFT JOIN pg_index ON indexrelid = oid
    WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
        AND relkind IN ('r', 'p', 'm', 'i', 'I') AND relname NOT LIKE 'alembic_version%'
"""
HELD = """
    SELECT relation, mode, virtualtransaction FROM pg_locks
    WHERE pid = %s AND locktype = 'relation' AND granted AND mode <> 'AccessShareLock'
        AND virtualtransaction NOT LIKE '%%/0' -- a transaction that ends, and gives up one after the other
"""


Key = tuple[int, str, str]  # relation, mode, transaction


@dataclass(frozen=True)
class Lock:
    """A lock, the longest time that a transaction held it, and the statement that took it then."""

    relation: str
    mode: str
    seconds: float
    statement: str

    @property
    def blocks(self) -> str:
        """What nobody else could do meanwhile."""
        return BLOCKS.get(self.mode, "")


class LockWatch:
    """Looks at the locks of one session from another one."""

    def __init__(self, rows: cursor) -> None:
        self._rows = rows
        rows.execute(RELATIONS)
        found = rows.fetchall()
        self._names = {oid: name for oid, name, _table in found}
        self._tables = {oid: table for oid, _name, table in found if table}
        self._held: dict[Key, tuple[float, str]] = {}
        self._exclusive = set[tuple[int, str]]()
        self._looked = 0.0
        self._longest: dict[tuple[int, str], Lock] = {}

    def look(self, pid: int, now: float, began: float, statement: str) -> None:
        """Note what a session holds.

        Args:
            pid: the session's process on the server.
            now: the time, in seconds.
            began: when its last statement began. A lock that is new was taken after that, and after the
                last look: the later of the two is what it is counted from.
            statement: that statement.
        """
        self._rows.execute(HELD, [pid])
        held = self._telling(self._rows.fetchall())
        for key in held - self._held.keys():
            self._held[key] = (max(began, self._looked), statement)
        self._end(self._held.keys() - held, now)
        self._looked = now

    def close(self, now: float) -> list[Lock]:
        """Return all locks, those that block most and longest first; what was held until now ends now."""
        self._end(set(self._held), now)
        return sorted(self._longest.values(), key=lambda lock: (STRENGTH[lock.blocks], -lock.seconds))

    def _telling(self, held: list[Key]) -> set[Key]:
        """Leave out what came with the migration, and what a lock on the table says already."""
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
            since, statement = self._held.pop((oid, mode, transaction))
            longest = self._longest.get((oid, mode))
            if longest is None or longest.seconds < now - since:
                self._longest[oid, mode] = Lock(self._names[oid], mode, now - since, statement)
