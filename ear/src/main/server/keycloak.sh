# shellcheck shell=bash
# Keycloak: unpacked and built once for all states, each state with a home of its own (realm, database, theme).

keycloak_mark() { printf -- '-Dkc.home.dir=%s/keycloak ' "$STATE"; }
keycloak_pid() { running_pid keycloak "$(keycloak_mark)"; }

# Where only PostgreSQL is the user's own, Keycloak has no database there and keeps to a file.
keycloak_database() { if $OWN_DATABASE || [[ -n ${GUICHET_KEYCLOAK_DB_URL:-} ]]; then echo postgres; else echo dev-file; fi; }
keycloak_dist() { printf '%s/keycloak-%s-%s' "$DIST" "$(version_of keycloak)" "$(keycloak_database)"; }

readonly KEYCLOAK_JAVA=(-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -Xms64m -Xmx512m -XX:MetaspaceSize=96M -XX:MaxMetaspaceSize=256m -XX:+UseG1GC
  -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
  -Duser.language=en -Duser.country=US -Djava.net.preferIPv4Stack=true
  --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
  --add-opens=java.base/java.security=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED
  --enable-native-access=ALL-UNNAMED -Djava.util.logging.manager=org.jboss.logmanager.LogManager
  -Dquarkus-log-max-startup-records=10000 -Dpicocli.disable.closures=true
  -Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory)

fetch_keycloak() {
  local dist
  dist=$(keycloak_dist)
  [[ ! -e $dist/built ]] || return 0
  step "Keycloak $(version_of keycloak) (177 MB when it is not in ~/.m2 yet)" "$LOGS/fetch-keycloak.log" unpack_keycloak "$dist"
  step "Keycloak's own build, once" "$LOGS/build-keycloak.log" build_keycloak "$dist"
}

unpack_keycloak() {
  local dist=$1 unpacked=$DIST/unpacked/keycloak
  rm -rf "$dist" "$unpacked"
  fetch_parts unpack@keycloak
  mv "$unpacked"/keycloak-* "$dist"
  rm -rf "$unpacked"
}

build_keycloak() {
  JAVA_OPTS_APPEND='' sh "$1/bin/kc.sh" build "--db=$(keycloak_database)" --health-enabled=true
  touch "$1/built"
}

# The state's own home: the program is linked, what differs is its own.
prepare_keycloak() {
  local dist home=$STATE/keycloak part
  dist=$(keycloak_dist)
  mkdir -p "$home/data/import" "$home/themes" "$home/conf"
  for part in bin lib providers; do ln -sfn "$dist/$part" "$home/$part"; done
  cp -R "$dist/conf/." "$home/conf/"
  rm -rf "$home/themes/guichet" "$home/data/tmp"
  cp -R "$ROOT/keycloak/themes/guichet" "$home/themes/"
  cp "$ROOT/keycloak/realm/guichet-realm.json" "$home/data/import/"
}

launch_keycloak() {
  local home=$STATE/keycloak
  [[ -z $(keycloak_pid) ]] || return 0
  prepare_keycloak
  [[ ! -s $LOGS/keycloak.log ]] || mv "$LOGS/keycloak.log" "$LOGS/keycloak.log.1"
  (
    if [[ $(keycloak_database) == postgres ]]; then
      export KC_DB_URL=${GUICHET_KEYCLOAK_DB_URL:-jdbc:postgresql://127.0.0.1:$DB_PORT/keycloak}
      export KC_DB_USERNAME=${GUICHET_KEYCLOAK_DB_USER:-guichet_keycloak}
      export KC_DB_PASSWORD=${GUICHET_KEYCLOAK_DB_PASSWORD:-$KEYCLOAK_DB_PASSWORD}
      export KC_DB_POOL_INITIAL_SIZE=1 KC_DB_POOL_MIN_SIZE=1 KC_DB_POOL_MAX_SIZE=20
    fi
    export KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=$KEYCLOAK_ADMIN_PASSWORD
    # What the realm's file has as ${…}
    export GUICHET_PUBLIC_URL=$PUBLIC_URL GUICHET_OIDC_PORTAL_SECRET GUICHET_OIDC_ADMIN_SECRET
    if [[ -n ${GUICHET_KEYCLOAK_PUBLIC_URL:-} ]]; then
      export KC_PROXY_HEADERS=xforwarded
      [[ -z $TRUSTED_PROXIES ]] || export KC_PROXY_TRUSTED_ADDRESSES=${TRUSTED_PROXIES// /}
    fi
    cd "$home"
    class_archive keycloak "$(keycloak_dist)"
    launch keycloak "$LOGS/keycloak.log" "$JAVA_HOME/bin/java" "${KEYCLOAK_JAVA[@]}" ${CLASS_ARCHIVE[@]+"${CLASS_ARCHIVE[@]}"} \
      -Dkc.home.dir="$home" -Djboss.server.config.dir="$home/conf" -cp "$(keycloak_dist)/lib/quarkus-run.jar" \
      io.quarkus.bootstrap.runner.QuarkusEntryPoint start --optimized --import-realm \
      --http-enabled=true --http-host="${GUICHET_KEYCLOAK_BIND_ADDRESS:-127.0.0.1}" --http-port="$KEYCLOAK_PORT" \
      --http-management-port="$KEYCLOAK_MANAGEMENT_PORT" --hostname="$KEYCLOAK_URL" --cache=local
  )
}

keycloak_is_up() { [[ $(http_status "http://127.0.0.1:$KEYCLOAK_PORT/realms/guichet") == 200 ]]; }

# The demo's accounts and the client for scripts: with demo data only, and once.
provide_demo_accounts() {
  local stamp
  stamp=$(checksum "$ROOT/keycloak/realm/guichet-dev-users.json")
  [[ $(cat "$STATE/keycloak.accounts" 2>/dev/null || true) != "$stamp" ]] || return 0
  step "the demo's accounts" "$LOGS/realm.log" \
    java_program '' "$SCRIPTS/Realm.java" "http://127.0.0.1:$KEYCLOAK_PORT" "$ROOT/keycloak/realm/guichet-dev-users.json"
  printf '%s\n' "$stamp" >"$STATE/keycloak.accounts"
}

# The client by which Guichet opens accounts: a realm that was imported before it was in the realm's file has it not.
provide_service_account() {
  local stamp
  stamp=$({ cat "$SCRIPTS/ServiceAccount.java"; printf '%s' "$GUICHET_OIDC_ADMIN_SECRET"; } | cksum | tr ' ' '-')
  [[ $(cat "$STATE/keycloak.service" 2>/dev/null || true) != "$stamp" ]] || return 0
  step "Guichet's own account at Keycloak" "$LOGS/service-account.log" \
    java_program '' "$SCRIPTS/ServiceAccount.java" "http://127.0.0.1:$KEYCLOAK_PORT"
  (umask 077 && printf '%s\n' "$stamp" >"$STATE/keycloak.service")
}

stop_keycloak() { end_process keycloak "$(keycloak_mark)" 20; }
