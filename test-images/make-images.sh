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
# shellcheck source=lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"
need mkfs.ext4 "apt install e2fsprogs / dnf install e2fsprogs"
need mkswap "apt install util-linux / dnf install util-linux"
need strace "./setup.sh --tests installs it"

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
if begin vg-exported-lv "vgexport of a VG with LVs"; then
    disk 64M
    lv vgcreate vg1 "$D1"
    create -l3 -n l0 vg1
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
    restore "$here/allseg.vg" vg
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
if begin bad-missing-locked "a PV that nothing may be allocated on is gone"; then
    disks 2 64M
    lv vgcreate vg1 "$D1" "$D2"
    lv pvchange -x n "$D2"
    losetup -d "$D2"
    rm "$case_/d2.img"
    sed -i '/^d2/d' "$case_/manifest"
    unset 'loops[1]'
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
