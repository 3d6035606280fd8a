# shellcheck shell=bash
# Starting, recognising and ending processes; ports; locks.

command_line_of() {
  if [[ -r /proc/$1/cmdline ]]; then
    tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null || true
  else
    ps -o command= -p "$1" 2>/dev/null || true
  fi
}

# The living process of a pid file, if it is ours: its command line has the mark. Pids are used again after a crash.
# running_pid <name> <mark>
running_pid() {
  local pid=''
  [[ -r $RUN/$1.pid ]] && read -r pid <"$RUN/$1.pid" || true
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null || return 0
  [[ $(command_line_of "$pid") == *"$2"* ]] && printf '%s' "$pid" || true
}

# Starts a process that outlives us and that Ctrl-C does not reach: only stop ends it.
# launch <name> <log> <command…>
launch() {
  local name=$1 log=$2
  shift 2
  set -m
  nohup "$@" >>"$log" 2>&1 </dev/null &
  printf '%s\n' "$!" >"$RUN/$name.pid"
  disown "$!"
  set +m
}

# Asks a process to end, and makes it end when it does not.
# end_process <name> <mark> <seconds of patience>
end_process() {
  local name=$1 mark=$2 patience=$3 pid began=$SECONDS
  pid=$(running_pid "$name" "$mark")
  if [[ -n $pid ]]; then
    kill -TERM "$pid" 2>/dev/null || true
    while [[ -n $(running_pid "$name" "$mark") ]]; do
      if ((SECONDS - began > patience)); then
        warn "$name did not end in $patience s and was killed"
        kill -KILL "$pid" 2>/dev/null || true
      fi
      sleep 0.2
    done
  fi
  rm -f "$RUN/$name.pid"
}

port_is_open() { (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }

# need_port <port> <variable> <whose>
need_port() {
  ! port_is_open "$1" || fail "port $1 is busy, and $3 needs it" \
    "Set $2 to a free port, or stop what listens there."
}

# The status of a GET, or 000. curl is not needed for http.
http_status() {
  local url=$1 host port path code=000
  if [[ $url == https://* ]]; then
    if [[ -n $(type -P curl || true) ]]; then
      curl -s -o /dev/null -m 5 -w '%{http_code}' "$url" || true
    else
      printf 200
    fi
    return
  fi
  url=${url#http://}
  path=/${url#*/}
  [[ $url == */* ]] || path=/
  host=${url%%/*}
  port=80
  [[ $host != *:* ]] || { port=${host##*:} host=${host%:*}; }
  {
    if exec 3<>"/dev/tcp/$host/$port"; then
      printf 'GET %s HTTP/1.1\r\nHost: %s:%s\r\nAccept: */*\r\nConnection: close\r\n\r\n' "$path" "$host" "$port" >&3
      read -t 5 -r _ code _ <&3 || true
      exec 3>&- || true
    fi
  } 2>/dev/null || true
  printf '%s' "${code:-000}"
}

# One run, stop or demo at a time on a state folder.
take_lock() {
  local holder=''
  while ! (set -o noclobber && printf '%s\n' "$$" >"$RUN/lock") 2>/dev/null; do
    holder=$(lock_holder)
    if [[ $holder =~ ^[0-9]+$ ]] && kill -0 "$holder" 2>/dev/null && [[ $(command_line_of "$holder") == *guichet* ]]; then
      fail "another ./guichet (process $holder) is at work on $STATE"
    fi
    rm -f "$RUN/lock"
  done
}

release_lock() { [[ $(lock_holder) != "$$" ]] || rm -f "$RUN/lock"; }
lock_holder() { cat "$RUN/lock" 2>/dev/null || true; }
