#!/usr/bin/env bash
# Makes disk images of random layouts with the real lvm2, and writes down what lvm2 itself says of each.
#
#   make-random.sh FOLDER [SEED [CASES]]
#
# The same seed gives the same layouts; UUIDs and times differ with every run. Needs root, lvm2 2.03,
# losetup, sfdisk, xz and python3; no device-mapper driver. README.md says what a case holds.
set -u

out=$(readlink -m "$1")
seed=${2:-$((RANDOM * 32768 + RANDOM))}
cases=${3:-24}
wanted=*
# shellcheck source=lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"
need python3 "./setup.sh --ci installs it"
echo "seed $seed"
mkdir "$work/types"
tar -xJf "$here/every-type.tar.xz" -C "$work/types"

# pick WORD...: one of them.
pick() {
    local -a words=("$@")
    echo "${words[RANDOM % $#]}"
}

# one_in N: true every N-th time or so.
one_in() {
    [ $((RANDOM % $1)) = 0 ]
}

# tags: none to four --addtag.
tags() {
    local i
    for ((i = RANDOM % 5; i > 0; i--)); do
        echo --addtag "$(pick t a/b c=d e:f g.h _+- "$(printf 'long%.0s' {1..20})")$RANDOM"
    done
}

# Loop devices that one case may have: disks of any size, some of large sectors.
random_disks() {
    local count=$1 i
    for ((i = 0; i < count; i++)); do
        disk $(((RANDOM % 160 + 16) * 1048576 + RANDOM % 9 * 4096)) "$(pick 512 512 512 4096)"
    done
}

# Partitions of one disk image, each on a loop device of its own as on a machine that booted from it.
random_partitions() {
    local label=$1 disk=$case_/d1.img number start size
    truncate -s 256M "$disk"
    if [ "$label" = gpt ]; then
        printf '%s\n' 'label: gpt' "start=$((2048 + RANDOM % 8 * 8)),size=40960" \
            "size=$((RANDOM % 9 * 2048 + 65536)),type=lvm" "size=$((RANDOM % 9 * 8 + 65536)),type=lvm"
    else
        printf '%s\n' 'label: dos' "start=$((2048 + RANDOM % 8 * 8)),size=40960,type=8e" \
            'type=5' "size=$((RANDOM % 9 * 2048 + 65536)),type=8e" \
            "size=$((RANDOM % 9 * 8 + 65536)),type=8e"
    fi | sfdisk -q "$disk"
    while IFS=' :,' read -r _ number start size; do
        partition "$number" "$start" "$size"
    done < <(sfdisk -d "$disk" | sed -n '/type=f\|type=5/d; s/^.*img\([0-9]*\) .*start= *\([0-9]*\), size= *\([0-9]*\),.*/x \1 \2 \3/p')
}

# partition NUMBER START SIZE: attaches a partition of the first disk, in sectors of 512 bytes.
partition() {
    local loop
    loop=$(losetup -o $(($2 * 512)) --sizelimit $(($3 * 512)) -f --show "$case_/d1.img") || exit 1
    loops+=("$loop")
    echo "d1.img:$1 $(($3 * 512)) sector=512" >>"$case_/manifest"
}

random_pv() {
    local -a options=(--pvmetadatacopies "$(pick 1 1 1 2)")
    one_in 3 && options+=(--metadatasize "$(pick 64k 100k 256k 1m 3m)")
    one_in 3 && options+=(--dataalignment "$(pick 64k 256k 1m 4m)")
    one_in 5 && options+=(--dataalignmentoffset "$(pick 8s 56s 512k)")
    one_in 5 && options+=(--bootloaderareasize "$(pick 512k 1m)")
    one_in 4 && options+=(--labelsector "$(pick 0 1 2 3)")
    one_in 6 && options+=(--metadataignore y)
    one_in 6 && options+=(-y --setphysicalvolumesize "$(pick 12m 14m)")
    lv pvcreate "${options[@]}" "$1"
}

