# shellcheck shell=bash
# What the person at the terminal sees. Progress goes to stderr: stdout is for answers.

if [[ -t 2 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  INTERACTIVE=true BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' YELLOW=$'\e[33m' PLAIN=$'\e[0m'
else
  INTERACTIVE=false BOLD='' DIM='' RED='' GREEN='' YELLOW='' PLAIN=''
fi

say() { printf '%s\n' "$*" >&2; }
done_line() { printf '%s✓%s %s\n' "$GREEN" "$PLAIN" "$*" >&2; }
warn() { printf '%s!%s %s\n' "$YELLOW" "$PLAIN" "$*" >&2; }

fail() {
  printf '%s✗ %s%s\n' "$RED" "$1" "$PLAIN" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# The spinner on a terminal; a sign of life every 15 seconds elsewhere.
# progress <label> <seconds since it began>
progress() {
  local label=$1 elapsed=$2 frames='|/-\'
  if $INTERACTIVE; then
    printf '\r\e[K%s %s %s%d s%s' "${frames:$((elapsed % 4)):1}" "$label" "$DIM" "$elapsed" "$PLAIN" >&2
  elif ((elapsed > 0 && elapsed % 15 == 0)); then
    printf '… %s (%d s)\n' "$label" "$elapsed" >&2
  fi
}

clear_progress() { if $INTERACTIVE; then printf '\r\e[K' >&2; fi; }

# Runs a command with its output in a log and its progress in sight; shows the log's end when it fails.
# step <label> <log> <command…>
step() {
  local label=$1 log=$2 code=0 began=$SECONDS shown=-1
  shift 2
  mkdir -p "$(dirname "$log")"
  $INTERACTIVE || say "… $label"
  ("$@") >"$log" 2>&1 </dev/null &
  local worker=$!
  STEP_WORKER=$worker
  while kill -0 "$worker" 2>/dev/null; do
    if ((SECONDS - began != shown)); then
      shown=$((SECONDS - began))
      progress "$label" "$shown"
    fi
    sleep 0.2
  done
  wait "$worker" || code=$?
  STEP_WORKER=''
  clear_progress
  if ((code != 0)); then
    say "${RED}✗ $label${PLAIN} — the end of $log:"
    tail -n 40 "$log" | while IFS= read -r line; do say "  $line"; done
    exit "$code"
  fi
  done_line "$label ${DIM}($((SECONDS - began)) s)${PLAIN}"
}
