"""The programs of the backup deal with damaged files, lost databases, full disks and wrong settings.

Only the database and the service `backup` run, as no other part of the product is needed.
"""

import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.polling import until
from tests.support.production_stack import Stack, run, write_configuration

pytestmark = pytest.mark.faults

NAME = "headstart-backup-programs"
SITE = "shop.example.com"
OWNED = """
CREATE TABLE owned AS SELECT FROM generate_series(1, 12345);
ALTER TABLE owned ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""
OTHER_DATABASES = r"""
mkdir -p ../{1,2}/{base,wal}
touch ../{1,2}/wal/000000010000000000000001.gz.enc ../1/wal/000000010000000000000002.gz.enc
for day in 1 2; do
    printf 'first=00000001000000000000000%s\nfinished=1577844000\n' $day >../1/base/2020010$day-020000.info
done
"""
DELETE_LATER = r"""for info in base/*.info; do [[ ! $info > $1 ]] || rm "${info%.info}".*; done"""
ONLY_FUTURE = "cp base/$1.info base/20991231-020000.info; rm base/20[!9]*"
DAMAGE = r"""printf '\377\000\377\000' | dd of="$1" bs=1 seek=$(($(stat -c %s "$1") / 2)) conv=notrunc"""


@pytest.fixture(scope="module")
def product(docker: str) -> Iterator[Stack]:
    """Run the database and the backup until the first backup was checked."""
    with tempfile.TemporaryDirectory(prefix="backups-") as name:
        write_configuration(Path(name))
        stack = Stack(docker, Path(name), {"BACKUP_INTERVAL": "2", "SITE_ADDRESS": SITE}, NAME)
        try:
            start(stack)
            until(lambda: re.search("restored, |FAILED", run_program(stack, "list")))
            assert "restored, " in run_program(stack, "list"), run_program(stack, "list")
            yield stack
        finally:
            stack.compose("down", "--volumes", "--timeout", "1")


def start(stack: Stack) -> None:
    """Start what is needed of the product."""
    stack.compose("up", "--detach", "--wait", "db")
    stack.compose("run", "--rm", "roles")
    stack.compose("up", "--detach", "--no-deps", "backup")


def run_program(stack: Stack, program: str, *args: str, **settings: str) -> str:
    """Run a program of the service, and return its output."""
    options = [f"--env={name}={value}" for name, value in settings.items()]
    command = ["exec", "-T", "--user=postgres", *options, "backup", f"/postgres/backup/{program}", *args]
    return stack.compose(*command).strip()


def run_in_service(stack: Stack, script: str, *args: str) -> str:
    """Run a shell script in the folder of the database's backups, and return its output."""
    script = f"set -e; cd /backups/[0-9]*/; {script}"
    return stack.compose("exec", "-T", "--user=postgres", "backup", "bash", "-c", script, "sh", *args)


def prepare(stack: Stack, time: str = "") -> str:
    """Restore the database next to the one that runs, and return what is said about it."""
    return stack.compose("run", "--rm", "--no-deps", "-T", "restore", "prepare", time)


def swap(stack: Stack) -> None:
    """Let what was restored take the place of the database."""
    stack.compose("stop", "backup", "db")
    stack.compose("run", "--rm", "--no-deps", "-T", "restore", "swap")
    start(stack)


def now(stack: Stack) -> str:
    """Return a time, with a second before and after it in which nothing happens."""
    stack.sql("SELECT pg_sleep(1)")
    moment = stack.sql("SELECT now()").strip()
    stack.sql("SELECT pg_sleep(1)")
    return moment


def await_archive(stack: Stack) -> None:
    """Wait until what was written is in the archive."""
    start = time.time()
    values = "cat /var/lib/backup-status/values/archived_timestamp_seconds"
    until(lambda: float(run_in_service(stack, values)) > start)


def back_up(stack: Stack) -> str:
    """Make a backup, and return its name."""
    run_program(stack, "run")
    return run_in_service(stack, "ls base/*.checked | tail -n 1").strip()[len("base/") : -len(".checked")]


def test_rows_that_row_level_security_hides_are_compared(product: Stack) -> None:
    product.sql(OWNED)

    run_program(product, "run")

    assert "12345 rows" in run_program(product, "list").splitlines()[-2]


