#!/usr/bin/env bash
# Builds everything, makes the targets, measures, and takes the targets away again:
#   java/devio-bench/run.sh --quick | --full [OPTION OF SideBySide...]
# Root is needed for the RAM disk (zram), the loop devices and lvm2; without it only a file is
# measured. Results: target/bench/. The file is made where BENCH_DIR says, by default there;
# BENCH_TARGETS says what to measure, by default "zram file loop".
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/needs.sh
. packaging/needs.sh
out=$PWD/target/bench
files=${BENCH_DIR:-$out}
wanted=" ${BENCH_TARGETS:-zram file loop} "
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
loops=$out/native/native/bench
mib=512

case "${1-}" in
--quick) options=(--rounds 3 --seconds 1 --warm-up 1.2 --depths "1,32") volumes=(8) ;;
--full) options=(--rounds 5 --seconds 2 --warm-up 2 --operations "read,write" --count-calls) volumes=(8 1000) ;;
*)
    sed -n '2,6s/^# //p' "$0" >&2
    exit 2
    ;;
esac
shift
need cmake "./setup.sh installs it"
need "$java" "./setup.sh installs a JDK"
command -v fio >/dev/null || echo "run.sh: no fio here, left out; apt install fio / dnf install fio" >&2

zram=
loop=
trap cleanup EXIT
trap 'exit 1' HUP INT TERM
cleanup() {
    if [ -n "$loop" ]; then
        losetup --detach "$loop"
    fi
    if [ -n "$zram" ]; then
        echo 1 >"/sys/block/zram$zram/reset"
        echo "$zram" >/sys/class/zram-control/hot_remove
    fi
    rm -f "$files/disk.img"
    java/devio-bench/volumes.sh detach "$files/volumes"
}

./mvnw -q -Pbench -pl java/devio-bench -am package -DskipTests
jar=$(echo "$PWD"/java/devio-bench/target/lib/devio-bench-*.jar)
cmake -S . -B "$out/native" -DCMAKE_BUILD_TYPE=Release -DDEVIO_BENCH=ON -DDEVIO_JNI=OFF \
    -DBUILD_TESTING=OFF --log-level=WARNING >/dev/null
cmake --build "$out/native" -- --silent >/dev/null

# A file that was written: holes are read without a disk.
mkdir -p "$files"
dd if=/dev/zero of="$files/disk.img" bs=1M count=$mib oflag=direct status=none
targets=()
if [[ $wanted == *" file "* ]]; then
    targets+=(--target "file=$files/disk.img")
fi

if [ "$(id -u)" = 0 ]; then
    if [[ $wanted != *" zram "* ]]; then
        :
    elif [ -e /sys/class/zram-control ]; then
        zram=$(cat /sys/class/zram-control/hot_add)
        echo ${mib}M >"/sys/block/zram$zram/disksize"
        # What cannot be compressed is kept as it is: a read is a copy of a page.
        dd if=/dev/urandom of="/dev/zram$zram" bs=1M count=$mib oflag=direct status=none
        targets=(--target "zram=/dev/zram$zram" "${targets[@]}")
    else
        echo "no zram here (modprobe zram): left out" >&2
    fi
    if [[ $wanted != *" loop "* ]]; then
        :
    elif loop=$(losetup --find --show --direct-io=on "$files/disk.img"); then
        targets+=(--target "loop=$loop")
    else
        echo "no loop device: left out" >&2
    fi
else
    echo "not root: no RAM disk, no loop device, no scan of volumes; the file alone is measured" >&2
fi

"$java" -jar "$jar" --out "$out" --loops "$loops" "${targets[@]}" "${options[@]}" "$@"
"$java" --enable-native-access=ALL-UNNAMED -cp "$jar" org.devio.bench.ContextClose \
    "$files/disk.img" | tee "$out/close.md"

if [ "$(id -u)" = 0 ] && command -v lvm >/dev/null; then
    for count in "${volumes[@]}"; do
        java/devio-bench/volumes.sh attach "$files/volumes" "$count"
        LVM_SYSTEM_DIR=$files/volumes "$java" --enable-native-access=ALL-UNNAMED -cp "$jar" \
            org.devio.bench.ScanSideBySide "$files/volumes/nodes" --out "$out" --loops "$loops" |
            tee "$out/scan-$count.md"
        java/devio-bench/volumes.sh detach "$files/volumes"
    done
fi
