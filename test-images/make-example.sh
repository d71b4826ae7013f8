#!/usr/bin/env bash
# make-example.sh FOLDER: makes the disks of the README's first scan with the real lvm2, and packs them into
# example.tar.xz. Needs root, lvm2, losetup, sfdisk, mkswap and xz; no device-mapper driver.
set -eu
out=$(readlink -m "$1")
# shellcheck source=lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"
need mkswap "apt install util-linux / dnf install util-linux"
wanted=* case_=$out
rm -f "$out"/*

attach_at() {
    loops+=("$(losetup -o "$2" --sizelimit "$3" -f --show "$out/$1")")
}

truncate -s 256M "$out/boot.img"
printf '%s\n' 'label: gpt' 'start=2048,size=20480,type=uefi' 'start=22528,size=499712,type=lvm' |
    sfdisk -q "$out/boot.img"
truncate -s 512M "$out/data1.img" "$out/data2.img"
truncate -s 64M "$out/swap.img"
mkswap -q "$out/swap.img"

attach_at boot.img $((22528 * 512)) $((499712 * 512))
attach_at data1.img 0 $((512 << 20))
attach_at data2.img 0 $((512 << 20))
lv vgcreate system "${loops[0]}"
create -L 160M -n root system
create -L 64M -n swap system
lv vgcreate data "${loops[1]}" "${loops[2]}"
create -L 300M -n home data
create -i 2 -L 320M -n photos data
sync
head -c 1M "$out/data2.img" >"$work/before"
lv lvextend -L +40M data/home "${loops[1]}"
detach
sync
# One disk was not there when the group was changed last.
dd if="$work/before" of="$out/data2.img" conv=notrunc status=none
rm -f "$out/cmds.log"
tar -cSf - -C "$out" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 boot.img data1.img data2.img swap.img |
    xz -9e >"$here/example.tar.xz"
