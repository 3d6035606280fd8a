# shellcheck shell=bash
# Starting and stopping the whole platform.

command_run() {
  local detach=false demo=${GUICHET_DEMO:-}
  configure
  while [[ $# -gt 0 ]]; do
    case $1 in
      --detach | -d) detach=true ;;
      --no-demo) demo=false ;;
      *) fail "run has no option « $1 »" "usage: ./guichet run [--detach] [--no-demo]" ;;
    esac
    shift
  done
  # Demo data is for trying things out; production starts without.
  [[ -n $demo ]] || { [[ $PROFILE == dev ]] && demo=true || demo=false; }
  DEMO=$demo
  start_platform
  show_where
  $detach || stay
}

start_platform() {
  local began=$SECONDS
  find_jdk
  make_folders
  take_lock
  trap 'interrupted' INT TERM
  trap 'on_exit' EXIT
  export_settings
  need_ports
  build_application
  ! $OWN_DATABASE || fetch_postgres
  ! $OWN_KEYCLOAK || fetch_keycloak
  fetch_wildfly
  provision_wildfly
  provide_plugins
  STARTING=true
  rm -f "$RUN/stopping"
  ! $OWN_DATABASE || start_postgres
  # Both need the database, neither needs the other before the first request.
  ! $OWN_KEYCLOAK || launch_keycloak
  launch_wildfly
  await_platform
  ! $OWN_KEYCLOAK || provide_service_account
  if [[ $DEMO == true ]] && $OWN_KEYCLOAK; then provide_demo_accounts; fi
  STARTING=false
  release_lock
  done_line "Guichet is up ${DIM}(everything: $((SECONDS - began)) s)${PLAIN}"
}

# Before anything is built or started.
need_ports() {
  if $OWN_DATABASE && [[ -z $(postgres_pid) ]]; then
    need_port "$DB_PORT" GUICHET_DB_PORT PostgreSQL
  fi
  if $OWN_KEYCLOAK && [[ -z $(keycloak_pid) ]]; then
    need_port "$KEYCLOAK_PORT" GUICHET_KEYCLOAK_PORT Keycloak
    need_port "$KEYCLOAK_MANAGEMENT_PORT" GUICHET_KEYCLOAK_MANAGEMENT_PORT "Keycloak's management"
  fi
  if [[ -z $(wildfly_pid) ]]; then
    need_port "$HTTP_PORT" GUICHET_HTTP_PORT Guichet
    need_port "$MANAGEMENT_PORT" GUICHET_MANAGEMENT_PORT "WildFly's management"
  fi
}

# Waits for the realm and for the application's own word that it is ready.
await_platform() {
  local began=$SECONDS keycloak=false guichet=false shown=-1 waiting
  $OWN_KEYCLOAK || keycloak=true
  $INTERACTIVE || say "… Keycloak and WildFly start"
  until $keycloak && $guichet; do
    if ! $keycloak; then
      [[ -n $(keycloak_pid) ]] || died Keycloak "$LOGS/keycloak.log"
      if keycloak_is_up; then keycloak=true && clear_progress && done_line "Keycloak on port $KEYCLOAK_PORT ${DIM}($((SECONDS - began)) s)${PLAIN}"; fi
    fi
    if ! $guichet; then
      [[ -n $(wildfly_pid) ]] || died WildFly "$LOGS/wildfly-out.log" "$LOGS/wildfly.log"
      ! wildfly_failed || not_deployed
      # Once a second: a server that is not ready yet logs each time it is asked.
      if ((SECONDS - began != shown)) && wildfly_is_up; then guichet=true && clear_progress && done_line "WildFly on port $HTTP_PORT ${DIM}($((SECONDS - began)) s)${PLAIN}"; fi
    fi
    if ((SECONDS - began > ${GUICHET_START_TIMEOUT:-300})); then too_late "$keycloak" "$guichet"; fi
    if ((SECONDS - began != shown)); then
      shown=$((SECONDS - began)) waiting='start'
      $keycloak || waiting="Keycloak $waiting"
      $guichet || waiting="WildFly $waiting"
      $keycloak && $guichet || progress "${waiting/WildFly Keycloak/WildFly and Keycloak}" "$shown"
    fi
    sleep 0.25
  done
}

