#!/usr/bin/env bash
# make-every-type.sh FOLDER NAME: restores the text FOLDER/NAME.vg with lvm2 on two empty disks, and
# keeps beside it what lvm2 then writes and reports. Needs root, losetup and lvm2; no device-mapper.
set -u
# shellcheck source=packaging/needs.sh
. "$(dirname "$(readlink -f "$0")")/../packaging/needs.sh"
[ $# = 2 ] || lacks "usage: make-every-type.sh FOLDER NAME"
need_root "loop devices"
need lvm "./setup.sh --tests installs lvm2"
need losetup "./setup.sh --tests installs it"
folder=$(readlink -m "$1")
name=$2
work=$(mktemp -d)
loops=()
trap 'for loop in "${loops[@]}"; do losetup -d "$loop"; done; rm -rf "$work"' EXIT
export LVM_SYSTEM_DIR=$work LVM_SUPPRESS_FD_WARNINGS=1 LC_ALL=C TZ=UTC
cat > "$work/lvm.conf" <<END
devices { obtain_device_list_from_udev=0 external_device_info_source="none" hints="none"
  use_devicesfile=0 global_filter=["a|^/dev/loop|","r|.*|"] }
global { locking_dir="$work" use_lvmpolld=0 event_activation=0 notify_dbus=0
  system_id_source="lvmlocal" }
local { system_id="sys" }
backup { backup=0 archive=0 }
END
if ! grep -q 'system_id = "sys"\|lock_type' "$folder/$name.vg"; then
    sed -i '/local {/d; s/"lvmlocal"/"none"/' "$work/lvm.conf"
fi
for disk in 1 2; do
    truncate -s 2G "$work/d$disk"
    loops+=("$(losetup -f --show "$work/d$disk")")
done
devices=${loops[0]},${loops[1]}
lvm2() { lvm "$1" --devices "$devices" --driverloaded n "${@:2}" 2> /dev/null; }

disk=0
for id in $(awk '/pv[0-9]+ \{/{f=1} f&&/id = /{gsub(/"/,"");print $3; f=0}' "$folder/$name.vg"); do
    lvm2 pvcreate -ff -y --norestorefile -u "$id" "${loops[$disk]}"
    disk=$((disk + 1))
done
rm -f "$folder/$name.backup" "$folder/$name.disk"
cd "$folder" || exit 1
lvm2 vgcfgrestore -f "$name.vg" --force every
lvm2 vgcfgbackup -f "$name.backup" every
for report in pvs vgs lvs; do
    lvm2 $report -a -o+all --reportformat json --units b --nosuffix |
        grep -v '^  Ignoring' > "$name.$report.json"
done
lvm2 lvs --segments -a -o+all --reportformat json --units b --nosuffix |
    grep -v '^  Ignoring' > "$name.segs.json"
if grep -q historical_logical_volumes "$name.vg"; then
    # lvm2 2.03.16 crashes when it is asked for the modules of a historical volume.
    fields=$(grep -m1 '"lv_uuid":' "$name.lvs.json" | grep -o '"[a-z_]*":' | tr -d '":' |
        awk '!seen[$0]++ && $0 != "lv_modules"' | paste -sd,)
    lvm2 lvs -H -a -o "$fields" --reportformat json --units b --nosuffix > "$name.history.json"
fi
lvm pvck --config "devices{global_filter=[\"a|^${loops[0]}\$|\",\"r|.*|\"]}" --driverloaded n \
    --dump metadata -f "$name.disk" "${loops[0]}" 2> /dev/null
chmod a+r "$name".*
