#!/bin/sh
# version.sh VERSION: prints what a build is of, a line each: the version, and the commit, if that is known.
# In a source archive git has put the commit into packaging/commit.
cd "$(dirname "$0")/.." || exit
commit=$(cat packaging/commit)
case $commit in
\$*)
    commit=
    if [ -e .git ] && command -v git >/dev/null; then
        commit=$(git describe --always --dirty --exclude='*' --abbrev=12 2>/dev/null)
    fi
    ;;
esac
echo "$1"
echo "${commit:-unknown}"