# died <name> <log…>
died() {
  local name=$1 log
  shift
  clear_progress
  say "${RED}✗ $name ended while starting${PLAIN}"
  for log in "$@"; do
    [[ -s $log ]] || continue
    say "the end of $log:"
    tail -n 40 "$log" | while IFS= read -r line; do say "  $line"; done
  done
  exit 1
}

not_deployed() {
  clear_progress
  say "${RED}✗ the application was not deployed${PLAIN}"
  grep -E ' ERROR |Caused by' "$LOGS/wildfly.log" | tail -n 20 | cut -c -500 | while IFS= read -r line; do say "  $line"; done
  fail "more in $LOGS/wildfly.log" "The servers stay up for a look; ./guichet stop ends them."
}

too_late() {
  local -a why=("$LOGS/wildfly.log" "http://127.0.0.1:$HTTP_PORT/api/health/ready answers $(http_status "http://127.0.0.1:$HTTP_PORT/api/health/ready")")
  $1 || why+=("$LOGS/keycloak.log: the realm answers $(http_status "http://127.0.0.1:$KEYCLOAK_PORT/realms/guichet")")
  clear_progress
  fail "not ready after ${GUICHET_START_TIMEOUT:-300} s" "${why[@]}"
}

interrupted() {
  trap '' INT TERM
  clear_progress
  [[ -z ${STEP_WORKER:-} ]] || kill "$STEP_WORKER" 2>/dev/null || true
  # A platform for tests ends in on_exit.
  if ! ${TESTING:-false} && { ${STARTING:-false} || ${STAYING:-false}; }; then stop_all; fi
  release_lock
  exit 130
}

on_exit() {
  if ${TESTING:-false}; then stop_all; fi
  release_lock
}

# In the foreground: the application's log until Ctrl-C; ends too when a server does.
stay() {
  STAYING=true
  say "${DIM}Ctrl-C stops everything. What follows is $LOGS/wildfly.log${PLAIN}"
  tail -n 0 -F "$LOGS/wildfly.log" 2>/dev/null &
  local follower=$!
  while { [[ -n $(wildfly_pid) ]] || is_restarting; } && { ! $OWN_KEYCLOAK || [[ -n $(keycloak_pid) ]]; } &&
    { ! $OWN_DATABASE || [[ -n $(postgres_pid) ]]; }; do
    sleep 1
  done
  kill "$follower" 2>/dev/null || true
  if [[ -e $RUN/stopping ]]; then
    while [[ -e $RUN/stopping ]]; do sleep 0.2; done
    say "stopped by ./guichet stop"
    exit 0
  fi
  warn "a server ended, so the others are stopped too; logs: $LOGS"
  stop_all
  exit 1
}

stop_all() {
  local began=$SECONDS
  stop_receiver
  # Guichet first, so that it finishes what it has begun; what the others keep is complete then.
  stop_wildfly
  stop_keycloak
  stop_postgres
  done_line "stopped ${DIM}($((SECONDS - began)) s)${PLAIN}"
}

command_stop() {
  [[ $# -eq 0 ]] || fail "stop has no option « $1 »"
  configure
  if [[ ! -d $RUN ]]; then
    say "nothing was ever started in $STATE"
    return 0
  fi
  stop_starters
  # A run in the foreground sees this and leaves the rest to us.
  touch "$RUN/stopping"
  stop_all
  rm -f "$RUN/lock" "$RUN/stopping"
}

# A run in the foreground, or one that still starts, gives way to stop.
stop_starters() {
  local holder
  holder=$(lock_holder)
  if [[ $holder =~ ^[0-9]+$ && $holder != "$$" ]] && [[ $(command_line_of "$holder") == *guichet* ]]; then
    kill -TERM "$holder" 2>/dev/null || true
    local began=$SECONDS
    while kill -0 "$holder" 2>/dev/null && ((SECONDS - began < 60)); do sleep 0.2; done
  fi
}
