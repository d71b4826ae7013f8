#!/usr/bin/env bash
# Tries both commands of the README on machines that have nothing: in chroots that debootstrap makes, with git
# and ca-certificates and no more, for several Debians, users, folders, languages and JDKs.
#   fresh.sh                  all cases; a line for each, with the time that each command took
#   fresh.sh --list           which there are
#   fresh.sh NUMBER...        some of them
# --cold begins without what Maven has fetched on this machine before. --mirror URL says where Debian's packages
# come from, by default where this machine has its own from. FRESH_DIR is where the chroots lie for a while, 3 GB;
# by default /var/tmp. Tries the last commit. Needs root and debootstrap; mounts are in a namespace of their own,
# and so are gone when this ends, however it ends.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=needs.sh
. packaging/needs.sh

# Debian | user | folder | LANG | JDK that is there, or - for the one that setup.sh chooses
cases=(
    "bookworm|root|devio|C.UTF-8|-"
    "bookworm|user|my devio|C|-"
    "bookworm|root|my devio|C|17"
    "bookworm|user|devio|C.UTF-8|21"
    "bookworm|user|devio|C.UTF-8|25"
    "trixie|root|devio|C.UTF-8|-"
    "trixie|user|my devio|C|-"
    "trixie|root|my devio|C|17"
    "trixie|user|devio|C.UTF-8|21"
    "trixie|user|devio|C.UTF-8|25"
)

warm=true mirror='' wanted=()
while [ $# -gt 0 ]; do
    case $1 in
    --list)
        for number in "${!cases[@]}"; do
            echo "$((number + 1))  ${cases[number]//|/, }"
        done
        exit
        ;;
    --cold) warm=false ;;
    --mirror) mirror=${2:?--mirror takes a URL} && shift ;;
    [1-9] | 10) wanted+=("$1") ;;
    *)
        sed -n '2,11s/^# //p' "$0" >&2
        exit 2
        ;;
    esac
    shift
done
[ "${#wanted[@]}" -gt 0 ] || mapfile -t wanted < <(seq "${#cases[@]}")

need_root "chroots and mounts"
need debootstrap "apt install debootstrap / dnf install debootstrap, or ./setup.sh --ci"
need git "./setup.sh --tests installs it"
if [ -z "$mirror" ] && command -v apt-get >/dev/null; then
    mirror=$(apt-get indextargets --format '$(SITE)' 'Origin: Debian' 'Label: Debian' 2>/dev/null | awk 'NR == 1')
fi
[ -n "$mirror" ] || lacks "apt of this machine has no Debian to take from (apt-get update?); --mirror URL says where from"

