# shellcheck shell=bash
# The JDK and Maven.

readonly OLDEST_JAVA=21

# The feature release of a JDK's folder (21, 25…), or nothing when it is none.
jdk_release() {
  local version
  [[ -x $1/bin/javac && -x $1/bin/java ]] || return 0
  if [[ -r $1/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release")
  else
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1)
  fi
  printf '%s' "$version"
}

# Where a java on the PATH really lives.
home_of_java() {
  local java=$1 target
  while [[ -L $java ]]; do
    target=$(readlink "$java")
    [[ $target == /* ]] && java=$target || java=$(dirname "$java")/$target
  done
  (cd "$(dirname "$java")/.." && pwd -P)
}

find_jdk() {
  local -a looked=()
  local folder release on_path=''
  on_path=$(type -P javac || type -P java || true)
  [[ -z $on_path ]] || on_path=$(home_of_java "$on_path")
  for folder in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/* /opt/java/* /usr/java/* /usr/local/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [[ -n $folder && -d $folder ]] || continue
    release=$(jdk_release "$folder")
    if [[ -n $release ]] && ((release >= OLDEST_JAVA)); then
      export JAVA_HOME=$folder
      return
    fi
    [[ -z $release ]] || looked+=("$folder is Java $release")
  done
  fail "Guichet needs a JDK of $OLDEST_JAVA or newer, and found none" \
    "Looked at JAVA_HOME (${JAVA_HOME:-not set}), the PATH, /usr/lib/jvm, /opt, /usr/java, ~/.sdkman, ~/.jdks, ~/.asdf and /Library/Java." \
    ${looked[@]+"${looked[@]}"} \
    "Install one (https://adoptium.net) or set JAVA_HOME to it."
}

# Maven by the wrapper, which fetches it; else one on the PATH.
maven() {
  local -a options=(-B -ntp -f)
  if [[ -n $(type -P curl || type -P wget || true) && -n $(type -P unzip || type -P tar || true) ]]; then
    "$ROOT/mvnw" "${options[@]}" "$@"
  elif [[ -n $(type -P mvn || true) ]] && mvn -v 2>/dev/null | grep -q 'Apache Maven \(3\.9\|[4-9]\)'; then
    mvn "${options[@]}" "$@"
  else
    printf '%s\n' "Maven is missing: ./mvnw fetches it with curl or wget (and unzip or tar), none of which is here," \
      "and there is no mvn of 3.9 or newer on the PATH. Install curl, or Maven." >&2
    return 1
  fi
}

# Runs one of the scripts' own Java programs from its source.
# java_program <classpath or ''> <file> <arguments…>
java_program() {
  local classpath=$1 file=$2
  shift 2
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto ${classpath:+-cp "$classpath"} "$file" "$@"
}

# Unpacks parts of the platform at the versions of the root POM.
# fetch_parts <execution of server/pom.xml>
fetch_parts() {
  maven "$SCRIPTS/pom.xml" -q "-Dparts.folder=$DIST" "-Dpostgresql.platform=$(postgres_platform)" "dependency:$1"
}

fetch_tools() {
  [[ -e $DIST/tools/postgresql.jar && -e $DIST/tools/xz.jar ]] ||
    step "Maven and the tools to unpack with" "$LOGS/fetch-tools.log" fetch_parts copy@tools
}

# Classes as the last start left them: a third off the start of a server, and no harm where they do not fit. Shared by
# all states; the JVM writes it when a server ends. It remembers where the program was, so its name says where.
# Sets CLASS_ARCHIVE to the JVM's options.
# class_archive <name> <folder of the program>
class_archive() {
  local file
  CLASS_ARCHIVE=()
  [[ ${GUICHET_CLASS_ARCHIVE:-true} == true ]] || return 0
  file=$DIST/$1-java$(jdk_release "$JAVA_HOME")-$(printf '%s' "$2" | cksum | cut -d ' ' -f 1).jsa
  CLASS_ARCHIVE=(-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$file" -Xlog:disable -Xlog:all=error:stderr)
}
