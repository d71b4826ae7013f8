#!/usr/bin/env bash
# How long the installed command takes from its start to its end, beside lvm2's, on the same 8 disks:
#   start.sh [ROUNDS]     by default 21 of each, in turn
# Needs root, lvm2, and the RPM of packaging/rpm/build.sh, which is laid over /usr in a mount namespace of
# its own. Each Java under /usr/lib/jvm has its archive made as the package does it. Prints medians of
# wall time, lowest and highest behind them, and the median of the ratios pair by pair.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-21}
# shellcheck source=packaging/needs.sh
. "$here/../../packaging/needs.sh"

if [ -z "${DEVIO_BENCH_ROOT-}" ]; then
    need_root "loop devices and a mount over /usr"
    need rpm "./setup.sh --tests installs it"
    need lvm "./setup.sh --tests installs lvm2"
    package=$(echo "$here"/../../target/rpm/RPMS/*/devio-*.rpm)
    [ -e "$package" ] || lacks "no RPM at target/rpm; packaging/rpm/build.sh makes it"
    scratch=$(mktemp -d)
    trap '"$here/volumes.sh" detach "$scratch/disks"; rm -rf "$scratch"' EXIT
    rpm --root "$scratch/root" --install --nodeps --noscripts --notriggers "$package" 2>/dev/null
    mkdir -p "$scratch/cache/devio"
    "$here/volumes.sh" attach "$scratch/disks" 8
    LVM_SYSTEM_DIR=$scratch/disks DEVIO_BENCH_ROOT=$scratch unshare --mount "$0" "$rounds"
    exit
fi

mount -t overlay -o "lowerdir=$DEVIO_BENCH_ROOT/root/usr:/usr" overlay /usr
mount --bind "$DEVIO_BENCH_ROOT/cache" /var/cache
disks=("$DEVIO_BENCH_ROOT"/disks/nodes/*)

# Wall time of a command in hundredths of a millisecond, into the variable named first.
clock() {
    local start=${EPOCHREALTIME/./}
    "${@:2}" >/dev/null 2>&1
    local end=${EPOCHREALTIME/./}
    printf -v "$1" %d $(((end - start) / 10))
}

# Median, lowest and highest of the arguments, in hundredths.
spread() {
    printf '%s\n' "$@" | sort -n | awk '{ a[NR] = $1 / 100 }
        END { printf "%.2f (%.2f-%.2f)", a[int((NR + 1) / 2)], a[1], a[NR] }'
}

echo '| Java | command | devio, ms | lvm pvs, ms | devio / lvm pvs |'
echo '|---|---|--:|--:|--:|'
for home in /usr/lib/jvm/*; do
    if [[ -L $home || ! -x $home/bin/java ]]; then
        continue
    fi
    export JAVA_HOME=$home
    rm -f /var/cache/devio/*
    for archive in without with; do
        if [ $archive = with ]; then
            /usr/libexec/devio/make-archive
        fi
        for engine in auto sync; do
            ours=() theirs=() ratios=()
            for ((round = -1; round < rounds; round++)); do
                clock a devio pvs --engine $engine "${disks[@]}"
                clock b lvm pvs --driverloaded n
                if [ "$round" -ge 0 ]; then
                    ours+=("$a") theirs+=("$b") ratios+=($((a * 100 / b)))
                fi
            done
            echo "| ${home##*/}, $archive archive | pvs --engine $engine" \
                "| $(spread "${ours[@]}") | $(spread "${theirs[@]}") | $(spread "${ratios[@]}") |"
        done
    done
done
