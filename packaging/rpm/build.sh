#!/usr/bin/env bash
# Builds the source and binary RPMs of the last commit into target/rpm/{SRPMS,RPMS}.
# The network is used before rpmbuild starts, and only if picocli's sources are not in ~/.m2 yet.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/needs.sh
. packaging/needs.sh
need rpmbuild "./setup.sh --tests installs it"
need git "./setup.sh --tests installs it"
top=$PWD/target/rpm
spec=packaging/rpm/devio.spec
version=$(sed -n 's/^Version: *//p' "$spec")
picocli=$(sed -n 's/^%global picocli_version *//p' "$spec")

rm -rf "$top"
mkdir -p "$top/SOURCES"
git archive --prefix="devio-$version/" --output="$top/SOURCES/devio-$version.tar.gz" HEAD
./mvnw -q -B -ntp -N dependency:copy -Dartifact="info.picocli:picocli:$picocli:jar:sources" \
    -DoutputDirectory="$top/SOURCES"

options=(--define "_topdir $top")
if ! command -v dnf >/dev/null; then
    # No database of RPMs to look the build requirements up in: ./setup.sh --tests saw to them.
    options+=(--nodeps)
fi
log=$top/rpmbuild.log
if ! rpmbuild -ba "${options[@]}" "$spec" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
find "$top/SRPMS" "$top/RPMS" -name '*.rpm'
