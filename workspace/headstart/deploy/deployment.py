"""A deployment, its steps in order, and the return to an earlier release."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from headstart.build import images
from headstart.core.errors import WorkspaceError
from headstart.deploy import compatibility, preflight, releases, smoke_test, survey, transfer
from headstart.deploy.host import Host
from headstart.deploy.releases import Release
from headstart.deploy.survey import Survey

# Measures a step; what is appended to the list is shown after its time.
Steps = Callable[[str], AbstractContextManager[list[str]]]

SERVERS = ("api", "api-2", "worker")
OWN_STEPS = ("db", "roles", "backup", "backup-copy", "migrate", *SERVERS, "ui", "proxy")

START = 'compose "$1" up --detach --no-deps --wait "$2" >&2'
# What is left of a dump that failed could be as large as the database.
BACK_UP = r"""
trap 'rm -f "backups/.$1"' EXIT
trap 'exit 1' HUP INT TERM
compose "$1" exec -T db pg_dump --format=custom --username=owner app >"backups/.$1"
mv "backups/.$1" "backups/$1.dump"
du -h "backups/$1.dump" | cut -f 1
"""
NEED_BACKUP = 'echo "backups/$1.dump" >"releases/$1/backup"'
FIND_BACKUPS = 'for release in "$@"; do cat "releases/$release/backup" 2>/dev/null || true; done'
ROLES = 'compose "$1" run --rm --no-deps roles >&2'
MIGRATE = 'compose "$1" run --rm --no-deps migrate >&2'
# The container is replaced only if it is not the right one already. Another one serves in the meantime.
REPLACE = r"""
release=$1 service=$2
right=$(docker ps --quiet --filter "label=com.docker.compose.project=$3" --filter health=healthy \
    --filter "label=com.docker.compose.service=$service" --filter "label=release=$release")
[ -z "$right" ] || exit 0
compose "$release" rm --stop --force "$service" >&2
compose "$release" up --detach --no-deps --wait --wait-timeout 120 "$service" >&2 || {
    compose "$release" logs --no-log-prefix --tail 200 "$service" >failed.log
    exit 1
}
"""
# Does not wait: the first backup of a large database takes long. Old releases do not have the services.
START_BACKUP = r"""
release=$1
has() { compose "$release" config --services | grep -qx "$1"; }
if has backup; then
    # The container keeps the key with which it started.
    key=$(compose "$release" exec -T backup cat /run/secrets/backup_key 2>/dev/null || true)
    [ "$key" = "$(cat secrets/backup_key)" ] ||
        compose "$release" rm --stop --force backup >&2
    compose "$release" up --detach --no-deps backup >&2
fi
if has backup-copy; then
    # Replaced each time, as it keeps the secrets with which it started.
    compose "$release" up --detach --no-deps --build --force-recreate backup-copy >&2
else
    compose "$release" --profile backup-copy rm --stop --force backup-copy >&2 || true
