# shellcheck shell=bash
# A measurement, on a platform of its own: the ports of the real one, so that both never share the machine, and another
# state, so that nothing of it is touched. It accepts messages and does not answer them: that would load one arm alone. But
# for the streams, which carry the answers, and for turns.

command_bench() {
  local name=${1:-} code=0 variable
  [[ -n $name ]] || fail "which measurement?" "usage: ./guichet bench <name>, e.g. ./guichet bench accept"
  for variable in GUICHET_DB_URL GUICHET_OIDC_URL; do
    [[ -z ${!variable:-} ]] || fail "$variable is set, and a bench writes as fast as it can" \
      "It has a PostgreSQL and a Keycloak of its own: unset $variable."
  done
  GUICHET_DIST=${GUICHET_DIST:-$ROOT/.guichet/dist}
  GUICHET_STATE=${GUICHET_BENCH_STATE:-${GUICHET_STATE:-$ROOT/.guichet}/bench}
  unset GUICHET_PLUGINS_DIR GUICHET_FILES_DIR
  export GUICHET_WORK_ENABLED=false
  # The time of commits is kept, so that it can be said how long after one its event comes.
  [[ $name != streams ]] || export GUICHET_WORK_ENABLED=true BENCH_POSTGRES='-c track_commit_timestamp=on'
  # Answered by rules that understand nothing, and a model on this machine.
  if [[ $name == turn ]]; then
    export BENCH_MODEL_PORT=${BENCH_MODEL_PORT:-18090} GUICHET_WORK_ENABLED=true GUICHET_MODELS_PARALLEL=64
    export GUICHET_MODELS_DEFAULT_MODEL=openai/stub GUICHET_MODELS_OPENAI_BASE_URL=http://127.0.0.1:$BENCH_MODEL_PORT/v1
    export GUICHET_MODELS_PRIVATE_HOSTS=127.0.0.1:$BENCH_MODEL_PORT
  fi
  # One machine plays all visitors: it is counted as in production, and never refused.
  export GUICHET_THROTTLE_MULTIPLIER=1000000 GUICHET_STREAMS_PER_ADDRESS=1000000
  configure
  DEMO=true
  TESTING=true
  start_platform
  step "the bench" "$LOGS/build-bench.log" maven "$ROOT/pom.xml" -q -DskipTests package -pl bench -am
  server_environment
  GUICHET_SERVER_PID=$(wildfly_pid)
  export GUICHET_SERVER_PID
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx"$([[ $name == retrieval ]] && echo 1g || echo 256m)" -jar "$ROOT/bench/target/guichet-bench.jar" "$@" || code=$?
  return "$code"
}
