# shellcheck shell=bash
# WildFly: unpacked once for all states; each state has a base folder, provisioned by ear/src/main/cli/provision.cli.

wildfly_mark() { printf -- '-Djboss.server.base.dir=%s/server ' "$STATE"; }
wildfly_pid() { running_pid wildfly "$(wildfly_mark)"; }
wildfly_dist() { printf '%s/wildfly-%s' "$DIST" "$(version_of wildfly)"; }

readonly WILDFLY_JAVA=(-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow
  --enable-native-access=ALL-UNNAMED -XX:+UseCompactObjectHeaders -XX:+UseTransparentHugePages -Xms128m
  -XX:MetaspaceSize=96m -XX:MaxMetaspaceSize=384m -XX:+ExitOnOutOfMemoryError
  -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Duser.timezone=UTC
  -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true -Djboss.modules.system.pkgs=org.jboss.byteman
  --add-exports=java.desktop/sun.awt=ALL-UNNAMED --add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED
  --add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED --add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED
  --add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED
  --add-opens=java.base/java.lang.invoke=ALL-UNNAMED --add-opens=java.base/java.lang.reflect=ALL-UNNAMED
  --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED
  --add-opens=java.base/java.security=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent=ALL-UNNAMED --add-opens=java.management/javax.management=ALL-UNNAMED
  --add-opens=java.naming/javax.naming=ALL-UNNAMED
  '-Djdk.serialFilter=maxbytes=10485760;maxdepth=128;maxarray=100000;maxrefs=300000')

fetch_wildfly() {
  local dist
  dist=$(wildfly_dist)
  [[ ! -e $dist/modules/org/postgresql/main/postgresql.jar ]] || return 0
  fetch_tools
  step "WildFly $(version_of wildfly) (261 MB when it is not in ~/.m2 yet)" "$LOGS/fetch-wildfly.log" unpack_wildfly "$dist"
}

unpack_wildfly() {
  local dist=$1 unpacked=$DIST/unpacked/wildfly
  rm -rf "$dist" "$unpacked"
  fetch_parts unpack@wildfly
  mkdir -p "$unpacked/module"
  cp "$SCRIPTS/postgresql-module.xml" "$unpacked/module/module.xml"
  mv "$unpacked"/wildfly-* "$dist"
  # Empty lists of users, that another user's state may copy.
  chmod -R go+rX "$dist/standalone"
  mkdir -p "$dist/modules/org/postgresql"
  mv "$unpacked/module" "$dist/modules/org/postgresql/main"
  cp "$DIST/tools/postgresql.jar" "$dist/modules/org/postgresql/main/.part"
  mv "$dist/modules/org/postgresql/main/.part" "$dist/modules/org/postgresql/main/postgresql.jar"
  rm -rf "$unpacked"
}

# Again whenever the version or the CLI script changes; what the server keeps (transactions, sessions) stays.
provision_wildfly() {
  local stamp base=$STATE/server script=$ROOT/ear/src/main/cli/provision.cli
  stamp=$(version_of wildfly)-$(checksum "$script")
  [[ $(cat "$base/provisioned" 2>/dev/null || true) != "$stamp" ]] || return 0
  [[ -z $(wildfly_pid) ]] || { warn "the server's provisioning changed: it is restarted" && stop_wildfly; }
  step "WildFly's provisioning" "$LOGS/provision.log" run_provisioning "$base" "$script"
  printf '%s\n' "$stamp" >"$base/provisioned"
}

