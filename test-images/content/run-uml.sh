#!/bin/bash
# run-uml.sh [-m MiB] [-t seconds] -- command...   runs a command as root in User-Mode Linux and ends as it does: the same kernel code
# without emulation; needs no KVM, no qemu, no initrd. One CPU. Needs Debian's package user-mode-linux (6.1), installed
# or unpacked by dpkg -x into ./uml beside this script (linux.uml and modules come from there).
# The guest's root is this machine's / (hostfs, READ-ONLY; no overlay); /tmp, /run, /dev are its own; /run/share is $SHARE (read-write).
B=$(dirname "$(readlink -f "$0")"); M=3072; T=600
while [ $# -gt 0 ]; do case $1 in -m) M=$2; shift 2;; -t) T=$2; shift 2;; -s|-k|-a) shift 2;; --) shift; break;; *) break;; esac; done
U=$B/uml; [ -x "$U/usr/bin/linux.uml" ] || U=
S=${SHARE:-$(mktemp -d /tmp/umlshare.XXXX)}
printf '%s\n' "$*" > "$S/cmd"
cat > "$S/guest-init.sh" <<EOI
#!/bin/bash
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev 2>/dev/null
mount -t tmpfs t /run; mkdir -p /run/share /run/lock/lvm /run/lvm /run/udev /run/mods /run/m/lib
mount -t hostfs -o $S none /run/share
mount -t hostfs -o $U/usr/lib/uml/modules none /run/mods; ln -s /run/mods /run/m/lib/modules     # / may have no /lib/modules
printf '#!/bin/sh\nexec /sbin/modprobe -d /run/m "\$@"\n' > /run/modprobe; chmod +x /run/modprobe
echo /run/modprobe > /proc/sys/kernel/modprobe; export MODPROBE_OPTIONS="-d /run/m"
mkdir -p /dev/shm; mount -t tmpfs t /dev/shm; mount -t tmpfs -o size=2g t /tmp
hostname bedvm
echo "GUEST-UP \$(cut -d' ' -f1 /proc/uptime) s \$(uname -r)"
cd /run/share; bash ./cmd > out 2>&1; echo \$? > rc; sync; echo "GUEST-DONE \$(cut -d' ' -f1 /proc/uptime)"
echo o > /proc/sysrq-trigger; sleep 30
EOI
chmod +x "$S/guest-init.sh"; rm -f "$S/out" "$S/rc"
TMPDIR=/dev/shm timeout -k 5 "$T" "$U/usr/bin/linux.uml" mem=${M}M root=/dev/root rootfstype=hostfs rootflags=/ ro quiet panic=-1 con=null con0=null,fd:1 \
  umid=bed$$ init="$S/guest-init.sh" ${APPEND:-} > "$S/console" 2>&1 < /dev/null
echo "uml rc=$?"; [ -e "$S/out" ] && cat "$S/out"; tail -3 "$S/console" 2>/dev/null; [ -e "$S/rc" ] && exit "$(cat "$S/rc")"; exit 99
