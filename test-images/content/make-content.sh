#!/bin/bash
# make-content.sh OUT [CASE...]: volumes of every type, made by lvm2 on a kernel of their own, and
# the SHA-256 of what that kernel served of them. One folder a case: dN.img, content.json (what is
# to come out), lvs/segs/pvs.json, vg.txt, dm-table and dm-status, cmds.log.
#
# The kernel is User-Mode Linux, started by run-uml.sh beside this script: install Debian's package
# user-mode-linux, or unpack it by dpkg -x into ./uml beside the script. Its root is this machine's,
# read-only, which needs lvm2 thin-provisioning-tools e2fsprogs kmod python3-numpy. Run as root;
# all cases take 20 to 30 minutes of one core. LIMIT is how many seconds one guest may take, 1800.
# The end is as many as there were cases that failed.
#
# Pack: tar -C OUT -S --sort=name --owner=0 --group=0 -c . | xz -9e > content.tar.xz
set -u
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=packaging/needs.sh
. "$here/../../packaging/needs.sh"
[ $# -gt 0 ] || lacks "usage: make-content.sh OUT [CASE...]"
need_root "the guest's root is this machine's"
[ -x "$here/uml/usr/bin/linux.uml" ] || need linux.uml "Debian's package user-mode-linux has it"
need lvm "./setup.sh --tests installs lvm2"
need xz "./setup.sh installs xz-utils"
mkdir -p "$1"
out=$(readlink -f "$1")
shift
# One guest a group: the cases of one need the same modules and take about as long.
groups=("linear-striped snap snap-merge" "raid-all" "thin"
    "thin-live thin-many thin-ext thin-damaged thin-partial" "raid-stale raid-sync raid-rebuild"
    "raid-reshape" "mirror pvmove" "fourk cut" "cache" "cache-live" "writecache writecache-live"
    "integrity" "integrity-live" "stacks")
[ $# -gt 0 ] && groups=("$*")
bad=0
for group in "${groups[@]}"; do
    share=$(mktemp -d /tmp/content.XXXX)
    cp "$here"/content_bed.py "$here"/content_cases.py "$here"/variant-a.json "$share/"
    echo "== $group"
    SHARE=$share "$here/run-uml.sh" -t "${LIMIT:-1800}" -- \
        "/usr/bin/python3 content_cases.py variant-a.json /run/share/cases $group" > "$share/log" 2>&1
    grep -E ' (ok|FAILED) [0-9]+ s$' "$share/log"
    before=$bad
    for case in $group; do
        if grep -q "^$case ok " "$share/log"; then
            rm -rf "${out:?}/$case"
            mv "$share/cases/$case" "$out/"
        else
            bad=$((bad + 1))
            echo "$case: see $share/log"
        fi
    done
    [ $bad -gt "$before" ] || rm -rf "$share"
done
exit $bad
