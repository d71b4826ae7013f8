#!/usr/bin/env bash
# run.sh [SECONDS [TARGET...]]: lets Jazzer look for bytes that break a reader, one target after the
# other, 60 seconds each unless told. What it learns stays in target/corpus; what it finds goes to
# target/findings, and the end is bad. A finding becomes a seed: copy it to src/test/resources.
# SEED is where its dice begin; by default somewhere else each time.
set -euo pipefail
seconds=${1:-60}
cd "$(dirname "$0")"
# shellcheck source=packaging/needs.sh
. ../../packaging/needs.sh
need "${JAVA_HOME:+$JAVA_HOME/bin/}java" "./setup.sh installs a JDK"
shift $(($# > 0))
targets=("$@")
if [ $# = 0 ]; then
    mapfile -t targets < <(cd src/test/resources && ls -d text/* bytes/* | sed 's#.*/##')
fi

(cd ../.. && ./mvnw -q -pl java/devio,java/devio-fuzz -Pjazzer test-compile \
    dependency:build-classpath -Dmdep.outputFile=target/class-path)
mkdir -p target/findings
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classes=target/test-classes:$(cat target/class-path)
found=0
for target in "${targets[@]}"; do
    seeds=$(echo src/test/resources/*/"$target")
    corpus=target/corpus/$target
    mkdir -p "$corpus"
    echo "--- $target"
    "$java" -XX:+UseSerialGC -Ddevio.fuzz.slack=20 -cp "$classes" \
        com.code_intelligence.jazzer.Jazzer \
        --target_class=org.devio.fuzz.JazzerEntry --target_args="$target" \
        --instrumentation_includes='org.devio.**' --reproducer_path=target/findings \
        -max_total_time="$seconds" -max_len=8192 -timeout=10 -seed="${SEED:-0}" -print_final_stats=1 \
        -dict="$(dirname "$seeds").dict" -artifact_prefix="target/findings/$target-" \
        "$corpus" "$seeds" > "target/findings/$target.log" 2>&1 || found=1
    grep -aE 'Java Exception|^Caused|ERROR: libFuzzer|Assertion|Test unit written|stat::number_of_executed_units|DONE' \
        "target/findings/$target.log" | cut -c1-300 || true
    "$java" -cp "$classes" org.devio.fuzz.Replay "$target" "$corpus" || found=1
done
exit $found
