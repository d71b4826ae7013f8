#!/usr/bin/env bash
# Installs what it takes to build devio and is not on this machine yet; --tests adds what the
# tests take, --ci what .ci/run takes on top. Knows apt (Debian, Ubuntu) and dnf (Fedora, RHEL).
# Silent when nothing is missing. Who is not root and has no sudo gets the line to hand to root.
set -euo pipefail

# what it is | how to see that it is there | its package for apt | for dnf
build_needs=(
    "C compiler|cc --version|gcc|gcc"
    "C library headers|has_header stdio.h|libc6-dev|glibc-devel"
    "libaio headers|has_header libaio.h|libaio-dev|libaio-devel"
    "CMake|cmake --version|cmake|cmake"
    "make|make --version|make|make"
    "JDK 17 or later|has_jdk|JDK|JDK"
    "unzip (for ./mvnw)|unzip -v|unzip|unzip"
    "tar (for the test images)|tar --version|tar|tar"
    "xz (for the test images)|xz --version|xz-utils|xz"
)
test_needs=(
    "valgrind|valgrind --version|valgrind|valgrind"
    "strace|strace -V|strace|strace"
    "lvm2, to compare with|test -x /usr/sbin/lvm|lvm2|lvm2"
    "sfdisk|test -x /sbin/sfdisk|fdisk|util-linux"
    "losetup|test -x /sbin/losetup|mount|util-linux-core"
    "groff (for the man page)|groff --version|groff-base|groff-base"
    "rpmbuild|rpmbuild --version|rpm|rpm-build"
    "git (for the source tarball)|git --version|git|git"
)
ci_needs=(
    "python3 (for disks of random layouts)|python3 --version|python3|python3"
    "debootstrap (for a fresh machine)|test -x /usr/sbin/debootstrap|debootstrap|debootstrap"
)
# The newest first; the last is for machines that have not heard yet what is on offer.
jdk_packages_apt="openjdk-25-jdk-headless openjdk-21-jdk-headless openjdk-17-jdk-headless default-jdk-headless"
jdk_packages_dnf="java-25-openjdk-devel java-21-openjdk-devel java-17-openjdk-devel"

has_header() { echo "#include <$1>" | cc -fsyntax-only -xc -; }

has_jdk() {
    local version
    version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1) || return 1
    version=${version#javac }
    [ "${version%%.*}" -ge 17 ]
}

# Prints the lines of the table whose tool is not there.
missing() {
    local need probe
    for need in "$@"; do
        IFS='|' read -r _ probe _ <<<"$need"
        $probe >/dev/null 2>&1 || echo "$need"
    done
}

# Prints the packages, and for JDK the first of those in $2 that $1 finds on offer, or the last.
with_jdk() {
    local show=$1 jdks=$2 package jdk
    shift 2
    for package in "$@"; do
        if [ "$package" = JDK ]; then
            for jdk in $jdks; do
                package=$jdk
                if $show "$jdk" >/dev/null 2>&1; then
                    break
                fi
            done
        fi
        echo "$package"
    done
}

# Whether this user may install; if not, says what root has to run instead: the arguments, in a line.
may_install() {
    if [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; then
        return 0
    fi
    printf 'setup.sh: not root, and no sudo here; hand this line to root, then run ./setup.sh again:\n%s\n' "$*" >&2
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# $1: what says whether a JDK is on offer; its names; the packages. Fills $packages.
choose() {
    mapfile -t packages < <(with_jdk "$@")
}

install_with_apt() {
    local packages
    choose "apt-cache show" "$jdk_packages_apt" "$@"
    may_install "apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
    echo "setup.sh: apt-get update"
    as_root apt-get -qq -o DPkg::Lock::Timeout=300 update
    choose "apt-cache show" "$jdk_packages_apt" "$@"
    echo "setup.sh: apt-get install ${packages[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "${packages[@]}" >/dev/null
}

install_with_dnf() {
    local packages
    choose "dnf -q info" "$jdk_packages_dnf" "$@"
    may_install "dnf -y install ${packages[*]}"
    echo "setup.sh: dnf install ${packages[*]}"
    as_root dnf -q -y install "${packages[@]}"
}

needs=("${build_needs[@]}")
case "$*" in
"") ;;
--tests) needs+=("${test_needs[@]}") ;;
--ci) needs+=("${test_needs[@]}" "${ci_needs[@]}") ;;
*)
    echo "usage: ./setup.sh [--tests|--ci]" >&2
    exit 2
    ;;
esac

if [ -n "${JAVA_HOME:-}" ] && ! has_jdk >/dev/null 2>&1; then
    # Installing another would not help, and would upgrade one that is there.
    echo "setup.sh: JAVA_HOME is $JAVA_HOME, where there is no JDK 17 or later; unset or mend it" >&2
    exit 1
fi
mapfile -t lacking < <(missing "${needs[@]}")
if [ "${#lacking[@]}" = 0 ]; then
    exit 0
fi
echo "setup.sh: missing here:"
printf '  %s\n' "${lacking[@]%%|*}"

if command -v apt-get >/dev/null; then
    manager=apt column=3
elif command -v dnf >/dev/null; then
    manager=dnf column=4
else
    echo "setup.sh: knows only apt and dnf; please install the above with your package manager" >&2
    exit 1
fi
mapfile -t packages < <(printf '%s\n' "${lacking[@]}" | cut -d'|' -f"$column")
"install_with_$manager" "${packages[@]}"

mapfile -t lacking < <(missing "${needs[@]}")
if [ "${#lacking[@]}" != 0 ]; then
    echo "setup.sh: installed, yet still missing:" >&2
    printf '  %s\n' "${lacking[@]%%|*}" >&2
    exit 1
fi
