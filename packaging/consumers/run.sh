#!/usr/bin/env bash
# Publishes devio to a repository under target/ and runs the consumers against it, with the Java
# of JAVA_HOME. Nothing reaches ~/.m2 but what comes from Maven Central.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/needs.sh
. packaging/needs.sh
need "${JAVA_HOME:+$JAVA_HOME/bin/}java" "./setup.sh installs a JDK"
[ -d target/test-images ] || lacks "no target/test-images; ./mvnw -q package -DskipTests unpacks them"
repository=file:$PWD/target/repository
# Maven reads through to the usual local repository, and writes only to one of its own.
maven=(./mvnw -q -B -ntp -Dmaven.repo.local="$PWD/target/consumer-m2"
    -Dmaven.repo.local.tail="${MAVEN_USER_HOME:-$HOME/.m2}/repository")
image=$PWD/target/test-images/vg-1/d1.img
uuid=$(grep -o -m1 '"pv_uuid":"[^"]*"' "${image%/*}/pvs.json" | cut -d'"' -f4)
version=$(sed -n '/<artifactId>devio-parent/,/<version>/s/.*<version>\(.*\)<\/version>/\1/p' pom.xml)

rm -rf target/repository target/consumer-m2
"${maven[@]}" deploy -DskipTests -Dmaven.install.skip \
    -DaltDeploymentRepository="devio-under-test::$repository"
for consumer in plain nar; do
    echo "consumer: $consumer"
    "${maven[@]}" -f packaging/consumers/$consumer clean test -Ddevio.repository="$repository" \
        -Ddevio.version="$version" -Dimage="$image" -Duuid="$uuid"
done
