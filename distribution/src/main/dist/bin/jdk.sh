# To be sourced. Sets CUESTA_JDK to a JDK that is new enough, or says what is missing and exits with 125.
# The "release" file of a JDK names its version, so no JVM is started to find out.

cuesta_wants=25

# Prints the feature release of the JDK in $1, or nothing if there is none.
cuesta_release() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=\"}
        line=${line%%[!0-9]*}
        printf '%s' "$line"
        return 0 ;;
    esac
  done < "$1/release"
}

# Prints the home of the java that the PATH finds.
cuesta_java_on_path() {
  java=$(command -v java) || return 0
  java=$(readlink -f "$java" 2>/dev/null) || return 0
  printf '%s' "${java%/bin/java}"
}

cuesta_find_jdk() {
  newest=0
  for dir in "${CUESTA_JDK:-}" "${JAVA_HOME:-}" "$(cuesta_java_on_path)" \
      /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
      /opt/*jdk* /opt/java/* /opt/*jdk*/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$dir" ] || continue
    release=$(cuesta_release "$dir")
    [ -n "$release" ] || continue
    if [ "$release" -ge "$cuesta_wants" ]; then
      CUESTA_JDK=$dir
      return 0
    fi
    [ "$release" -le "$newest" ] || newest=$release
  done
  if [ "$newest" -gt 0 ]; then found="the newest found is $newest"; else found="none was found"; fi
  echo "cuesta: needs a JDK $cuesta_wants or later, $found: install one (Debian, Ubuntu: apt install openjdk-$cuesta_wants-jdk; SDKMAN: sdk install java; or Temurin by Adoptium), or set JAVA_HOME to one." >&2
  exit 125
}

cuesta_find_jdk
