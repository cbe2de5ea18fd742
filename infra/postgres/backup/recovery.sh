# Restores a backup into a folder, where a server makes the changes from the archive.

# recover SYSTEM NAME FOLDER SETTING...
# Fails with `problem`. Afterwards, a server runs that only this container reaches, by a socket in /tmp.
recover() {
  local system=$1 name=$2 folder=$3 setting options=
  shift 3
  rm -rf "$folder"
  mkdir -m 700 "$folder"
  if ! unseal "$BACKUPS/$system/base/$name.tar.gz.enc" | tar -x -C "$folder" 2>/dev/null; then
    problem="the file of the backup $name is damaged, or encrypted with another key"
    return 1
  fi
  if ! problem=$(pg_verifybackup --quiet --no-parse-wal "$folder" 2>&1); then
    problem="the backup $name is damaged: ${problem%%$'\n'*}"
    return 1
  fi
  touch "$folder/recovery.signal"
  for setting in "restore_command=$PROGRAMS/fetch-wal $system %f %p" recovery_target_timeline=current \
    recovery_target_action=promote hot_standby=off listen_addresses= unix_socket_directories=/tmp \
    hba_file=/postgres/pg_hba.conf synchronous_standby_names= log_min_messages=warning "$@"; do
    options+=" -c '$setting'"
  done
  rm -f /tmp/recovery.log
  if ! pg_ctl start --silent --timeout=86400 --pgdata="$folder" --log=/tmp/recovery.log --options="$options" 2>/dev/null 9>&- ||
    ! await_end_of_recovery "$folder"; then
    problem="the changes since the backup $name cannot be made: $(first_problem)"
    return 1
  fi
}

# Prints why the server stopped: `fetch-wal` knows best. The server also refuses `await_end_of_recovery` as long as it
# recovers.
first_problem() {
  sed -nE '/the database system is /d; s/.*Z fetch-wal: //p; s/.*(FATAL|PANIC): *//p' /tmp/recovery.log | head -n 1
}

await_end_of_recovery() {
  until pg_isready --quiet --host=/tmp; do
    pg_ctl status --pgdata="$1" >/dev/null || return 1
    sleep 0.1
  done
}

# Runs a query on that server.
ask() { psql --no-psqlrc -qAtX --host=/tmp --dbname=app --set=ON_ERROR_STOP=1 "$@"; }

stop() { pg_ctl stop --silent --mode=fast --pgdata="$1" 2>/dev/null || true; }
