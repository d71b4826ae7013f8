# What the scripts that make images share: disks on loop devices, lvm2 on them, and what it says. To be
# read by bash with $out, the folder for the cases, and for begin with $wanted, a glob of their names.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=packaging/needs.sh
. "$here/../packaging/needs.sh"
need_root "loop devices"
need lvm "./setup.sh --tests installs lvm2"
need losetup "./setup.sh --tests installs it"
need sfdisk "./setup.sh --tests installs it"
need xz "./setup.sh installs it"
work=$(mktemp -d /tmp/make-images.XXXXXX)
mkdir -p "$out" "$work/etc" "$work/run"

export LVM_SYSTEM_DIR=$work/etc LVM_SUPPRESS_FD_WARNINGS=1 LC_ALL=C TZ=UTC
cat >"$work/etc/lvm.conf" <<CONF
devices {
    obtain_device_list_from_udev = 0
    external_device_info_source = "none"
    hints = "none"
    use_devicesfile = 0
    allow_mixed_block_sizes = 1
    global_filter = [ "a|^/dev/loop|", "r|.*|" ]
}
global {
    locking_dir = "$work/run"
    use_lvmpolld = 0
    event_activation = 0
    notify_dbus = 0
    system_id_source = "none"
}
backup { backup = 0 archive = 0 }
activation { udev_sync = 0 udev_rules = 0 monitoring = 0 }
CONF

# Without the driver every command must be told so, or it gives up on /dev/mapper/control.
driver="--driverloaded n"
grep -q device-mapper /proc/devices && driver=

# In a container new loop devices come without their nodes.
for minor in $(seq 0 63); do
    [ -e "/dev/loop$minor" ] || mknod -m 660 "/dev/loop$minor" b 7 "$minor"
done

loops=() # loop devices of the case, in the order of its disks
made=0
trap 'detach; rm -rf "$work"' EXIT

# ---------- disks

detach() {
    local loop
    for loop in "${loops[@]}"; do
        losetup -d "$loop" 2>/dev/null
    done
    loops=()
}

# disk SIZE [SECTOR-SIZE]: makes and attaches the next disk of the case; its device is $D1, $D2, ...
disk() {
    local number=$((${#loops[@]} + 1)) sector=${2:-512}
    truncate -s "$1" "$case_/d$number.img"
    echo "d$number.img $1 sector=$sector" >>"$case_/manifest"
    attach "$number" "$sector"
}

# disks COUNT SIZE [SECTOR-SIZE]
disks() {
    local count=$1
    shift
    for _ in $(seq "$count"); do
        disk "$@"
    done
}

attach() {
    local loop
    loop=$(losetup --sector-size "$2" -f --show "$case_/d$1.img") || exit 1
    loops+=("$loop")
    printf -v "D$1" %s "$loop"
}

reattach() {
    local sector number=0
    detach
    while read -r _ _ sector; do
        number=$((number + 1))
        attach "$number" "${sector#sector=}"
    done <"$case_/manifest"
}

# poke DISK OFFSET: overwrites bytes of a detached image by standard input.
poke() {
    dd of="$case_/d$1.img" bs=1 seek="$2" conv=notrunc status=none
}

# ---------- lvm2

devices() {
    local IFS=,
    echo "${loops[*]}"
}

# lv COMMAND ARGS...: runs lvm2 on the disks of the case.
lv() {
    local command=$1 status
    shift
    echo "+ lvm $command $*" >>"$case_/cmds.log"
    # shellcheck disable=SC2086
    lvm "$command" --devices "$(devices)" $driver "$@" >>"$case_/cmds.log" 2>&1
    status=$?
    echo "  rc=$status" >>"$case_/cmds.log"
    return $status
}

# create VG ARGS...: makes an inactive LV, whose first bytes cannot be wiped without the driver.
create() {
    lv lvcreate -an -Zn -Wn "$@"
}

# restore TEXT VG: makes PVs with the UUIDs in a metadata text, and the VG that it tells of.
restore() {
    local uuid number=0
    while read -r uuid; do
        lv pvcreate -ff -y --norestorefile -u "$uuid" "${loops[number]}"
        number=$((number + 1))
    done < <(awk '/pv[0-9]+ \{/ { f = 1 } f && /id = / { gsub(/"/, ""); print $3; f = 0 }' "$1")
    lv vgcfgrestore -f "$1" --force "$2"
    cp "$1" "$case_/source.vg"
}

# dump WHAT DEVICE ARGS...: pvck --dump takes no --devices in 2.03.16.
dump() {
    # shellcheck disable=SC2086
    lvm pvck --config "devices{global_filter=[\"a|^$2\$|\",\"r|.*|\"]}" $driver --dump "$1" \
        "${@:3}" "$2"
}

# text_offset DEVICE: where its first metadata text begins, from the start of the device.
text_offset() {
    dump headers "$1" 2>/dev/null |
        awk '/raw_locn\[0\].offset/ { print $2 + 4096; exit }'
}

is_wrapped() {
    dump headers "$1" 2>/dev/null | awk '
        /mda_header_[12].size/ { area = $2 }
        /raw_locn\[0\].offset/ { offset = $2 }
        /raw_locn\[0\].size/ && offset + $2 > area { wrapped = 1 }
        END { exit !wrapped }'
}

# ---------- what lvm2 says

# Loop devices get the names of the disks: @d1@, @d2@, ...
with_disk_names() {
    local script='' number=0 loop
    for loop in "${loops[@]}"; do
        number=$((number + 1))
        script+="s#$loop\\b#@d$number@#g;"
    done
    sed -e "$script"
}

# lvm2 says this on standard output, in the midst of the JSON.
without_noise() {
    grep -Ev '^  (Retrying metadata scan|Ignoring supplied major)'
}

without_driver_warning() {
    grep -v 'Activation disabled'
}

report() {
    local name=$1
    shift
    # shellcheck disable=SC2086
    lvm "$@" --devices "$(devices)" $driver --reportformat json --units b --nosuffix \
        >"$work/out" 2>"$work/err"
    echo "$name rc=$?" >>"$case_/state.txt"
    without_noise <"$work/out" | with_disk_names >"$case_/$name.json"
    without_driver_warning <"$work/err" | with_disk_names >"$case_/$name.err"
    [ -s "$case_/$name.err" ] || rm "$case_/$name.err"
}

write_down() {
    local name number=0 loop
    sync
    for name in pvs vgs lvs; do
        report $name $name -a -o+all
    done
    report segs pvs --segments -a -o pv_name,pvseg_all,lv_name,seg_type,seg_le_ranges
    rm -f "$case_/segs.err"
    for loop in "${loops[@]}"; do
        number=$((number + 1))
        dump headers "$loop" 2>&1 | without_driver_warning | with_disk_names \
            >"$case_/pvck-headers.d$number"
        dump metadata "$loop" 2>&1 | without_driver_warning | with_disk_names \
            >"$case_/pvck-meta.d$number"
    done
}

# ---------- cases

# begin NAME ABOUT: false if this case is not wanted.
begin() {
    # shellcheck disable=SC2053
    [[ $1 == $wanted ]] || return
    case_=$out/$1
    rm -rf "$case_"
    mkdir -p "$case_"
    echo "$2" >"$case_/about"
}

end() {
    write_down
    detach
    made=$((made + 1))
}
