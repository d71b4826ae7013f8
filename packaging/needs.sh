# shellcheck shell=sh
# What the scripts share: to say what is not here and how to get it. To be read by sh or bash.

# need PROGRAM HOW...: ends the script unless there is such a program; HOW says how to get it.
need() {
    if ! command -v "$1" >/dev/null; then
        program=$1
        shift
        lacks "no $program here; $*"
    fi
}

# need_root WHY: ends the script unless it runs as root.
need_root() {
    if [ "$(id -u)" != 0 ]; then
        lacks "needs root: $*; run it with sudo, or as root"
    fi
}

# lacks WHAT: says what is missing, and ends the script.
lacks() {
    echo "${0##*/}: $*" >&2
    exit 1
}