fi
"""
# The services of overlays, and your own.
START_OTHERS = r"""
others=$(compose "$1" config --services | grep -vxE "$2" || true)
[ -z "$others" ] || compose "$1" up --detach --no-deps --build --wait $others >&2
echo $others
"""
REMOVE_OTHERS = 'compose "$1" up --detach --no-deps --no-recreate --remove-orphans proxy >&2'
CLOSE_TO_PUBLIC = r"""
compose "$1" exec -T proxy touch /tmp/maintenance
touch maintenance
compose "$1" stop api api-2 worker >&2
"""
IS_CLOSED = "[ -e maintenance ]"
OPEN_TO_PUBLIC = (
    '[ ! -e maintenance ] || { compose "$1" exec -T proxy rm -f /tmp/maintenance && rm maintenance; }'
)
# A complete copy takes the place of the database, which is kept as `replaced`.
RESTORE = r"""
release=$1 dump=$2
compose "$release" stop api api-2 worker >&2
db() { compose "$release" exec -T db "$@"; }
db dropdb --username=owner --if-exists restored
db createdb --username=owner restored
db pg_restore --username=owner --dbname=restored --exit-on-error <"$dump"
db psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username=owner --dbname=postgres <<'END'
DROP DATABASE IF EXISTS replaced;
-- PgBouncer keeps its connections.
DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'app'; END $$;
BEGIN;
ALTER DATABASE app RENAME TO replaced;
ALTER DATABASE restored RENAME TO app;
COMMIT;
END
"""


@dataclass(frozen=True)
class Options:
    """The options of ``inv deploy``."""

    dirty: bool = False
    maintenance: bool = False
    compatible: bool = False
    proxy: bool = False
    build_on_host: bool = False
    registry: str = ""


@dataclass(frozen=True)
class Plan:
    """What a deployment is going to do."""

    commit: str
    docker: str
    survey: Survey
    current: Release | None
    migrates: bool
    breaks: list[str]  # what fails in the current release after the migrations


def plan(host: Host, options: Options) -> Plan:
    """Examine the checkout and the server, without changing anything.

    Raises:
        WorkspaceError: the deployment is not possible.
    """
    commit = releases.checked_out_commit(dirty=options.dirty)
    docker = images.docker()
    if docker is None and not options.build_on_host:
        msg = "Docker is not running here: start it, or pass --build-on-host"
        raise WorkspaceError(msg)
    if docker:
        preflight.check_settings(docker, host.target)
    preflight.check_versions()
    found = survey.examine(host)
    if found.current and not found.revision:
        msg = (
            f"the database on {host.target.host} does not answer: start it with "
            f"`ssh {host.target.host} docker start {host.folder}-db-1`"
        )
        raise WorkspaceError(msg)
    migrates = compatibility.pending(found.revision)
    breaks: list[str] = []
    if migrates and found.revision and not options.maintenance:
        preflight.check_locks(found.revision)
    if migrates and found.revision and not options.compatible:
        breaks = compatibility.broken_statements(found.revision)
    if breaks and not options.maintenance:
        msg = (
            f"the release that is running cannot use the database after the migration {breaks[0]}: pass "
            f"--maintenance to stop it first, or --compatible if it does not use that"
        )
        raise WorkspaceError(msg)
    current = releases.read(host, found.current) if found.current else None
    return Plan(commit, docker or "", found, current, migrates, breaks)


def deploy(host: Host, options: Options, steps: Steps) -> Release:
    """Deploy the checkout.

    Raises:
        WorkspaceError: it failed, and the release before serves as before.
    """
    with lock(host):
        with steps("pre-flight") as notes:
            planned = plan(host, options)
            notes.append(describe(planned))
        tags = _images(host, planned, options, steps)
        name = f"{planned.survey.time}-{planned.commit}"
        release = releases.new(host, name, tags, planned.current, replace_proxy=options.proxy)
        with steps("release") as notes:
            releases.write(host, release)
            releases.begin(host, release)
            notes.append(release.id)
        try:
            _replace_everything(host, release, planned, options, steps)
        except WorkspaceError as error:
            raise _return(host, release, planned, error, steps) from error
        releases.close(host, release, f"deployed {release.id}")
    return release


def describe(planned: Plan) -> str:
    """Return a sentence about what a deployment replaces and migrates."""
    parts = [f"replaces {planned.survey.current}" if planned.current else "first deployment"]
    if planned.survey.next:
        parts.append(f"{planned.survey.next} was interrupted")
    if planned.migrates:
        parts.append(f"migrates from {planned.survey.revision or 'an empty database'}")
    return ", ".join(parts)


def roll_back(host: Host, to: str, steps: Steps, *, restore: bool) -> Release:
    """Return to an earlier release: the one before, or the current one if a deployment was interrupted.

    Raises:
        WorkspaceError: there is none, or it needs an older database.
    """
    with lock(host):
        found = survey.examine(host)
        existing = releases.ids(host)
        earlier = [each for each in existing if each < found.current]
        chosen = to or (found.current if found.next else earlier[-1] if earlier else "")
        if not chosen:
            msg = f"there is no earlier release on {host.target.host}: `inv deploy` deploys one"
            raise WorkspaceError(msg)
        release = releases.read(host, chosen)
        later = [each for each in existing if each > chosen]
        backup = _needed_backup(host, *later)
        if backup and not (restore or _is_closed(host)):
            msg = (
                f"{chosen} cannot use the database of the later release: pass --restore to restore {backup}, "
                f"without everything written since"
            )
            raise WorkspaceError(msg)
        releases.begin_return(host, release)
        try:
            _serve(host, release, backup, steps)
            with steps("smoke test"):
                smoke_test.run(host, release.id, is_first=False)
        except WorkspaceError as error:
            error.add_note(f"`inv deploy.rollback {host.target.name}` returns to {found.current}")
            raise
        releases.close(host, release, f"returned to {release.id}")
    return release


def lock(host: Host) -> AbstractContextManager[None]:
    """Keep others from changing the server."""
    return host.lock(f"{releases.author()}, since {datetime.now(UTC):%H:%M} UTC,")


def _needed_backup(host: Host, *later: str) -> str:
    """Return the backup that a release needs to run after later ones; empty if it can use their database."""
    return next(iter(host.run(FIND_BACKUPS, *later, failure="no backups", writes=False).split()), "")


def _is_closed(host: Host) -> bool:
    return host.try_script(IS_CLOSED, writes=False).exit_code == 0


def _images(host: Host, planned: Plan, options: Options, steps: Steps) -> list[str]:
    if options.build_on_host:
        with steps("build there"):
            return transfer.build_there(host)
    with steps("build"):
        images.build_images_for(planned.docker, planned.survey.platform)
    if registry := options.registry or host.target.registry:
        with steps("push, pull"):
            return transfer.push(planned.docker, host, registry)
    with steps("send") as notes:
        tags, size = transfer.send(planned.docker, host)
        notes.append(f"{size.sent / 1e6:.1f} of {size.total / 1e6:.0f} MB")
    return tags


def _replace_everything(host: Host, release: Release, planned: Plan, options: Options, steps: Steps) -> None:
    if options.maintenance and planned.current:
        with steps("maintenance"):
            host.run(CLOSE_TO_PUBLIC, planned.current.id, failure="the maintenance page cannot be shown")
    with steps("database"):
        host.run(START, release.id, "db", failure="the database does not start")
    if planned.migrates and planned.survey.revision:
        with steps("backup") as notes:
            notes.append(host.run(BACK_UP, release.id, failure="the database cannot be dumped").strip())
        if planned.breaks:
            host.run(NEED_BACKUP, release.id, failure="the backup cannot be recorded")
    with steps("migrate"):
        host.run(ROLES, release.id, failure="the database's roles cannot be set up")
        host.run(START_BACKUP, release.id, failure="the backups do not start")
        host.run(MIGRATE, release.id, failure="the settings or the migrations failed")
    _replace_containers(host, release, steps)
    with steps("smoke test") as notes:
        smoke_test.run(host, release.id, is_first=planned.current is None)
        notes.append(host.target.address)


def _replace_containers(host: Host, release: Release, steps: Steps) -> None:
    with steps("overlays") as notes:
        failure = "a service of an overlay does not start"
        notes.append(host.run(START_OTHERS, release.id, "|".join(OWN_STEPS), failure=failure).strip())
    for service in SERVERS:
        with steps(service):
            failure = (
                f"{service} does not become healthy (`inv deploy.logs {host.target.name} --failed` shows why)"
            )
            host.run(REPLACE, release.id, service, host.folder, failure=failure)
    with steps("ui, proxy"):
        for service in ("ui", "proxy"):
            host.run(START, release.id, service, failure=f"{service} does not start")
        host.run(REMOVE_OTHERS, release.id, failure="services of other releases cannot be removed")
        host.run(OPEN_TO_PUBLIC, release.id, failure="the maintenance page cannot be removed")


def _serve(host: Host, release: Release, backup: str, steps: Steps) -> None:
    """Run a release that was deployed before, with the database of that time if a backup is given."""
    with steps("database") as notes:
        host.run(releases.UNPACK, release.id, failure="the server's disk cannot be written")
        host.run(START, release.id, "db", failure="the database does not start")
        if backup:
            host.run(RESTORE, release.id, backup, failure=f"{backup} cannot be restored")
            host.run(ROLES, release.id, failure="the database's roles cannot be set up")
            notes.append(f"restored {backup}")
        host.run(START_BACKUP, release.id, failure="the backups do not start")
    _replace_containers(host, release, steps)


def _return(
    host: Host, failed: Release, planned: Plan, error: WorkspaceError, steps: Steps
) -> WorkspaceError:
    """Return to the release before; return the error with what became of that."""
    name = host.target.name
    if planned.current is None:
        return WorkspaceError(f"{error}; fix it and run `inv deploy {name}` again")
    backup = _needed_backup(host, failed.id)
    if backup and not _is_closed(host):
        return WorkspaceError(
            f"{error}; the release before cannot use the new database: fix it and run `inv deploy {name}` "
            f"again, or `inv deploy.rollback {name} --restore` to lose what was written since"
        )
    try:
        _serve(host, planned.current, backup, steps)
    except WorkspaceError as second:
        return WorkspaceError(f"{error}; then {second}: run `inv deploy.rollback {name}`")
    releases.close(host, planned.current, f"failed, returned to {planned.current.id}")
    return WorkspaceError(f"{error}; {planned.current.id} serves again")
