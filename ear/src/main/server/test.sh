# shellcheck shell=bash
# Every test, on a platform of its own: other ports, another state, nothing of the user's database or realm.

find_browser() {
  local browser
  for browser in "${GUICHET_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [[ -n $browser ]] || continue
    if browser=$(type -P "$browser"); then
      printf '%s' "$browser"
      return
    fi
  done
}

need_browser() {
  [[ -z $(find_browser) ]] || return 0
  if [[ $(id -u) == 0 && -n $(type -P apt-get || true) ]]; then
    step "Chromium, for the browser's tests" "$LOGS/chromium.log" install_browser
  fi
  [[ -n $(find_browser) ]] || fail "the browser's tests need Chromium, and there is none" \
    "Install it (Debian: sudo apt-get install chromium), or set GUICHET_CHROMIUM to a Chrome or Chromium."
}

install_browser() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q && apt-get install -q -y --no-install-recommends chromium
}

# Forgets what the user set for the real platform: tests write and delete.
test_environment() {
  local variable
  GUICHET_STATE=$(absolute "${GUICHET_TEST_STATE:-${GUICHET_STATE:-$ROOT/.guichet}/test}")
  for variable in $(compgen -v GUICHET_); do
    case $variable in
      GUICHET_TEST_* | GUICHET_STATE | GUICHET_DIST | GUICHET_CHROMIUM | GUICHET_START_TIMEOUT | GUICHET_HEAP) ;;
      *) unset "$variable" ;;
    esac
  done
  export GUICHET_STATE
  export GUICHET_HTTP_PORT=${GUICHET_TEST_HTTP_PORT:-18080}
  export GUICHET_MANAGEMENT_PORT=${GUICHET_TEST_MANAGEMENT_PORT:-19990}
  export GUICHET_KEYCLOAK_PORT=${GUICHET_TEST_KEYCLOAK_PORT:-18180}
  export GUICHET_KEYCLOAK_MANAGEMENT_PORT=${GUICHET_TEST_KEYCLOAK_MANAGEMENT_PORT:-19100}
  export GUICHET_DB_PORT=${GUICHET_TEST_DB_PORT:-25432}
  export GUICHET_RECEIVER_PORT=${GUICHET_TEST_RECEIVER_PORT:-18190}
  # A server of the tests is over, or started again, before the second compiler has paid for itself.
  export GUICHET_JAVA_OPTS=-XX:TieredStopAtLevel=1
  # They wait for what is looked for now and then: it is looked for more often.
  export GUICHET_PLUGINS_SCAN_INTERVAL=PT0.3S GUICHET_WORK_POLL_INTERVAL=PT0.3S
  # Tests say where they come from, so that each is a visitor of its own: the limits are those of production.
  export GUICHET_HTTP_TRUSTED_PROXIES=127.0.0.1
  # But for persons and keys: eight demo accounts do the work of hundreds.
  export GUICHET_THROTTLE_REQUESTS_PER_USER=100000 GUICHET_THROTTLE_REQUESTS_PER_KEY=100000
}

# A state without a past. Only what we made is removed.
forget_test_state() {
  stop_all 2>/dev/null
  if [[ -e $STATE/secrets.env ]]; then
    rm -rf "${STATE:?}"/{data,data.stamp,keycloak,keycloak.accounts,keycloak.service,server,plugins,files,mail,logs,run,demo,demo.json} \
      "${STATE:?}"/{secrets.env,receiver.jsonl,receiver.secrets}
  fi
  make_folders
}

command_test() {
  local code=0
  test_environment
  configure
  find_jdk
  make_folders
  need_browser
  forget_test_state
  DEMO=true
  TESTING=true
  start_platform
  run_tests "$@" || code=$?
  return "$code"
}

# What the tests are told of the platform; nothing else of ours is in their environment, but the browser.
run_tests() (
  local variable name
  export GUICHET_TEST_SCRIPT=$ROOT/guichet GUICHET_TEST_URL=$PUBLIC_URL GUICHET_TEST_PORTAL_URL=$PUBLIC_URL/portal
  export GUICHET_TEST_MANAGEMENT_URL=http://127.0.0.1:$MANAGEMENT_PORT
  export GUICHET_TEST_OIDC_URL=$REALM_URL GUICHET_TEST_DB_URL=$DATABASE_URL
  export GUICHET_TEST_DB_USER=$GUICHET_DB_USER GUICHET_TEST_DB_PASSWORD=$GUICHET_DB_PASSWORD
  export GUICHET_TEST_DB_OWNER_USER=$GUICHET_DB_OWNER_USER GUICHET_TEST_DB_OWNER_PASSWORD=$GUICHET_DB_OWNER_PASSWORD
  export GUICHET_TEST_DEMO_FILE=$GUICHET_DEMO_FILE GUICHET_TEST_PLUGINS_DIR=$GUICHET_PLUGINS_DIR
  export GUICHET_TEST_JAVA_OPTS=$GUICHET_JAVA_OPTS
  export GUICHET_TEST_STATE=$STATE GUICHET_TEST_DIST=$DIST GUICHET_TEST_WILDFLY_HOME
  export GUICHET_TEST_WILDFLY_PID_FILE=$RUN/wildfly.pid
  export GUICHET_TEST_LOGS=$LOGS GUICHET_TEST_CHROMIUM GUICHET_CHROMIUM PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  export GUICHET_TEST_FILES_DIR=$GUICHET_FILES_DIR GUICHET_TEST_PLATFORM_KEY=$GUICHET_PLATFORM_KEY
  export GUICHET_TEST_OIDC_PORTAL_SECRET=$GUICHET_OIDC_PORTAL_SECRET GUICHET_TEST_MAIL_DIR=$GUICHET_MAIL_DIR
  export GUICHET_TEST_OIDC_ADMIN_SECRET=$GUICHET_OIDC_ADMIN_SECRET
  # Beside the platform's own ports, with which a test starts it again: two for a second server.
  export GUICHET_TEST_SECOND_HTTP_PORT=$((HTTP_PORT + 1)) GUICHET_TEST_SECOND_MANAGEMENT_PORT=$((MANAGEMENT_PORT + 1))
  for name in HTTP MANAGEMENT KEYCLOAK KEYCLOAK_MANAGEMENT DB RECEIVER; do
    variable=${name}_PORT
    export "GUICHET_TEST_$variable=${!variable}"
  done
  GUICHET_TEST_WILDFLY_HOME=$(wildfly_dist)
  GUICHET_TEST_CHROMIUM=$(find_browser)
  GUICHET_CHROMIUM=$GUICHET_TEST_CHROMIUM
  for variable in $(compgen -v GUICHET_) POSTGRES_PASSWORD KEYCLOAK_DB_PASSWORD KEYCLOAK_ADMIN_PASSWORD; do
    [[ $variable == GUICHET_TEST_* || $variable == GUICHET_CHROMIUM ]] || unset "$variable"
  done
  # What was compiled for the platform a moment ago is not compiled once more because its JARs are new.
  maven "$ROOT/pom.xml" verify -Pit -T 2 -Dmaven.compiler.useIncrementalCompilation=false "$@"
)
