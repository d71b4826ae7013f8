#!/usr/bin/env bash
# make-signatures.sh MD-FOLDER: makes signatures.tar.xz, images of other subsystems and what util-linux says
# of them: NAME.blkid, and NAME.partx for each partition table. Needs util-linux, cryptsetup, gdisk, python3,
# and root for a loop device with sectors of 4096 bytes.
# MD-FOLDER holds md-0.90-d1.img, md-1.0-d1.img and md-1.2-d1.img: components of 32 MiB of arrays made by
# "mdadm --create --level=1 --raid-devices=2 --metadata=V", which takes a kernel with MD.
set -euo pipefail
# shellcheck source=packaging/needs.sh
. "$(dirname "$(readlink -f "$0")")/../packaging/needs.sh"
[ $# = 1 ] || lacks "usage: make-signatures.sh MD-FOLDER"
need_root "loop devices"
need cryptsetup "apt install cryptsetup-bin / dnf install cryptsetup"
need sgdisk "apt install gdisk / dnf install gdisk"
need python3 "./setup.sh --ci installs it"
need sfdisk "./setup.sh --tests installs it"
need partx "apt install util-linux / dnf install util-linux"
need xz "./setup.sh installs it"
md=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cd "$out"

image() { truncate -s "${2:-32M}" "$1.img"; }
craft() { image "$1" && "$here/craft.py" "$1" "$1.img" "${2:-}"; }

for version in 0.90 1.0 1.2; do
    cp --sparse=always "$md/md-$version-d1.img" "md-$version.img"
done
craft md-1.1 md-1.2.img
craft md-0.90-be md-0.90.img
craft md-fake md-1.2.img
craft imsm
craft ddf
craft lvm1-v1
craft lvm1-v2
craft pool

for page in 4096 8192 16384 65536; do
    image swap-$page
    mkswap --quiet --pagesize $page --label swap$page swap-$page.img
done
cp --sparse=always swap-65536.img swap-be.img
"$here/craft.py" swap-be swap-be.img
cp --sparse=always swap-4096.img suspended.img
"$here/craft.py" suspended suspended.img

echo -n secret >key
for version in 1 2; do
    image luks$version
    cryptsetup luksFormat --batch-mode --type luks$version --pbkdf pbkdf2 --pbkdf-force-iterations 1000 \
        luks$version.img key
    # The keys, which are noise, are no part of the header.
    truncate -s 32K luks$version.img
    truncate -s 32M luks$version.img
done
cryptsetup config --label vault --subsystem cellar luks2.img
rm key

image dos
sfdisk --quiet dos.img <<'P'
label: dos
label-id: 0xc0ffee00
start=2048, size=4096, type=8e, bootable
start=8192, size=40960, type=5
start=10240, size=2048, type=83
start=14336, size=4096, type=8e
start=20480, size=8192, type=82
start=51200, size=2048, type=fd
P
sectors4k() {
    image "$1" 64M
    local loop
    loop=$(losetup --find --show --sector-size 4096 "$1.img")
    sfdisk --quiet "$loop" || true
    losetup --detach "$loop"
}
sectors4k dos-4k <<'P'
label: dos
label-id: 0x00c0ffee
start=256, size=512, type=8e
start=1024, size=8192, type=f
start=1280, size=256, type=8e
start=2048, size=1024, type=83
P
sectors4k gpt-4k <<'P'
label: gpt
start=256, size=4096, type=E6D6D379-F507-44C2-A23C-238F2A3DF928, name="pv"
start=8192, size=1024, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
P
image gpt
sfdisk --quiet gpt.img <<'P'
label: gpt
start=2048, size=4096, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="EFI system"
start=8192, size=16384, type=E6D6D379-F507-44C2-A23C-238F2A3DF928, name="pv é"
4 : start=40960, size=1, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
P
cp --sparse=always gpt.img gpt-backup.img
"$here/craft.py" no-gpt-header gpt-backup.img
cp --sparse=always gpt.img gpt-hybrid.img
sgdisk --hybrid 2:EE gpt-hybrid.img >/dev/null
image gpt-empty
echo 'label: gpt' | sfdisk --quiet gpt-empty.img

for file in *.img; do
    name=${file%.img}
    sector=512
    [[ $name == *-4k ]] && sector=4096
    blkid --probe --output export "$file" | sed '/^DEVNAME=/d' >"$name.blkid" || true
    if [[ $name == dos* || $name == gpt* ]]; then
        partx --raw --noheadings --sector-size $sector --output NR,START,SECTORS,TYPE,UUID,NAME "$file" \
            >"$name.partx" || true
    fi
done
tar -cS --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 ./*.img ./*.blkid ./*.partx |
    xz -9e >"$here/signatures.tar.xz"
