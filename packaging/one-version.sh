#!/bin/sh
# Checks that CMake and the RPM carry the version of the pom, $1.
cd "$(dirname "$0")/.." || exit
cmake=$(sed -n 's/^project(devio VERSION \([^ ]*\).*/\1/p' CMakeLists.txt)
rpm=$(sed -n 's/^Version: *//p' packaging/rpm/devio.spec)
if [ "$cmake" != "$1" ] || [ "$rpm" != "$1" ]; then
    echo "pom.xml says version $1, CMakeLists.txt $cmake, packaging/rpm/devio.spec $rpm" >&2
    exit 1
fi