def test_the_backup_before_a_damaged_one_is_restored(product: Stack) -> None:
    good, damaged = back_up(product), back_up(product)
    run_in_service(product, DAMAGE, f"base/{damaged}.tar.gz.enc")

    output = prepare(product)

    assert f"the file of the backup {damaged} is damaged, or encrypted with another key: so another" in output
    assert f"The backup {good} was restored." in output
    run_in_service(product, "mv $1.checked $1.failed", f"base/{damaged}")
    assert prepare(product).startswith(f"The backup {good} was restored.")
    run_in_service(product, "rm $1.*", f"base/{damaged}")


def test_a_recovery_does_not_end_at_a_damaged_or_missing_segment(product: Stack) -> None:
    back_up(product)
    segment = product.sql("SELECT pg_walfile_name(pg_current_wal_lsn())").strip()
    for _ in range(3):
        product.sql("SELECT pg_logical_emit_message(true, '', 'change'); SELECT pg_switch_wal()")
    until(lambda: run_in_service(product, "ls wal/$1.gz.enc || true", segment))
    file = f"wal/{segment}.gz.enc"
    run_in_service(product, "mv $1 /tmp/good", file)

    with pytest.raises(AssertionError, match=f"the segment {segment} is missing in the archive, but there"):
        prepare(product)

    run_in_service(product, f"cp /tmp/good $1; {DAMAGE}", file)
    with pytest.raises(AssertionError, match=f"{segment}.gz.enc is damaged, or encrypted with another key"):
        prepare(product)

    run_in_service(product, "rm $1", file)
    with pytest.raises(AssertionError, match="missing in the archive"):
        run_program(product, "run")

    run_in_service(product, "cp /tmp/good $1", file)
    assert "was restored" in prepare(product)
    back_up(product)


def newest_is_checked(stack: Stack, before: str) -> bool:
    """Return whether a backup after another one was checked."""
    row = run_program(stack, "list").splitlines()[-2]
    return row.split()[0] > before and "restored, " in row


def test_what_was_written_after_a_restoration_can_be_restored_before_the_next_backup(product: Stack) -> None:
    good = back_up(product)
    product.sql("CREATE TABLE before (); SELECT pg_switch_wal()")
    time_before = now(product)
    product.sql("CREATE TABLE abandoned (); SELECT pg_switch_wal()")
    abandoned = back_up(product)
    time_abandoned = now(product)
    prepare(product, time_before)
    swap(product)
    until(lambda: newest_is_checked(product, abandoned))
    product.compose(
        "exec", "-d", "--user=postgres", "backup", "flock", "/var/lib/backup/.lock", "sleep", "300"
    )
    until(lambda: run_in_service(product, "flock -n /var/lib/backup/.lock true || echo locked"))
    run_in_service(product, DELETE_LATER, f"base/{abandoned}.info")
    product.sql("CREATE TABLE later ()")
    await_archive(product)

    assert prepare(product, time_abandoned).startswith(f"The backup {abandoned} was restored.")
    assert f"The backup {good} was restored." in prepare(product)
    swap(product)
    assert product.sql("SELECT to_regclass('before'), to_regclass('later'), to_regclass('abandoned')") == (
        "before|later|\n"
    )
    back_up(product)


def test_the_last_backup_of_another_database_and_what_is_being_fetched_stay(product: Stack) -> None:
    run_in_service(product, OTHER_DATABASES)
    try:
        run_program(product, "prune", BACKUP_DAYS="1")
    finally:
        remaining = product.compose(
            "exec", "-T", "--user=postgres", "backup", "bash", "-c",
            "cd /backups && ls 1/*/* 2/*/* && rm -r 1 2",
        )  # fmt: skip
    assert remaining.split() == [
        "1/base/20200102-020000.info",
        "1/wal/000000010000000000000002.gz.enc",
        "2/wal/000000010000000000000001.gz.enc",
    ]


def test_nothing_is_left_of_a_backup_that_failed(product: Stack) -> None:
    for fault in (
        "pg_basebackup() { echo half; return 1; }; export -f pg_basebackup",
        'psql() { [[ $* != *clock_timestamp* ]] && command psql "$@"; }; export -f psql',
    ):
        before = run_in_service(product, "ls -A base")
        with pytest.raises(AssertionError, match="back-up: the database"):
            run_in_service(product, f"{fault}; /postgres/backup/back-up")
        assert run_in_service(product, "ls -A base") == before


