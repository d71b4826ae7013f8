#!/usr/bin/env bash
# Builds the last commit twice and compares the jars: here, and in a clone in another folder, with another locale
# and umask and, where this is root, by another user. Builds without the network, so ./mvnw has to have been run.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/needs.sh
need unzip "./setup.sh installs it"
need git "./setup.sh --tests installs it"
maven_home=${MAVEN_USER_HOME:-$HOME/.m2}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
there="$scratch/another folder"

if [ -n "$(git status --porcelain)" ]; then
    lacks "this clone has changes that the other one would not have; git stash or commit them first"
fi
# In place, so that what is tested next is what was compared.
./mvnw -q -o clean package -DskipTests
git clone -q --no-hardlinks . "$there/clone"
cp -r "$maven_home" "$there/m2"
as=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups)
    chmod 755 "$scratch"
    chown -R "nobody:$(id -g nobody)" "$there"
fi
(
    cd "$there/clone"
    umask 077
    "${as[@]}" env HOME="$there" MAVEN_USER_HOME="$there/m2" LC_ALL=C \
        MAVEN_OPTS="-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Tokyo" \
        ./mvnw -q -o -Dmaven.repo.local="$there/m2/repository" package -DskipTests
)
# Every entry with its sum, its date and its mode.
contents() {
    local jar
    for jar in java/devio/target/devio-*.jar java/devio-cli/target/lib/devio*.jar; do
        sha256sum "$jar"
        unzip -v "$jar"
        unzip -Z "$jar"
    done
}
diff <(contents) <(cd "$there/clone" && contents) || lacks "the jars differ"