random_vg() {
    local name=$1 i
    local -a options=(-s "$(pick 64k 128k 512k 1m 4m)" --alloc "$(pick normal cling contiguous anywhere)")
    shift
    one_in 3 && options+=(-l $((RANDOM % 100 + 20)) -p $((RANDOM % 100 + 10)))
    one_in 4 && options+=(--vgmetadatacopies "$(pick 1 2 all unmanaged)")
    # shellcheck disable=SC2046
    lv vgcreate "${options[@]}" $(tags) "$name" "$@" || return
    for ((i = RANDOM % 7; i > 0; i--)); do
        random_lv "$name" "lv$i" $#
    done
    for ((i = RANDOM % 6; i > 0; i--)); do
        random_change "$name" "lv$((RANDOM % 6 + 1))" "$@"
    done
}

random_lv() {
    local -a options=(-l $((RANDOM % 9 + 1)))
    case $((RANDOM % 6)) in
    0) options+=(--type "$(pick error zero)") ;;
    1) options+=(-i $((RANDOM % $3 + 1)) -I "$(pick 4k 16k 64k)") ;;
    esac
    one_in 4 && options+=(-r "$(pick none 128 512)")
    one_in 5 && options+=(-p r)
    one_in 5 && options+=(-k y)
    one_in 6 && options+=(-M y --major 253 --minor $((RANDOM % 200)))
    # shellcheck disable=SC2046
    create "${options[@]}" $(tags) -n "$2" "$1"
}

random_change() {
    local vg=$1 name=$2
    shift 2
    # shellcheck disable=SC2046
    case $((RANDOM % 8)) in
    0) lv lvextend -l+$((RANDOM % 5 + 1)) "$vg/$name" "$(pick "$@")" ;;
    1) lv lvreduce -f -l-1 "$vg/$name" ;;
    2) lv lvremove -ff -y "$vg/$name" ;;
    3) lv lvrename "$vg" "$name" "renamed.$RANDOM" ;;
    4) lv lvchange --addtag "late$RANDOM" "$vg/$name" ;;
    5) lv vgchange --addtag "late$RANDOM" "$vg" ;;
    6) lv pvchange -x "$(pick y n)" "$(pick "$@")" ;;
    7) lv pvchange --addtag "late$RANDOM" "$(pick "$@")" ;;
    esac
}

# Some of the loop devices in one group, the others in a second one or in none.
random_groups() {
    local loop first=$((RANDOM % ${#loops[@]} + 1))
    for loop in "${loops[@]}"; do
        random_pv "$loop"
    done
    random_vg "vg$RANDOM" "${loops[@]:0:first}"
    if [ "$first" -lt ${#loops[@]} ] && one_in 2; then
        random_vg "vg$RANDOM" "${loops[@]:first}"
    fi
    one_in 8 && lv vgexport -a
}

# What lvcreate makes only with a device-mapper driver: RAID, thin, cache, VDO and the others.
random_types() {
    local group=picked$RANDOM
    python3 "$here/pick.py" "$work/types/$(pick every every every vdo).vg" $RANDOM $group >"$work/picked.vg"
    disks 2 2G
    restore "$work/picked.vg" $group
    grep -q "Restored volume group" "$case_/cmds.log" || {
        echo "$case_: lvm2 refuses source.vg, see cmds.log" >&2
        exit 1
    }
}

# The last disk goes, and the group of all of them misses it.
lose_disk() {
    local last=${#loops[@]}
    losetup -d "${loops[last - 1]}"
    unset "loops[last - 1]"
    rm "$case_/d$last.img"
    sed -i '$d' "$case_/manifest"
}

for ((i = 1; i <= cases; i++)); do
    RANDOM=$(((seed + i) % 32768))
    begin "random-$i" "case $i of seed $seed"
    case $((i % 8)) in
    1 | 2 | 3 | 4)
        random_disks $((RANDOM % 5 + 1))
        random_groups
        ;;
    5)
        random_partitions "$(pick gpt dos)"
        random_groups
        ;;
    6)
        random_disks $((RANDOM % 3 + 2))
        random_vg "vg$RANDOM" "${loops[@]}"
        lose_disk
        ;;
    *)
        random_types
        ;;
    esac
    end
done
echo "$made cases of seed $seed in $SECONDS s: $out"