def test_a_restoration_that_does_not_fit_is_refused(product: Stack) -> None:
    back_up(product)
    run_in_service(product, "sed -i s/^size=/size=99999999/ base/*.info")

    with pytest.raises(AssertionError, match=r"database needs \S+ next to .*, but only \S+ are free"):
        prepare(product)

    run_in_service(product, "sed -i s/^size=99999999/size=/ base/*.info")


def test_times_of_a_clock_that_was_ahead_do_not_count(product: Stack) -> None:
    name = back_up(product)
    run_in_service(product, ONLY_FUTURE, name)
    run_program(product, "run", "--if-due")
    found = run_in_service(product, "ls base/*.info; rm base/20991231*").split()
    assert len(found) == 2

    values = "/var/lib/backup-status/values"
    run_in_service(product, f"date -d '1 day' +%s >{values}/last_success_timestamp_seconds")
    with pytest.raises(AssertionError, match="the time of the last backup is in the future"):
        run_program(product, "health")
    back_up(product)
    run_program(product, "health")


def test_a_former_key_still_reads_what_was_written_with_it(product: Stack) -> None:
    back_up(product)
    key = product.folder / "secrets" / "backup_key"
    key.write_text(f"{'new' * 20}\n{key.read_text('utf-8')}\n", "utf-8")

    back_up(product)

    assert "was restored" in prepare(product)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BACKUP_DAYS", "14d", "is not a number of days, such as 14"),
        ("BACKUP_TIME", "24:00", "is not a time in UTC, such as 02:00"),
        ("BACKUP_TIME", "02.30", "is not a time in UTC, such as 02:00"),
        ("BACKUP_INTERVAL", "1m", "is not a number of seconds, such as 60"),
    ],
)
def test_settings_without_a_meaning_are_refused(product: Stack, name: str, value: str, message: str) -> None:
    with pytest.raises(AssertionError, match=f"serve: {name}={value} {message}"):
        run_program(product, "serve", **{name: value})


def test_a_check_that_failed_is_repeated_once(product: Stack) -> None:
    base = f"base/{back_up(product)}"
    run_in_service(product, "mv $1.checked $1.failed; touch -d '10 minutes ago' $1.failed", base)

    run_program(product, "run", "--if-due")

    run_in_service(product, "mv $1.checked $1.failed; touch -d '10 minutes ago' $1.failed", base)
    run_program(product, "run", "--if-due")
    run_in_service(product, "[ ! -e $1.checked ]; rm $1.*", base)


def machine(stack: Stack) -> dict[str, int]:
    """Return the metrics that are not about backups."""
    # Without a proxy, the first ones take a moment.
    read = "cd /var/lib/backup-status; until cat machine.txt 2>/dev/null; do sleep 1; done"
    lines = run_in_service(stack, read).splitlines()
    return {name: int(value) for name, value in map(str.split, lines)}


def test_the_space_of_the_database_s_disk_is_reported(product: Stack) -> None:
    df = ("df", "--block-size=1", "--output=size,avail", "/var/lib/postgresql")
    size, free = map(int, product.compose("exec", "-T", "db", *df).split()[-2:])

    metrics = machine(product)

    assert metrics["disk_size_bytes"] == size
    assert metrics["disk_free_bytes"] == pytest.approx(free, rel=0.1)
    assert product.compose("exec", "-T", "backup", "findmnt", "-no", "OPTIONS", df[-1]).startswith("ro,")


def test_the_end_of_the_certificate_is_reported(product: Stack) -> None:
    def expires() -> int:
        return machine(product)["certificate_expires_timestamp_seconds"]

    assert expires() == 0
    # Caddy's own authority signs it for twelve hours. Caddy presents it only to whom names the site.
    proxy = run([
        *(product.docker, "run", "--detach", "--rm", f"--network={NAME}_inside", "--network-alias=proxy"),
        *("caddy:2", "caddy", "reverse-proxy", f"--from={SITE}", "--to=:1", "--internal-certs"),
    ]).strip()  # fmt: skip
    try:
        until(expires)
        assert 11 < (expires() - time.time()) / 3600 <= 12
    finally:
        run([product.docker, "rm", "--force", proxy])
    until(lambda: expires() == 0)
