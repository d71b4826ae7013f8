#!/usr/bin/env bash
# make-reports.sh CORPUS FOLDER: asks lvm2 for more about the disks of the unpacked corpus, which
# stay as they are. README.md says what it writes. Needs root, losetup and lvm2; no device-mapper.
set -u
corpus=$(readlink -m "$1")
out=$(readlink -m "$2")
work=$(mktemp -d)
loops=()
trap 'detach; rm -rf "$work"' EXIT
export LVM_SYSTEM_DIR=$work LVM_SUPPRESS_FD_WARNINGS=1 LC_ALL=C TZ=UTC
cat >"$work/lvm.conf" <<END
devices { obtain_device_list_from_udev=0 external_device_info_source="none" hints="none"
  use_devicesfile=0 allow_mixed_block_sizes=1 global_filter=["a|^/dev/loop|","r|.*|"] }
global { locking_dir="$work" use_lvmpolld=0 event_activation=0 notify_dbus=0
  system_id_source="none" }
backup { backup=0 archive=0 }
END

detach() {
    local loop
    for loop in "${loops[@]}"; do
        losetup -d "$loop"
    done
    loops=()
}

# attach CASE: its disks, read-only; of the partitioned one the partition.
attach() {
    local image sector place
    while read -r image _ sector; do
        place=
        [ "$(basename "$1")" = part-gpt ] && place="--offset 2097152 --sizelimit 16777216"
        # shellcheck disable=SC2086
        loops+=("$(losetup -r $place --sector-size "${sector#sector=}" -f --show "$1/$image")")
    done <"$1/manifest"
}

devices() {
    local IFS=,
    echo "${loops[*]}"
}

with_disk_names() {
    local script='' number=0 loop
    for loop in "${loops[@]}"; do
        number=$((number + 1))
        script+="s#$loop\\b#@d$number@#g;"
    done
    sed -e "$script"
}

# dump DEVICE ARGS...: what pvck says, and the sum of the file that it writes if -f is among ARGS.
dump() {
    local device=$1
    shift
    echo "== $*"
    rm -f "$work/texts"
    lvm pvck --config "devices{global_filter=[\"a|^$device\$|\",\"r|.*|\"]}" --driverloaded n \
        "${@/FILE/$work/texts}" "$device" 2>/dev/null
    [ -e "$work/texts" ] && echo "file $(sha256sum <"$work/texts" | cut -d' ' -f1)"
}

dumps() {
    local what sector offset
    for what in metadata metadata_all metadata_search; do
        dump "$1" --dump $what -f FILE
        dump "$1" --dump $what --settings mda_num=2
    done
    for sector in 0 2 3; do
        dump "$1" --dump headers --labelsector $sector
    done
    dump "$1" --dump metadata_search --settings "mda_offset=4096 mda_size=16384"
    offset=$(dump "$1" --dump metadata_all | awk '/metadata at/ { n++; if (n == 2) print $3 }')
    if [ "$offset" ]; then
        dump "$1" --dump metadata_all --settings "metadata_offset=$offset" -f FILE
        dump "$1" --dump metadata_search --settings "metadata_offset=$offset"
    fi
}

for folder in "$corpus"/*/; do
    name=$(basename "$folder")
    mkdir -p "$out/$name"
    attach "$folder"
    lvm fullreport --devices "$(devices)" --driverloaded n --reportformat json --units b \
        --nosuffix 2>/dev/null | grep -v '^  Retrying' | with_disk_names >"$out/$name/fullreport.json"
    dumps "${loops[0]}" | with_disk_names >"$out/$name/pvck.d1"
    detach
done
