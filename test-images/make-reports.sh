#!/usr/bin/env bash
# make-reports.sh CORPUS FOLDER: asks lvm2 for more about the disks of the unpacked corpus, which
# stay as they are. README.md says what it writes. Needs root, losetup and lvm2; no device-mapper.
set -u

corpus=$(readlink -m "$1")
out=$(readlink -m "$2")
# shellcheck source=lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# attach_case FOLDER: its disks, read-only; of the partitioned one the partition.
attach_case() {
    local image sector place
    while read -r image _ sector; do
        place=
        [ "$(basename "$1")" = part-gpt ] && place="--offset 2097152 --sizelimit 16777216"
        # shellcheck disable=SC2086
        loops+=("$(losetup -r $place --sector-size "${sector#sector=}" -f --show "$1/$image")")
    done <"$1/manifest"
}

# ask WHAT DEVICE ARGS...: a dump, and the sum of the file that it writes if -f FILE is among ARGS.
ask() {
    echo "== --dump $1 ${*:3}"
    rm -f "$work/texts"
    dump "${@/FILE/$work/texts}" 2>/dev/null
    [ -e "$work/texts" ] && echo "file $(sha256sum <"$work/texts" | cut -d' ' -f1)"
}

# ask_all DEVICE
ask_all() {
    local what sector offset
    for what in metadata metadata_all metadata_search; do
        ask $what "$1" -f FILE
        ask $what "$1" --settings mda_num=2
    done
    for sector in 0 2 3; do
        ask headers "$1" --labelsector $sector
    done
    ask metadata_search "$1" --settings "mda_offset=4096 mda_size=16384"
    offset=$(dump metadata_all "$1" 2>/dev/null |
        awk '/metadata at/ { n++; if (n == 2) print $3 }')
    if [ "$offset" ]; then
        ask metadata_all "$1" --settings "metadata_offset=$offset" -f FILE
        ask metadata_search "$1" --settings "metadata_offset=$offset"
    fi
}

for folder in "$corpus"/*/; do
    name=$(basename "$folder")
    mkdir -p "$out/$name"
    attach_case "$folder"
    # shellcheck disable=SC2086
    lvm fullreport --devices "$(devices)" $driver --reportformat json --units b --nosuffix \
        2>/dev/null | without_noise | with_disk_names >"$out/$name/fullreport.json"
    ask_all "${loops[0]}" | with_disk_names >"$out/$name/pvck.d1"
    detach
done