run_provisioning() {
  local base=$1 script=$2 dist
  dist=$(wildfly_dist)
  rm -rf "$base/configuration" "$base/tmp" "$base/deployments" "$base/provisioned"
  mkdir -p "$base"
  cp -R "$dist/standalone/configuration" "$dist/standalone/deployments" "$base/"
  mkdir -p "$base/lib" "$base/data"
  JBOSS_HOME=$dist "$JAVA_HOME/bin/java" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -Xmx512m \
    --add-modules=java.se -Djboss.home.dir="$dist" -Djboss.server.base.dir="$base" -Djboss.cli.config="$dist/bin/jboss-cli.xml" \
    -jar "$dist/jboss-modules.jar" -mp "$dist/modules" org.jboss.as.cli --file="$script"
  rm -rf "$base/configuration/standalone_xml_history"
}

# The EAR of this checkout, or the one GUICHET_EAR names, or none.
application() {
  case ${GUICHET_EAR:-} in
    '') printf '%s/ear/target/guichet.ear' "$ROOT" ;;
    none) ;;
    *) absolute "$GUICHET_EAR" ;;
  esac
}

build_application() {
  local ear=$ROOT/ear/target/guichet.ear newer=''
  if [[ -n ${GUICHET_EAR:-} ]]; then
    [[ $GUICHET_EAR == none || -r $GUICHET_EAR ]] || fail "GUICHET_EAR is « $GUICHET_EAR », which cannot be read"
    return 0
  fi
  if [[ -e $ear ]]; then
    newer=$(newer_than "$ear")
    [[ -n $newer ]] || return 0
  fi
  step "Guichet itself${newer:+ (changed: $newer)}" "$LOGS/build.log" \
    maven "$ROOT/pom.xml" -q -T 2 -DskipTests package
  [[ -e $ear ]] || fail "the build made no $ear" "Its log: $LOGS/build.log"
  touch "$ear"
}

# The first source that is newer than a file. What runs beside the EAR, and tests, do not make it old.
newer_than() {
  local source
  for source in pom.xml plugins extractor ejb web ear; do
    [[ ! -e $ROOT/$source ]] || find "$ROOT/$source" \( -name target -o -path '*/src/test' -o -path "$ROOT/ear/src/main/server" \
      -o -path "$ROOT/ear/src/main/cli" -o -path "$ROOT/ear/src/main/demo" \) -prune -o -type f -newer "$1" -print
  done | sed -n "1s:^$ROOT/::p"
}

# The bundled plugins are plugins like any other: JARs in the watched folder, and folders where they bring libraries.
provide_plugins() {
  local built name
  mkdir -p "$GUICHET_PLUGINS_DIR"
  [[ -z ${GUICHET_EAR:-} ]] || return 0
  for built in "$ROOT"/plugins/{sector,channel}-*/target/guichet-*.jar "$ROOT"/plugins/*/target/plugin/guichet-*; do
    name=${built##*/}
    [[ -e $built && $name != *-sources.jar && $name != *-tests.jar && $name != original-* ]] || continue
    if ! diff -rq "$built" "$GUICHET_PLUGINS_DIR/$name" >/dev/null 2>&1; then
      rm -rf "${GUICHET_PLUGINS_DIR:?}/.$name.part" "${GUICHET_PLUGINS_DIR:?}/.$name.old"
      cp -R "$built" "$GUICHET_PLUGINS_DIR/.$name.part"
      [[ ! -d $GUICHET_PLUGINS_DIR/$name ]] || mv "$GUICHET_PLUGINS_DIR/$name" "$GUICHET_PLUGINS_DIR/.$name.old"
      mv "$GUICHET_PLUGINS_DIR/.$name.part" "$GUICHET_PLUGINS_DIR/$name"
      rm -rf "${GUICHET_PLUGINS_DIR:?}/.$name.old"
    fi
  done
}

# Puts the EAR where the scanner finds it; a new one replaces it in a running server too.
deploy_application() {
  local ear folder=$STATE/server/deployments
  ear=$(application)
  if [[ -z $ear ]]; then
    rm -f "$folder"/guichet.ear*
  elif [[ -z $(wildfly_pid) || ! -e $folder/guichet.ear.deployed ]] || ! cmp -s "$ear" "$folder/guichet.ear"; then
    rm -f "$folder"/guichet.ear.{failed,deployed,undeployed,isdeploying,isundeploying,pending,skipdeploy,dodeploy}
    cp "$ear" "$folder/guichet.ear.part"
    mv "$folder/guichet.ear.part" "$folder/guichet.ear"
    touch "$folder/guichet.ear.dodeploy"
  fi
}

