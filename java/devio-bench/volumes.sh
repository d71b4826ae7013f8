#!/usr/bin/env bash
# Physical volumes on loop devices, eight to a volume group with two logical volumes:
#   volumes.sh attach FOLDER COUNT     makes FOLDER/nodes with a node for each, and FOLDER/lvm.conf
#   volumes.sh detach FOLDER           takes it all away; quiet when there is nothing
# Root and lvm2 are needed; LVM_SYSTEM_DIR=FOLDER then shows lvm these devices and no others.
set -euo pipefail
# shellcheck source=packaging/needs.sh
. "$(dirname "$0")/../../packaging/needs.sh"
if [ "${1-}" != attach ] && [ "${1-}" != detach ] || [ $# -lt 2 ]; then
    sed -n '2,5s/^# //p' "$0" >&2
    exit 2
fi
if [ "$1" = attach ]; then
    need_root "loop devices"
    need lvm "./setup.sh --tests installs lvm2"
fi
folder=$(realpath -m "$2")
first=100 # below are the devices that people attach by hand

attach() {
    local count=$1 number=$first left=$1 node
    mkdir -p "$folder/nodes"
    while [ "$left" -gt 0 ]; do
        if [ ! -e "/sys/block/loop$number/loop" ]; then
            node=$folder/nodes/loop$number
            truncate -s 8M "$folder/$left.img"
            mknod "$node" b 7 "$number"
            losetup "$node" "$folder/$left.img"
            left=$((left - 1))
        fi
        number=$((number + 1))
    done
    cat >"$folder/lvm.conf" <<CONF
devices { dir="$folder/nodes" scan=["$folder/nodes"] use_devicesfile=0 obtain_device_list_from_udev=0 }
backup { backup=0 archive=0 }
CONF
    export LVM_SYSTEM_DIR=$folder
    make_groups >"$folder/lvm.log" 2>&1 || {
        cat "$folder/lvm.log" >&2
        return 1
    }
    [ "$(lvm pvs --driverloaded n --noheadings 2>/dev/null | wc -l)" = "$count" ]
}

make_groups() {
    local group=0 nodes volume
    find "$folder/nodes" -type b | sort | xargs -n 100 lvm pvcreate --driverloaded n
    find "$folder/nodes" -type b | sort | xargs -n 8 | while read -r -a nodes; do
        group=$((group + 1))
        lvm vgcreate --driverloaded n "group$group" "${nodes[@]}"
        for volume in one two; do
            lvm lvcreate --driverloaded n -an -Zn -Wn -l1 -n $volume "group$group"
        done
    done
}

detach() {
    local node
    for node in "$folder"/nodes/*; do
        if [ -b "$node" ]; then
            losetup --detach "$node" 2>/dev/null || true
        fi
    done
    rm -rf "$folder"
}

"$1" "${@:3}"
