#!/bin/sh
# tell.sh FOLDER WORDS...: says in a first build, which has not made the folder yet, what it is about to do.
if ! [ -e "$1" ]; then
    shift
    echo "devio: $*"
fi