# Sets COLLECTOR to the one that leaves most of the processors to the rest, unless another one is asked for:
# docs/performance.md.
collector() {
  COLLECTOR=()
  local given=" ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${GUICHET_JAVA_OPTS:-} "
  local asked='[[:space:]]-XX:\+Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC[[:space:]]'
  [[ $given =~ $asked ]] || COLLECTOR=(-XX:+UseParallelGC)
}

# An I/O thread reads and hands over, and blocks nowhere: more of them than half the processors take turns with those that
# answer, at a switch for each request: docs/performance.md.
io_threads() {
  local processors
  processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  printf '%s' "$((processors > 3 ? processors / 2 : 1))"
}

launch_wildfly() {
  local base=$STATE/server dist
  if [[ -n $(wildfly_pid) && $DEMO == true && $(cat "$RUN/wildfly.demo" 2>/dev/null || true) != true ]]; then
    warn "the server runs without demo data: it is restarted with them"
    stop_wildfly
  fi
  # A server that came up with errors says so for ever, whatever is deployed later.
  if [[ -n $(wildfly_pid) ]] && wildfly_failed; then stop_wildfly; fi
  if [[ -n $(wildfly_pid) ]]; then
    deploy_application
    return 0
  fi
  printf '%s\n' "$DEMO" >"$RUN/wildfly.demo"
  dist=$(wildfly_dist)
  rm -rf "$base/tmp"
  : >"$LOGS/wildfly-out.log"
  deploy_application
  (
    server_environment
    cd "$base"
    class_archive wildfly "$dist"
    collector
    export GUICHET_IO_THREADS=${GUICHET_IO_THREADS:-$(io_threads)}
    # shellcheck disable=SC2086
    launch wildfly "$LOGS/wildfly-out.log" "$JAVA_HOME/bin/java" "${WILDFLY_JAVA[@]}" \
      ${COLLECTOR[@]+"${COLLECTOR[@]}"} -Xmx"${GUICHET_HEAP:-768m}" \
      ${CLASS_ARCHIVE[@]+"${CLASS_ARCHIVE[@]}"} ${GUICHET_JAVA_OPTS:-} \
      -Djboss.home.dir="$dist" -Djboss.server.base.dir="$base" -Djboss.server.log.dir="$LOGS" \
      -Djboss.http.port="$HTTP_PORT" -Djboss.management.http.port="$MANAGEMENT_PORT" \
      -Djboss.bind.address="$BIND_ADDRESS" -Djboss.bind.address.management=127.0.0.1 \
      -Dorg.wildfly.sigterm.suspend.timeout=10 -Dlogging.configuration="file:$base/configuration/logging.properties" \
      -Dorg.jboss.boot.log.file="$LOGS/wildfly-boot.log" -jar "$dist/jboss-modules.jar" -mp "$dist/modules" \
      org.jboss.as.standalone -Djboss.home.dir="$dist" -Djboss.server.base.dir="$base"
  )
}

wildfly_is_up() {
  if [[ -z $(application) ]]; then
    [[ $(http_status "http://127.0.0.1:$MANAGEMENT_PORT/health/ready") == 200 ]]
    return
  fi
  [[ -e $STATE/server/deployments/guichet.ear.deployed ]] || return 1
  [[ $(http_status "http://127.0.0.1:$HTTP_PORT/api/health/ready") == 200 ]]
}

wildfly_failed() { [[ -e $STATE/server/deployments/guichet.ear.failed ]]; }

stop_wildfly() { end_process wildfly "$(wildfly_mark)" 30; }
