# shellcheck shell=bash
# Where everything answers.

is_ready() {
  [[ $(http_status "http://127.0.0.1:$HTTP_PORT/api/health/ready") == 200 ]] || return 1
  [[ -z $(application) || -e $STATE/server/deployments/guichet.ear.deployed ]]
}

json_string() {
  local value=${1//\\/\\\\}
  printf '"%s"' "${value//\"/\\\"}"
}

status_json() {
  local ready=false demo=''
  ! is_ready || ready=true
  printf '{"portal":%s,"api":%s,"widget":%s,"keycloak":%s,"database":%s,"ready":%s' \
    "$(json_string "$PUBLIC_URL/portal")" "$(json_string "$PUBLIC_URL/api")" \
    "$(json_string "$PUBLIC_URL")" "$(json_string "$REALM_URL")" \
    "$(json_string "$DATABASE_URL")" "$ready"
  # Written by the application when it loads demo data; without them it is not there.
  if [[ -r $STATE/demo.json ]]; then
    demo=$(cat "$STATE/demo.json")
    printf ',"demo":%s' "$demo"
  fi
  printf '}\n'
}

show_where() {
  cat <<WHERE

  ${BOLD}Guichet${PLAIN}      $PUBLIC_URL
  portal       $PUBLIC_URL/portal
  API          $PUBLIC_URL/api        documentation: $PUBLIC_URL/api/openapi
  page         $PUBLIC_URL/s/{token}
  Keycloak     $REALM_URL
  database     $DATABASE_URL
  health       http://127.0.0.1:$HTTP_PORT/api/health/ready        metrics: http://127.0.0.1:$MANAGEMENT_PORT/prometheus
  logs         $LOGS

WHERE
}

status_line() {
  local name=$1 own=$2 pid=$3 up=$4
  if ! $own; then
    printf '  %-12s yours\n' "$name"
  elif [[ -z $pid ]]; then
    printf '  %-12s %sstopped%s\n' "$name" "$RED" "$PLAIN"
  elif $up; then
    printf '  %-12s %sup%s (process %s)\n' "$name" "$GREEN" "$PLAIN" "$pid"
  else
    printf '  %-12s %sstarting%s (process %s)\n' "$name" "$YELLOW" "$PLAIN" "$pid"
  fi
}

command_status() {
  configure
  case ${1:-} in
    --json)
      status_json
      return 0
      ;;
    '') ;;
    *) fail "status has no option « $1 »" "usage: ./guichet status [--json]" ;;
  esac
  local keycloak=false guichet=false
  ! keycloak_is_up || keycloak=true
  ! is_ready || guichet=true
  show_where
  status_line PostgreSQL "$OWN_DATABASE" "$(postgres_pid)" true
  status_line Keycloak "$OWN_KEYCLOAK" "$(keycloak_pid)" "$keycloak"
  status_line Guichet true "$(wildfly_pid)" "$guichet"
  [[ -z $(receiver_pid) ]] || status_line receiver true "$(receiver_pid)" true
  if [[ -r $STATE/demo.json ]]; then
    say "  The demo's accounts and keys: ./guichet status --json"
  fi
  # As init scripts have it: 3 is « not running ».
  $guichet || return 3
}
