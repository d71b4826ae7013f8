#!/bin/sh
# Runs a test on a disk that is made for it and goes with it:
#   with-disk.sh file|SECTOR-SIZE PROGRAM [ARGUMENT...]
# The disk is a file of 1 MiB, or a loop device on one with sectors of that many bytes. Its path is
# the last argument of PROGRAM, its kind is in DEVIO_TEST_DISK. Exit 77 means skipped, for the reason
# that was printed; DEVIO_REQUIRE_LOOP=1 makes it a failure. A test that hangs is ended here, because
# ctest would end this script too, and nobody would detach the device.
set -u
export DEVIO_TEST_DISK="$1"
shift

skipped() {
	if [ "${DEVIO_REQUIRE_LOOP:-0}" = 1 ]; then
		echo "DEVIO_REQUIRE_LOOP=1 forbids to skip" >&2
		exit 1
	fi
	exit 77
}

attach() {
	losetup --find --show --sector-size "$DEVIO_TEST_DISK" "$@" "$directory/image"
}

device=
directory=$(mktemp -d "$PWD/disk.XXXXXX") || exit 1
trap '[ -z "$device" ] || losetup --detach "$device"; rm -rf "$directory"' EXIT
trap 'exit 1' HUP INT TERM

truncate -s 1M "$directory/image"
disk=$directory/image
if [ "$DEVIO_TEST_DISK" != file ]; then
	device=$(attach --direct-io=on 2>/dev/null) || device=$(attach) || {
		echo "skipped: no loop device (root and /dev/loop-control needed)" >&2
		skipped
	}
	disk=$device
fi

timeout --foreground 120 "$@" "$disk"
status=$?
[ $status -ne 77 ] || skipped
exit $status
