#!/bin/sh
# How many instructions of user space one read costs in the C core, submit and reap together:
#   instructions.sh VALGRIND PROGRAM MOST DISK
# A count, not a time: the same on every run of the same binary. The difference between a long and
# a short run, so that start and end of the program cancel.
set -u
valgrind=$1 program=$2 most=$3 disk=$4
fewer=1600
more=17600

count() {
	READS=$1 "$valgrind" --tool=callgrind --callgrind-out-file=/dev/null "$program" "$disk" 2>&1 |
		sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

first=$(count $fewer)
second=$(count $more)
if [ -z "$first" ] || [ -z "$second" ]; then
	echo "callgrind counted nothing" >&2
	exit 1
fi
each=$(((second - first) / (more - fewer)))
echo "$each instructions a read, at most $most"
[ "$each" -gt 0 ] && [ "$each" -le "$most" ]
