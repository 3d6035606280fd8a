# shellcheck shell=bash
# Where everything is: ports, folders, passwords. What the user's environment says wins; docs/configuration.md has it.

absolute() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$PWD" "$1" ;; esac; }

configure() {
  STATE=$(absolute "${GUICHET_STATE:-$ROOT/.guichet}")
  DIST=$(absolute "${GUICHET_DIST:-$ROOT/.guichet/dist}")
  LOGS=$STATE/logs RUN=$STATE/run
  HTTP_PORT=${GUICHET_HTTP_PORT:-8080}
  MANAGEMENT_PORT=${GUICHET_MANAGEMENT_PORT:-9990}
  KEYCLOAK_PORT=${GUICHET_KEYCLOAK_PORT:-8180}
  KEYCLOAK_MANAGEMENT_PORT=${GUICHET_KEYCLOAK_MANAGEMENT_PORT:-9100}
  DB_PORT=${GUICHET_DB_PORT:-15432}
  RECEIVER_PORT=${GUICHET_RECEIVER_PORT:-8190}
  BIND_ADDRESS=${GUICHET_BIND_ADDRESS:-127.0.0.1}
  PUBLIC_URL=${GUICHET_PUBLIC_URL:-http://localhost:$HTTP_PORT}
  PUBLIC_URL=${PUBLIC_URL%/}
  KEYCLOAK_URL=${GUICHET_KEYCLOAK_PUBLIC_URL:-http://localhost:$KEYCLOAK_PORT}
  KEYCLOAK_URL=${KEYCLOAK_URL%/}
  PROFILE=${GUICHET_PROFILE:-dev}
  OWN_DATABASE=true OWN_KEYCLOAK=true
  [[ -z ${GUICHET_DB_URL:-} ]] || OWN_DATABASE=false
  [[ -z ${GUICHET_OIDC_URL:-} ]] || OWN_KEYCLOAK=false
  DATABASE_URL=${GUICHET_DB_URL:-jdbc:postgresql://127.0.0.1:$DB_PORT/guichet}
  REALM_URL=${GUICHET_OIDC_URL:-$KEYCLOAK_URL/realms/guichet}
  REALM_URL=${REALM_URL%/}
  # A proxy on this machine, unless it is said which; a cookie that goes by TLS alone where the world comes by TLS.
  TRUSTED_PROXIES=${GUICHET_HTTP_TRUSTED_PROXIES:-}
  [[ ${GUICHET_BEHIND_PROXY:-false} != true ]] || TRUSTED_PROXIES=${TRUSTED_PROXIES:-127.0.0.1,::1}
  COOKIES_SECURE=false
  [[ $PUBLIC_URL != https://* ]] || COOKIES_SECURE=true
  COOKIES_SECURE=${GUICHET_COOKIES_SECURE:-$COOKIES_SECURE}
  check_configuration
}

check_configuration() {
  local name value
  for name in HTTP_PORT MANAGEMENT_PORT KEYCLOAK_PORT KEYCLOAK_MANAGEMENT_PORT DB_PORT RECEIVER_PORT; do
    value=${!name}
    [[ $value =~ ^[0-9]+$ ]] && ((value > 0 && value < 65536)) || fail "GUICHET_$name is « $value », which is no port"
  done
  [[ ${GUICHET_BEHIND_PROXY:-false} == true || ${GUICHET_BEHIND_PROXY:-false} == false ]] ||
    fail "GUICHET_BEHIND_PROXY is « $GUICHET_BEHIND_PROXY »: it may be true or false" \
      "Which proxies are believed: GUICHET_HTTP_TRUSTED_PROXIES"
  [[ $COOKIES_SECURE == true || $COOKIES_SECURE == false ]] ||
    fail "GUICHET_COOKIES_SECURE is « $COOKIES_SECURE »: it may be true or false"
  [[ ${GUICHET_IO_THREADS:-1} =~ ^[1-9][0-9]{0,2}$ ]] ||
    fail "GUICHET_IO_THREADS is « $GUICHET_IO_THREADS », which is no number from 1 to 999"
  [[ $PROFILE == dev || $PROFILE == prod ]] || fail "GUICHET_PROFILE is « $PROFILE »: it may be dev or prod"
  $OWN_DATABASE || [[ $DATABASE_URL == jdbc:postgresql://* ]] ||
    fail "GUICHET_DB_URL is « $DATABASE_URL »: it has to start with jdbc:postgresql://"
}

# A secret from the environment, else from the state's own file, else a new one that is kept there.
# secret <NAME> <command that makes one>
secret() {
  local name=$1 line
  shift
  [[ -z ${!name:-} ]] || { export "${name?}"; return 0; }
  line=$(grep "^$name=" "$STATE/secrets.env" 2>/dev/null || true)
  if [[ -z $line ]]; then
    line=$name=$("$@")
    (umask 077 && printf '%s\n' "$line" >>"$STATE/secrets.env")
  fi
  export "${line?}"
}

password() { head -c 30 /dev/urandom | base64 | tr -d '/+=\n'; }
key_of_32_bytes() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }

# Everything the servers are told through their environment.
export_settings() {
  if ! $OWN_DATABASE; then
    [[ -n ${GUICHET_DB_PASSWORD:-} ]] || fail "GUICHET_DB_URL is set, so GUICHET_DB_PASSWORD has to be" \
      "The roles that Guichet needs in a PostgreSQL of yours: docs/operations.md"
    [[ -n ${GUICHET_DB_OWNER_PASSWORD:-} ]] || fail "GUICHET_DB_URL is set, so GUICHET_DB_OWNER_PASSWORD has to be"
  fi
  if ! $OWN_KEYCLOAK; then
    [[ -n ${GUICHET_OIDC_PORTAL_SECRET:-} ]] ||
      fail "GUICHET_OIDC_URL is set, so GUICHET_OIDC_PORTAL_SECRET (of its client guichet-portal) has to be"
  fi
  secret POSTGRES_PASSWORD password
  secret GUICHET_DB_OWNER_PASSWORD password
  secret GUICHET_DB_PASSWORD password
  secret KEYCLOAK_DB_PASSWORD password
  secret KEYCLOAK_ADMIN_PASSWORD password
  secret GUICHET_OIDC_PORTAL_SECRET password
  # A Keycloak of the user's own has this client only where he made it.
  ! $OWN_KEYCLOAK || secret GUICHET_OIDC_ADMIN_SECRET password
  secret GUICHET_PLATFORM_KEY key_of_32_bytes
  # There while the key is changed, see keys.sh.
  [[ -n ${GUICHET_PLATFORM_PREVIOUS_KEYS:-} ]] || GUICHET_PLATFORM_PREVIOUS_KEYS=$(
    sed -n 's/^GUICHET_PLATFORM_PREVIOUS_KEYS=//p' "$STATE/secrets.env" 2>/dev/null || true
  )
  export GUICHET_PLATFORM_PREVIOUS_KEYS
  export GUICHET_STATE=$STATE GUICHET_DIST=$DIST GUICHET_PROFILE=$PROFILE GUICHET_PUBLIC_URL=$PUBLIC_URL
  export GUICHET_HTTP_PORT=$HTTP_PORT GUICHET_MANAGEMENT_PORT=$MANAGEMENT_PORT GUICHET_DB_PORT=$DB_PORT
  export GUICHET_KEYCLOAK_PORT=$KEYCLOAK_PORT GUICHET_RECEIVER_PORT=$RECEIVER_PORT GUICHET_LOGS=$LOGS
  export GUICHET_DB_USER=${GUICHET_DB_USER:-guichet_app} GUICHET_DB_OWNER_USER=${GUICHET_DB_OWNER_USER:-guichet_owner}
  export GUICHET_PLUGINS_DIR=${GUICHET_PLUGINS_DIR:-$STATE/plugins} GUICHET_FILES_DIR=${GUICHET_FILES_DIR:-$STATE/files}
  export GUICHET_DEMO_FILE=$STATE/demo.json GUICHET_MAIL_DIR=${GUICHET_MAIL_DIR:-$STATE/mail}
}

# The servers' own view of addresses; apart from export_settings, which must not make them look like the user's choice.
server_environment() {
  export GUICHET_DB_URL=$DATABASE_URL GUICHET_OIDC_URL=$REALM_URL
  export GUICHET_COOKIES_SECURE=$COOKIES_SECURE
  [[ -z $TRUSTED_PROXIES ]] || export GUICHET_HTTP_TRUSTED_PROXIES=$TRUSTED_PROXIES
  export GUICHET_DEMO=$DEMO
}

make_folders() {
  mkdir -p "$STATE" "$DIST" "$LOGS" "$RUN" "$STATE/plugins" "$STATE/files" "$STATE/mail"
  # Passwords, files of customers: nobody else's business. PostgreSQL may run as another user and passes through.
  chmod 711 "$STATE"
  chmod 700 "$STATE/files" "$STATE/mail" "$RUN"
}

version_of() { sed -n "s:.*<version\.$1>\(.*\)</version\.$1>.*:\1:p" "$ROOT/pom.xml"; }

checksum() { cat "$@" | cksum | tr ' ' '-'; }
