# To be sourced with the name of a benchmark in $name: builds what is missing, and runs it.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/distribution/src/main/dist/bin/jdk.sh"

"$root/cuesta" --help >/dev/null
[ -e "$root/benchmarks/target/benchmarks.jar" ] || (
  cd "$root"
  JAVA_HOME=$CUESTA_JDK
  export JAVA_HOME
  mvn -B -q -Dmaven.test.skip=true -pl benchmarks -am package
)
exec "$CUESTA_JDK/bin/java" -XX:+UseSerialGC -cp "$root/benchmarks/target/benchmarks.jar" "cuesta.benchmarks.$name.Main" \
  --home "$root/distribution/target/cuesta" --results "$root/benchmarks/results" "$@"
