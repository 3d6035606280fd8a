# shellcheck shell=bash
# The demo: EBP's receiver as a process of its own, and a customer's journey played through the real platform.

receiver_mark() { printf 'Receiver.java %s %s/receiver.jsonl' "$RECEIVER_PORT" "$STATE"; }
receiver_pid() { running_pid receiver "$(receiver_mark)"; }
stop_receiver() { end_process receiver "$(receiver_mark)" 5; }

start_receiver() {
  local began=$SECONDS
  [[ -z $(receiver_pid) ]] || return 0
  (umask 077 && : >>"$STATE/receiver.secrets")
  launch receiver "$LOGS/receiver.log" "$JAVA_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    "$ROOT/ear/src/main/demo/Receiver.java" "$RECEIVER_PORT" "$STATE/receiver.jsonl" "$STATE/receiver.secrets"
  until [[ $(http_status "http://127.0.0.1:$RECEIVER_PORT/events") == 200 ]]; do
    [[ -n $(receiver_pid) ]] || died "EBP's receiver" "$LOGS/receiver.log"
    ((SECONDS - began < 30)) || fail "EBP's receiver does not answer on port $RECEIVER_PORT" "Its log: $LOGS/receiver.log"
    sleep 0.2
  done
  done_line "EBP's receiver on port $RECEIVER_PORT"
}

command_demo() {
  [[ $# -eq 0 ]] || fail "demo has no option « $1 »"
  configure
  [[ $PROFILE == dev ]] || fail "the demo is for GUICHET_PROFILE=dev: it makes accounts whose password everybody knows"
  [[ -n $(receiver_pid) ]] || need_port "$RECEIVER_PORT" GUICHET_RECEIVER_PORT "EBP's receiver"
  DEMO=true
  start_platform
  start_receiver
  [[ -r $STATE/demo.json ]] || fail "the application loaded no demo data: there is no $STATE/demo.json" \
    "It was started without them, perhaps: ./guichet stop, then ./guichet demo."
  play_journey
}

play_journey() {
  local classes=$STATE/demo
  step "the journey is compiled" "$LOGS/journey-build.log" "$JAVA_HOME/bin/javac" -d "$classes" "$ROOT"/ear/src/main/demo/*.java
  if [[ -t 1 && -z ${NO_COLOR:-} ]]; then export GUICHET_COLOURS=true; fi
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classes" Journey "$PUBLIC_URL" "$STATE/demo.json" \
    "http://127.0.0.1:$RECEIVER_PORT" "$STATE/receiver.secrets" ||
    fail "the journey did not end as it should" "The servers stay up for a look; their logs: $LOGS"
  printf '\n  It stays up: ./guichet status shows where, ./guichet stop ends it.\n\n'
}
