# What the programs of the backup share: settings, the database, encryption, status. See docs/backups.md.
#
# /backups/SYSTEM/base/TIME.tar.gz.enc     a copy of the database's files; TIME.info says what it needs
# /backups/SYSTEM/wal/SEGMENT.gz.enc       its log of changes (WAL), in segments; the last one is SEGMENT.partial.gz.enc
# /backups/SYSTEM/wal/SEGMENT.end          says that segments after this one are known to be missing
# /backups/SYSTEM/deleted/DATE             the names of files that were deleted from these folders
# /var/lib/backup/stream/SYSTEM/TIMELINE/  segments that are being received, not encrypted
# /var/lib/backup/scratch/                 the server that the newest backup is restored into
# /var/lib/backup-status/                  metrics, which the worker reads, too; machine.txt is not about backups
#
# SYSTEM identifies a database: a new one never overwrites the backups of another.
set -Eeuo pipefail
trap 'log "line $LINENO failed"' ERR
export LC_ALL=C TZ=UTC

BACKUPS=/backups WORK=/var/lib/backup PROGRAMS=/postgres/backup
STATUS=/var/lib/backup-status
SLOT=backup # in which the database keeps the WAL that was not received yet

log() { echo "$(date +%FT%TZ) $(basename "$0"): $*" >&2; }

fail() {
  log "$@"
  exit 1
}

connect() { PGPASSWORD=$(cat /run/secrets/database_replicator_password) PGHOST=db PGUSER=replicator "$@"; }

sql() { connect psql --no-psqlrc -qAtX --dbname=app --set=ON_ERROR_STOP=1 --command="$1"; }

# Runs a command of the replication protocol.
replication() { connect psql --no-psqlrc -qAtX --dbname='dbname=app replication=true' --command="$1"; }

# Prints the identifier of the database, and its timeline as in names of segments.
identify() {
  local system timeline
  IFS='|' read -r system timeline _ < <(replication IDENTIFY_SYSTEM) && printf '%s %08X\n' "$system" "$timeline"
}

# Succeeds if the WAL up to a position is on the disk of this service.
is_received() {
  [ "$(sql "SELECT active AND restart_lsn >= '$1' FROM pg_replication_slots WHERE slot_name = '$SLOT'")" = t ]
}

# Waits for that, for a number of seconds.
await_wal() {
  local _
  for _ in $(seq "$2"); do
    ! is_received "$1" || return 0
    sleep 1
  done
  return 1
}

cipher() { openssl enc -aes-256-ctr -pbkdf2 "$@"; }

# Compresses and encrypts the standard input, with the first line of the key's file.
seal() { gzip -1 | cipher -pass file:/run/secrets/backup_key; }

# Fails if the file is damaged, or was encrypted with another key. The lines after the first are former keys: with the
# wrong one, there is no output, as it does not begin like a compressed file.
unseal() {
  local key
  while IFS= read -r key; do
    if KEY=$key cipher -d -pass env:KEY <"$1" 2>/dev/null | gzip -dc 2>/dev/null; then return 0; fi
  done < <(grep . /run/secrets/backup_key)
  return 1
}

# Gives a complete file its name, in a way that survives a power failure.
publish() { sync "$1" && mv "$1" "$2" && sync "$(dirname "$2")"; }

# Deletes files of a database, and with them their copies in the store: see `copy`.
delete() {
  local list
  list=$(dirname "$(dirname "$1")")/deleted
  # A full disk must not prevent it.
  if ! mkdir -p "$list" || ! printf '%s\n' "${@#"$BACKUPS/"}" >>"$list/$(date +%F)"; then
    log "$list cannot be written, so the copies of the files stay in the store"
  fi
  rm -f "$@"
}

free_space() { df -h --output=avail "$BACKUPS" | tail -n 1; }

# Prints the names of all segments of a database's WAL, received first: they do not vanish before they are archived.
segments() {
  (find "$WORK/stream/$1" "$BACKUPS/$1/wal" -type f -printf '%f\n' 2>/dev/null || true) |
    (grep -oE '^[0-9A-F]{24}' || true) | sort -u
}

# The place of a segment's name in the order of those of a timeline, as they have 16 MB.
number() { echo $((16#${1:8:8} * 256 + 16#${1:16:8})); }

# Prints the times of all backups of a database, oldest first.
bases() { (find "$BACKUPS/$1/base" -name '?*.info' -printf '%f\n' 2>/dev/null || true) | sed 's/\.info$//' | sort; }

# Reads what a backup needs: `first`, its first segment, `finished`, the Unix time from which it can be restored, and
# `size`, the bytes of the database; those of earlier releases do not say it.
read_info() {
  local key value
  size=
  while IFS='=' read -r key value; do
    case $key in first) first=$value ;; finished) finished=$value ;; size) size=$value ;; esac
  done <"$BACKUPS/$1/base/$2.info"
}

# The Unix time of a backup's name such as 20261128-020000.
started() { date -d "${1:0:8} ${1:9:2}:${1:11:2}:${1:13:2}" +%s; }

# Sets a metric, which Prometheus collects.
report() {
  mkdir -p "$STATUS/values"
  local temporary=.$HOSTNAME.$BASHPID
  echo "$2" >"$STATUS/values/$temporary" && mv "$STATUS/values/$temporary" "$STATUS/values/$1"
  for value in "$STATUS"/values/*; do echo "backup_$(basename "$value") $(cat "$value")"; done >"$STATUS/$temporary"
  mv "$STATUS/$temporary" "$STATUS/metrics.txt"
}

reported() { cat "$STATUS/values/$1" 2>/dev/null || echo "${2:-0}"; }
