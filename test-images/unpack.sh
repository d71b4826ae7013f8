#!/usr/bin/env bash
# unpack.sh FOLDER [NAME]: unpacks NAME.tar.xz, by default the corpus, into the folder, unless that is newer.
# The images are sparse: those of the corpus take 17 MB on a file system with holes, 4.9 GB without.
set -eu
here=$(dirname -- "$0")
archive=$here/${2:-corpus}.tar.xz
folder=$1
if [ "$folder" -nt "$archive" ]; then
    exit 0
fi
# shellcheck source=packaging/needs.sh
. "$here/../packaging/needs.sh"
need tar "./setup.sh installs it"
need xz "./setup.sh installs it"
rm -rf -- "$folder"
mkdir -p -- "$folder"
tar -xSJf "$archive" -C "$folder" || {
    rm -rf -- "$folder"
    exit 1
}
touch -- "$folder"
