#!/usr/bin/env bash
# How long a scan of slow disks takes: each disk answers one read a second.
#   slow-disks.sh [--with-lvm] [COUNT...]     by default 8, 64 and 256
# Needs root, lvm2, and the blkio controller of cgroup v1 at /sys/fs/cgroup/blkio. Builds nothing: run
# ./mvnw -q package -DskipTests before. lvm's time for the same disks is printed beside ours; for more than
# 64 disks, where it takes minutes, only if asked for.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
devio=$here/../devio-cli/target/devio
# shellcheck source=packaging/needs.sh
. "$here/../../packaging/needs.sh"
need_root "loop devices and the blkio controller"
need lvm "./setup.sh --tests installs lvm2"
[ -x "$devio" ] || lacks "no devio at $devio; ./mvnw -q package -DskipTests makes it"
[ -d /sys/fs/cgroup/blkio ] ||
    lacks "no blkio controller of cgroup v1 at /sys/fs/cgroup/blkio; boot with systemd.unified_cgroup_hierarchy=0"
folder=$(mktemp -d)/disks
group=/sys/fs/cgroup/blkio/devio-slow-$$

clean_up() {
    if [ -d "$group" ]; then
        throttle 0
        rmdir "$group"
    fi
    "$here/volumes.sh" detach "$folder"
}
trap clean_up EXIT

throttle() {
    local node
    for node in "$folder"/nodes/*; do
        echo "7:${node##*loop} $1" >"$group/blkio.throttle.read_iops_device"
    done
}

slowly() {
    bash -c 'echo $$ >"$0/cgroup.procs" && exec "$@"' "$group" "$@"
}

patience=64 # disks that lvm is measured with
if [ "${1-}" = --with-lvm ]; then
    patience=100000
    shift
fi
[ $# -gt 0 ] || set -- 8 64 256
for count; do
    "$here/volumes.sh" attach "$folder" "$count"
    mkdir -p "$group"
    throttle 1
    echo "$count disks of one read a second:"
    TIMEFORMAT='  devio, whole process: %R s'
    time slowly "$devio" scan "$folder"/nodes/* >/dev/null
    if [ "$count" -le $patience ]; then
        TIMEFORMAT='  lvm vgs: %R s'
        time LVM_SYSTEM_DIR=$folder slowly lvm vgs --driverloaded n >/dev/null 2>&1
    fi
    throttle 0
    rmdir "$group"
    "$here/volumes.sh" detach "$folder"
done
