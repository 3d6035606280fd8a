# shellcheck shell=bash
# What is done to the database beside the application: the platform key is changed, the audit trail is verified.

# The application's own classes, so that what they know is written once. Prints the class path.
application_classes() {
  local ear folder=$STATE/classes
  ear=$(application)
  [[ -r $ear ]] || fail "there is no application at « $ear »" "./guichet run builds it, or GUICHET_EAR names one."
  if [[ ! -e $folder/guichet-ejb.jar || $ear -nt $folder/guichet-ejb.jar ]]; then
    rm -rf "$folder" "$folder.part"
    mkdir -p "$folder.part"
    (cd "$folder.part" && "$JAVA_HOME/bin/jar" xf "$ear" guichet-ejb.jar lib && touch guichet-ejb.jar)
    mv "$folder.part" "$folder"
  fi
  printf '%s' "$folder/guichet-ejb.jar:$folder/lib/*:$DIST/tools/postgresql.jar"
}

# Finds the JDK, the passwords and the database; starts it for as long as we need it.
reach_database() {
  find_jdk
  [[ -r $STATE/secrets.env || -n ${GUICHET_DB_PASSWORD:-} ]] || fail "nothing was ever started in $STATE"
  make_folders
  export_settings
  server_environment
  fetch_tools
  DATABASE_WAS_STARTED=false
  if $OWN_DATABASE && [[ -z $(postgres_pid) ]]; then
    [[ -e $STATE/data/PG_VERSION ]] || fail "there is no database in $STATE yet"
    need_port "$DB_PORT" GUICHET_DB_PORT PostgreSQL
    fetch_postgres
    start_postgres
    DATABASE_WAS_STARTED=true
  fi
}

leave_database() { if ${DATABASE_WAS_STARTED:-false}; then stop_postgres; fi; }

command_verify_audit() {
  local code=0 classes
  configure
  DEMO=false
  case ${1:-} in
    '' | --heads) ;;
    *) fail "verify-audit has no option « $1 »" "usage: ./guichet verify-audit [--heads]" ;;
  esac
  reach_database
  trap leave_database EXIT
  classes=$(application_classes)
  java_program "$classes" "$SCRIPTS/VerifyAudit.java" "$@" || code=$?
  return "$code"
}

command_rotate_keys() {
  local classes
  [[ $# -eq 0 ]] || fail "rotate-keys has no option « $1 »"
  configure
  [[ -z ${GUICHET_PLATFORM_KEY:-} ]] ||
    fail "GUICHET_PLATFORM_KEY is set in the environment, so its change begins where you keep it" \
      "How: docs/operations.md, « The platform key »."
  grep -q '^GUICHET_PLATFORM_KEY=' "$STATE/secrets.env" 2>/dev/null || fail "there is no platform key in $STATE/secrets.env"
  make_folders
  take_lock
  trap end_of_rotation EXIT
  DEMO=false
  reach_database
  classes=$(application_classes)
  begin_rotation
  unset GUICHET_PLATFORM_KEY GUICHET_PLATFORM_PREVIOUS_KEYS
  export_settings
  restart_with_both_keys
  step "every client's key under the new platform key" "$LOGS/rotate-keys.log" \
    java_program "$classes" "$SCRIPTS/RotateKeys.java"
  forget_previous_key
  done_line "the platform key is a new one; the old one opens nothing any more"
}

end_of_rotation() {
  rm -f "$RUN/restarting"
  leave_database
  release_lock
}

# One that was begun and did not end goes on: both keys are there.
begin_rotation() {
  local current
  if grep -q '^GUICHET_PLATFORM_PREVIOUS_KEYS=.' "$STATE/secrets.env"; then
    warn "a change of the platform key was begun and did not end: it goes on"
    return 0
  fi
  current=$(sed -n 's/^GUICHET_PLATFORM_KEY=//p' "$STATE/secrets.env")
  write_platform_keys "$(key_of_32_bytes)" "$current"
}

forget_previous_key() { write_platform_keys "$(sed -n 's/^GUICHET_PLATFORM_KEY=//p' "$STATE/secrets.env")" ''; }

# Whole or not at all, and on the disk before anything relies on it.
# write_platform_keys <key> <previous ones, or ''>
write_platform_keys() {
  local part=$STATE/secrets.env.part
  (
    umask 077
    {
      grep -v '^GUICHET_PLATFORM_\(KEY\|PREVIOUS_KEYS\)=' "$STATE/secrets.env" || true
      printf 'GUICHET_PLATFORM_KEY=%s\n' "$1"
      [[ -z $2 ]] || printf 'GUICHET_PLATFORM_PREVIOUS_KEYS=%s\n' "$2"
    } >"$part"
  )
  sync
  mv "$part" "$STATE/secrets.env"
  sync
}

# A server that runs knows the old key alone.
restart_with_both_keys() {
  [[ -n $(wildfly_pid) ]] || return 0
  printf '%s\n' "$$" >"$RUN/restarting"
  stop_wildfly
  DEMO=$(cat "$RUN/wildfly.demo" 2>/dev/null || echo false)
  launch_wildfly
  await_platform
  rm -f "$RUN/restarting"
}

# Whether a server is down for a moment only; who says so has to live.
is_restarting() {
  local pid=''
  [[ -r $RUN/restarting ]] && read -r pid <"$RUN/restarting" || true
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null
}
