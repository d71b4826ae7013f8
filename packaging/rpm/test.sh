#!/usr/bin/env bash
# Tries the RPMs of build.sh: what they require, that the source RPM rebuilds without a network,
# and that the installed command reads an image. The RPM goes into a scratch root, laid over /usr
# in a mount namespace of its own: this machine stays as it was. Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/needs.sh
. packaging/needs.sh
need_root "a mount over /usr"
need rpmbuild "./setup.sh --tests installs it"
[ -d target/rpm/RPMS ] || lacks "no RPM at target/rpm; packaging/rpm/build.sh makes it"
[ -d target/test-images ] || lacks "no target/test-images; ./mvnw -q package -DskipTests unpacks them"
package=$(echo target/rpm/RPMS/*/devio-*.rpm)
source_package=$(echo target/rpm/SRPMS/devio-*.rpm)
image=$PWD/target/test-images/vg-1/d1.img
uuid=$(grep -o -m1 '"pv_uuid":"[^"]*"' "${image%/*}/pvs.json" | cut -d'"' -f4)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "packaging/rpm/test.sh: $*" >&2
    exit 1
}

rpm -qp --requires "$package" | grep -qF 'libaio.so.1()' ||
    fail "$package does not require libaio.so.1 by that name: built where it is called otherwise?"

unshare --net rpmbuild --rebuild --nodeps --define "_topdir $scratch/rebuild" "$source_package" \
    >"$scratch/rebuild.log" 2>&1 || {
    cat "$scratch/rebuild.log" >&2
    fail "$source_package does not build without a network"
}

rpm --root "$scratch/root" --install --nodeps --noscripts --notriggers "$package"
rpm --root "$scratch/root" --verify --nodeps devio || fail "files differ from what was packaged"

# In a mount namespace of its own, with the package's /usr and an empty cache.
installed() {
    # shellcheck disable=SC2016
    unshare --mount env -u JAVA_HOME sh -c '
        mount -t overlay -o "lowerdir=$1/root/usr:/usr" overlay /usr &&
        mkdir -p "$1/cache/devio" && mount --bind "$1/cache" /var/cache && shift && exec "$@"
    ' sh "$scratch" "$@"
}

# Asked for libaio, devio fails rather than falls back: the shim was found where the RPM put it.
report=$(installed devio scan --engine libaio "$image") ||
    fail "the installed devio failed on $image: $report"
[[ $report == *"$uuid"* ]] || fail "the installed devio did not report $uuid: $report"
echo "$report"

scriptlet=$(rpm -qp --queryformat '%{POSTTRANS}' "$package")
for home in /usr/lib/jvm/*; do
    if [[ -L $home || ! -x $home/bin/java ]]; then
        continue
    fi
    installed env JAVA_HOME="$home" sh -ec "$scriptlet" || fail "no archive for $home"
    classes=$(installed env JAVA_HOME="$home" DEVIO_JAVA_OPTS=-Xlog:class+load devio pvs "$image") ||
        fail "devio failed with the archive for $home: $classes"
    [[ $classes == *"org.devio.cli.Main source: shared objects file"* ]] ||
        fail "devio does not load its classes from the archive that was made for $home"
done
for home in /usr/lib/jvm/*; do
    if [[ ! -L $home && -x $home/bin/java ]] &&
        [[ $(installed env JAVA_HOME="$home" devio scan "$image" 2>/dev/null) != "$report" ]]; then
        fail "devio reports something else with $home and the archive of another Java"
    fi
done