logs=$PWD/target/fresh
work=$(mktemp -d "${FRESH_DIR:-/var/tmp}/devio-fresh.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$logs"

# How this machine gets at packages, for the chroots to do the same.
apt_settings=$(apt-config dump 2>/dev/null | grep -iE '^Acquire::(.*proxy|Check-Valid-Until|Check-Date)' || true)
network=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [ -n "${!name:-}" ]; then
        network+=("$name=${!name}")
    fi
done

# base DEBIAN: makes a bare system, once.
base() {
    local base=$work/base-$1
    if [ -e "$base.made" ]; then
        return
    fi
    debootstrap --variant=minbase --include=git,ca-certificates "$1" "$base" "$mirror" >"$logs/base-$1.log" 2>&1 || {
        tail -n 5 "$logs/base-$1.log" >&2
        lacks "debootstrap made no $1 from $mirror; all it said: $logs/base-$1.log"
    }
    printf '#!/bin/sh\nexit 101\n' >"$base/usr/sbin/policy-rc.d" # no services in there
    chmod +x "$base/usr/sbin/policy-rc.d"
    echo "$apt_settings" >"$base/etc/apt/apt.conf.d/90fresh"
    cp /etc/hosts /etc/resolv.conf "$base/etc/"
    if [ -n "$(ls /usr/local/share/ca-certificates 2>/dev/null)" ]; then
        cp -r /usr/local/share/ca-certificates "$base/usr/local/share/"
        chroot "$base" update-ca-certificates >/dev/null 2>&1
    fi
    touch "$base.made"
}

# inside USER COMMAND: runs it with bash in the chroot of the case, in the folder of the clone.
inside() {
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child sh -ec '
        root=$1 user=$2
        shift 2
        mount --rbind /dev "$root/dev"
        mount --rbind /sys "$root/sys"
        mount -t proc proc "$root/proc"
        exec chroot --userspec="$user:$user" "$root" "$@"
    ' sh "$root" "$1" env -i "${environment[@]}" bash -c "cd \"\$HOME/$folder\" && $2" </dev/null
}

# Has a JDK in the chroot, from Debian or a copy of this machine's. Fails if there is none to be had.
provide_jdk() {
    local home
    [ "$1" != - ] || return 0
    inside root "apt-get -qq update && apt-cache show openjdk-$1-jdk-headless" >/dev/null 2>&1 && {
        inside root "apt-get -qq install --no-install-recommends openjdk-$1-jdk-headless"
        return
    }
    for home in /usr/lib/jvm/*; do
        if [[ ! -L $home && $("$home/bin/javac" -version 2>&1) == "javac $1"[.-]* ]]; then
            cp -rL "$home" "$root/opt/jdk" 2>/dev/null || true
            environment+=(JAVA_HOME=/opt/jdk)
            inside root '"$JAVA_HOME/bin/javac" -version'
            return
        fi
    done
    return 1
}

# readme START: runs the command of the README that starts so, and lets root do what setup.sh asks it for.
readme() {
    local command for_root
    command=$(grep -E "^\./setup\.sh $1" README.md) || lacks "README.md has no line that starts with ./setup.sh $1"
    echo "\$ $command"
    if [ "$user" = root ]; then
        inside root "$command"
        return
    fi
    for_root=$(inside "$user" "${command%% &&*}" 2>&1 | tee /dev/stderr | grep '^apt-get update && ') ||
        echo "setup.sh has nothing to ask of root"
    inside root "$for_root" && inside "$user" "$command"
}

# try NUMBER: one case, its output to a log; prints its line.
try() {
    local debian user folder lang jdk root=$work/root home=/root log=$logs/case-$1.log start one two=0 what
    local environment
    IFS='|' read -r debian user folder lang jdk <<<"${cases[$1 - 1]}"
    what="$1  $debian, $user, \"$folder\", LANG=$lang, JDK ${jdk/#-/of setup.sh}"
    base "$debian"
    cp -a "$work/base-$debian" "$root"
    if [ "$user" != root ]; then
        home=/home/$user
        chroot "$root" useradd --create-home --user-group "$user"
    fi
    git clone -q --no-hardlinks . "$root$home/$folder"
    if $warm && [ -d "${MAVEN_USER_HOME:-$HOME/.m2}" ]; then
        cp -r "${MAVEN_USER_HOME:-$HOME/.m2}" "$root$home/.m2"
    fi
    chroot "$root" chown -R "$user:$user" "$home"
    environment=(HOME="$home" LANG="$lang" "${network[@]}" MAVEN_ARGS="--batch-mode --no-transfer-progress"
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
    if [ "$user" = root ]; then
        environment+=(DEVIO_REQUIRE_LOOP=1)
    fi
    if ! provide_jdk "$jdk" >"$log" 2>&1; then
        echo "$what: cannot be made, neither $debian nor this machine has a JDK $jdk that runs there"
        return 0
    fi
    start=$SECONDS
    if readme '&&' >>"$log" 2>&1; then
        one=$((SECONDS - start)) start=$SECONDS
        if readme '--tests' >>"$log" 2>&1 && inside "$user" '[ -z "$(git status --porcelain)" ]'; then
            two=$((SECONDS - start))
            echo "$what: passed, command one in $one s, two in $two s$(skipped "$log")"
            return 0
        fi
        two=$((SECONDS - start))
    fi
    tail -n 40 "$log" >&2
    echo "$what: FAILED, command $([ "$two" = 0 ] && echo one || echo two); all it said: $log"
    return 1
}

# How many tests were skipped, by the last lines of the build.
skipped() {
    sed -n 's/^devio: \([0-9]* tests skipped\).*/, \1/p' "$1" | tail -n 1
}

failed=0
for number in "${wanted[@]}"; do
    try "$number" & # not before ||, where nobody heeds set -e
    wait $! || failed=1
    rm -rf --one-file-system "$work/root"
done
exit $failed
