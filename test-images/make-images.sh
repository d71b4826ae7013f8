#!/usr/bin/env bash
# Makes small disk images with the real lvm2, and writes down what lvm2 itself says of each.
#
#   make-images.sh FOLDER [CASE-GLOB]
#
# Needs root, lvm2 2.03, losetup, sfdisk, mkswap, mkfs.ext4 and strace; no device-mapper driver.
# README.md says what a case holds. UUIDs and times differ with every run.
set -u

out=$(readlink -m "$1")
wanted=${2:-*}
here=$(dirname "$(readlink -f "$0")")
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

# dump WHAT DEVICE: pvck --dump takes no --devices in 2.03.16.
dump() {
    # shellcheck disable=SC2086
    lvm pvck --config "devices{global_filter=[\"a|^$2\$|\",\"r|.*|\"]}" $driver --dump "$1" "$2"
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
    grep -v '^  Retrying metadata scan'
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

# orphan NAME ABOUT SIZE PVCREATE-OPTIONS...: a case of one PV without VG.
orphan() {
    begin "$1" "$2" || return
    disk "$3"
    shift 3
    lv pvcreate "$@" "$D1"
    end
}

orphan pv-default "one orphan PV, defaults" 64M
for copies in 0 1 2; do
    orphan pv-mdac$copies "orphan PV, --pvmetadatacopies $copies" 64M --pvmetadatacopies $copies
done
for sector in 0 1 2 3; do
    orphan pv-label$sector "orphan PV, --labelsector $sector" 16M --labelsector $sector
done
orphan pv-mdasize2m "--metadatasize 2m --pvmetadatacopies 2" 64M \
    --metadatasize 2m --pvmetadatacopies 2
orphan pv-mdasize64k "--metadatasize 64k --dataalignment 64k" 64M \
    --metadatasize 64k --dataalignment 64k
orphan pv-align "--dataalignment 4m --dataalignmentoffset 7s" 64M \
    --dataalignment 4m --dataalignmentoffset 7s
orphan pv-bootloader "--bootloaderareasize 1m" 64M --bootloaderareasize 1m
orphan pv-setsize "--setphysicalvolumesize smaller than the disk" 64M \
    -y --setphysicalvolumesize 32m
orphan pv-mdaignore "--metadataignore y, two copies" 64M --pvmetadatacopies 2 --metadataignore y
orphan pv-tiny "disk just big enough" 2M
orphan pv-oddsize "disk whose size is not a multiple of 4096 (1 extra sector)" \
    $((64 * 1048576 + 512)) --pvmetadatacopies 2
if begin pv-4k "PV on a disk with 4096-byte sectors, two mdas"; then
    disk 64M 4096
    lv pvcreate --pvmetadatacopies 2 "$D1"
    end
fi

if begin vg-1 "one PV, empty VG"; then
    disk 64M
    lv vgcreate vg1 "$D1"
    end
fi
if begin vg-lin "linear, striped, error, zero LVs; tags; three PVs"; then
    disks 3 64M
    lv vgcreate --addtag t1 vg1 "$D1" "$D2" "$D3"
    create -l4 -n lin vg1
    create -l6 -i3 -I 64k -n st vg1
    lv lvcreate -an -Zn -l2 --type error -n er vg1
    lv lvcreate -an -l2 --type zero -n ze vg1
    lv lvextend -l+3 vg1/lin "$D2"
    lv lvchange --addtag lvtag --addtag a/b=c:d vg1/lin
    lv pvchange --addtag pvt "$D3"
    lv lvchange -pr vg1/st
    lv lvchange --alloc contiguous vg1/lin
    end
fi
if begin vg-mdacmix "PVs with 0, 1 and 2 metadata areas"; then
    disks 3 64M
    lv pvcreate --pvmetadatacopies 0 "$D1"
    lv pvcreate --pvmetadatacopies 1 "$D2"
    lv pvcreate --pvmetadatacopies 2 "$D3"
    lv vgcreate vg1 "$D1" "$D2" "$D3"
    create -l3 -n l0 vg1 "$D1"
    end
fi
if begin vg-nomda "VG whose used mda is on one of eight PVs (--vgmetadatacopies 1)"; then
    disks 8 16M
    lv vgcreate --vgmetadatacopies 1 vg1 "${loops[@]}"
    create -l8 -n l0 vg1
    end
fi
if begin vg-32pv "32 PVs"; then
    disks 32 8M
    lv vgcreate -s 1m vg1 "${loops[@]}"
    create -l60 -i 6 -n l0 vg1
    end
fi
if begin vg-extent128k "extent size 128k; maxlv maxpv"; then
    disk 64M
    lv vgcreate -s 128k -l 7 -p 5 vg1 "$D1"
    create -l3 -n l0 vg1
    end
fi
if begin vg-4k-mixed "512 and 4096 sector PVs in one VG"; then
    disk 64M
    disk 64M 4096
    lv vgcreate vg1 "$D1" "$D2"
    create -l20 -n l0 vg1
    end
fi
if begin vg-exported "vgexport"; then
    disks 2 64M
    lv vgcreate vg1 "$D1" "$D2"
    lv vgexport vg1
    end
fi
if begin vg-systemid "foreign system id"; then
    disk 64M
    lv vgcreate vg1 "$D1" \
        --config 'global/system_id_source="lvmlocal" local/system_id="other-host"'
    end
fi
if begin vg-two "two VGs and an orphan"; then
    disks 4 64M
    lv vgcreate vgA "$D1" "$D2"
    lv vgcreate vgB "$D3"
    lv pvcreate "$D4"
    create -l1 -n l0 vgB
    end
fi
if begin vg-maxname "127-character names, every legal character"; then
    disk 64M
    name=$(printf 'a%.0s' $(seq 110)).+_-Z9
    lv vgcreate "$name" "$D1"
    create -l1 -n "A.+_-z0" "$name"
    end
fi
if begin vg-dupname "two VGs with one name"; then
    disks 2 64M
    both=("${loops[@]}")
    lv vgcreate vg1 "$D1"
    loops=("$D2") # the second is made in a world without the first
    lv vgcreate vg1 "$D2"
    loops=("${both[@]}")
    end
fi

if begin vg-500lv "500 LVs"; then
    disks 2 64M
    lv vgcreate -s 64k vg1 "$D1" "$D2"
    for i in $(seq 500); do
        create -l1 -n "lv$i" vg1
    done
    end
fi
if begin vg-frag "one LV of 200 segments"; then
    disks 2 64M
    lv vgcreate -s 64k vg1 "$D1" "$D2"
    create -l1 -n a vg1
    create -l1 -n b vg1
    for i in $(seq 199); do
        lv lvextend -l+1 vg1/a
        lv lvextend -l+1 vg1/b
    done
    end
fi
if begin vg-wrap "metadata text that wraps round the end of a small mda (both copies)"; then
    disk 64M
    lv pvcreate --metadatasize 32k --dataalignment 64k --pvmetadatacopies 2 "$D1"
    lv vgcreate vg1 "$D1"
    long=$(printf 'x%.0s' $(seq 90))
    for i in $(seq 400); do
        lv vgchange --addtag "t$i-$long" vg1
        [ $((i % 5)) = 0 ] &&
            lv vgchange --deltag "t$((i - 2))-$long" --deltag "t$((i - 1))-$long" vg1
        if is_wrapped "$D1"; then
            echo "wrapped after $i" >>"$case_/state.txt"
            break
        fi
    done
    end
fi
if begin vg-full "mda as full as lvm allows (grow until it refuses)"; then
    disk 64M
    lv pvcreate --metadatasize 16k --dataalignment 64k "$D1"
    lv vgcreate vg1 "$D1"
    long=$(printf 'y%.0s' $(seq 100))
    for i in $(seq 400); do
        if ! lv vgchange --addtag "t$i-$long" vg1; then
            echo "refused at $i" >>"$case_/state.txt"
            break
        fi
    done
    end
fi
if begin vg-allseg "every segment type, restored from the text of a VG that was once active"; then
    disks 4 128M
    number=0
    while read -r uuid; do
        lv pvcreate -ff -y --norestorefile -u "$uuid" "${loops[number]}"
        number=$((number + 1))
    done < <(awk '/pv[0-9]+ \{/ { f = 1 } f && /id = / { gsub(/"/, ""); print $3; f = 0 }' \
        "$here/allseg.vg")
    lv vgcfgrestore -f "$here/allseg.vg" --force vg
    cp "$here/allseg.vg" "$case_/source.vg"
    end
fi

if begin bad-missingpv "one of three PVs is gone"; then
    disks 3 64M
    lv vgcreate vg1 "$D1" "$D2" "$D3"
    create -l20 -n l0 vg1
    losetup -d "$D3"
    rm "$case_/d3.img"
    sed -i '/^d3/d' "$case_/manifest"
    unset 'loops[2]'
    end
fi
if begin bad-missingflag "a PV marked MISSING that came back with the old seqno"; then
    disks 3 64M
    lv vgcreate vg1 "$D1" "$D2" "$D3"
    create -l2 -n l0 vg1 "$D1"
    all=("${loops[@]}")
    loops=("$D1" "$D2")
    lv lvremove -ff -y vg1/l0
    lv vgchange --addtag after vg1
    loops=("${all[@]}")
    end
fi
if begin bad-oldseqno "PV d2 holds an older seqno than d1 and d3"; then
    disks 3 64M
    lv vgcreate vg1 "$D1" "$D2" "$D3"
    sync
    cp --sparse=always "$case_/d2.img" "$work/old"
    for i in 1 2 3; do
        lv vgchange --addtag "n$i" vg1
    done
    sync
    detach
    cp --sparse=always "$work/old" "$case_/d2.img"
    reattach
    end
fi
if begin bad-dup "two disks with one PV UUID (a copy)"; then
    disks 2 64M
    lv vgcreate vg1 "$D1"
    create -l1 -n l0 vg1
    sync
    detach
    cp --sparse=always "$case_/d1.img" "$case_/d2.img"
    reattach
    end
fi
if begin bad-mda1-good-mda2 "header of mda 1 overwritten, mda 2 good"; then
    disk 64M
    lv pvcreate --pvmetadatacopies 2 "$D1"
    lv vgcreate vg1 "$D1"
    create -l1 -n l0 vg1
    sync
    detach
    head -c 512 /dev/urandom | poke 1 4096
    reattach
    end
fi
if begin bad-text1-good-text2 "text of mda 1 has one wrong byte (checksum fails), mda 2 good"; then
    disk 64M
    lv pvcreate --pvmetadatacopies 2 "$D1"
    lv vgcreate vg1 "$D1"
    offset=$(text_offset "$D1")
    sync
    detach
    printf '#' | poke 1 $((offset + 40))
    reattach
    end
fi
if begin bad-text-only "text has one wrong byte, no other copy"; then
    disk 64M
    lv vgcreate vg1 "$D1"
    offset=$(text_offset "$D1")
    sync
    detach
    printf '#' | poke 1 $((offset + 40))
    reattach
    end
fi
if begin bad-mda-only "mda header overwritten, no other copy"; then
    disk 64M
    lv vgcreate vg1 "$D1"
    sync
    detach
    head -c 512 /dev/zero | poke 1 4096
    reattach
    end
fi
if begin bad-labelcrc "label crc wrong"; then
    disk 16M
    lv pvcreate "$D1"
    sync
    detach
    printf '\1\2\3\4' | poke 1 $((512 + 16))
    reattach
    end
fi
if begin bad-labelsector "label says sector 1 but stands in sector 2"; then
    disk 16M
    lv pvcreate "$D1"
    sync
    detach
    dd if="$case_/d1.img" bs=512 skip=1 count=1 status=none | poke 1 1024
    head -c 512 /dev/zero | poke 1 512
    reattach
    end
fi
if begin bad-twolabels "valid labels in sectors 1 and 3 (different PVs)"; then
    disk 16M
    lv pvcreate --labelsector 3 "$D1"
    sync
    cp "$case_/d1.img" "$work/other"
    lv pvremove -ff -y "$D1"
    lv pvcreate --labelsector 1 "$D1"
    sync
    detach
    dd if="$work/other" bs=512 skip=3 count=1 status=none | poke 1 1536
    reattach
    end
fi
if begin bad-short "disk cut to 1 MiB after the VG was made"; then
    disks 2 64M
    lv pvcreate --pvmetadatacopies 2 "$D1" "$D2"
    lv vgcreate vg1 "$D1" "$D2"
    sync
    detach
    truncate -s 1M "$case_/d2.img"
    reattach
    end
fi
if begin bad-cut2k "disk cut to 2 KiB: only the label sectors are left"; then
    disk 64M
    lv vgcreate vg1 "$D1"
    sync
    detach
    truncate -s 2048 "$case_/d1.img"
    reattach
    end
fi

# Kills lvm2 at its n-th write while it changes a VG, and keeps every state that differs.
crash() {
    local n status=1 state seen=' '
    for n in $(seq 40); do
        begin "crash-$n" "vgchange --addtag killed at io_submit number $n" || continue
        disks 2 16M
        if [ ! -e "$work/before1" ]; then
            lv vgcreate vg1 "$D1" "$D2"
            create -l1 -n l0 vg1
            sync
            cp --sparse=always "$case_/d1.img" "$work/before1"
            cp --sparse=always "$case_/d2.img" "$work/before2"
        fi
        detach
        cp --sparse=always "$work/before1" "$case_/d1.img"
        cp --sparse=always "$work/before2" "$case_/d2.img"
        reattach
        # shellcheck disable=SC2086
        strace -f -o /dev/null -e trace=io_submit -e inject=io_submit:signal=KILL:when="$n" \
            lvm vgchange --devices "$(devices)" $driver --addtag crashed vg1 \
            >>"$case_/cmds.log" 2>&1
        status=$?
        sync
        state=$(cat "$case_/d1.img" "$case_/d2.img" | sha1sum)
        if [[ $seen == *" $state "* ]]; then
            detach
            rm -rf "$case_"
        else
            seen+="$state "
            echo "vgchange --addtag killed at io_submit number $n (rc=$status)" >"$case_/about"
            end
        fi
        [ $status != 0 ] || break
    done
}
crash

if begin no-zero "all zero"; then
    disk 1M
    end
fi
if begin no-512 "a 512-byte disk"; then
    disk 512
    end
fi
if begin no-random "random bytes"; then
    disk 1M
    detach
    head -c 65536 /dev/urandom | poke 1 0
    reattach
    end
fi
if begin no-ext4 "ext4"; then
    disk 128M
    mkfs.ext4 -q "$D1" >>"$case_/cmds.log" 2>&1
    end
fi
if begin no-swap "swap"; then
    disk 128M
    mkswap "$D1" >>"$case_/cmds.log" 2>&1
    end
fi
if begin part-gpt "GPT; the PV is in partition 2 (read it at offset 2 MiB, 16 MiB long)"; then
    disk 32M
    detach
    printf '%s\n' 'label: gpt' start=2048,size=2048 start=4096,size=32768,type=lvm |
        sfdisk -q "$case_/d1.img"
    loops=("$(losetup -o 2097152 --sizelimit 16777216 -f --show "$case_/d1.img")")
    lv vgcreate vg1 "${loops[0]}"
    end
fi

echo "$made cases in $SECONDS s: $out"
