#!/bin/sh
# Proves `setup.sh run` and `setup.sh test` on a bare system, as root (needs debootstrap):
#
#   sh packaging/check-chroot.sh FOLDER [--worktree]
#
# FOLDER becomes a fresh minimal Debian with the last commit in it, or with the working tree as it
# is (less what git ignores). It is kept for a look inside; `rm -r --one-file-system` removes it, and
# stops at /proc should a killed run have left that mounted.
# SUITE chooses another release than bookworm, MIRROR another source for debootstrap.
set -eu

suite=${SUITE:-bookworm}
root=$(cd "$(dirname "$0")/.." && pwd)
tree=/srv/cvlink-gui # in the chroot

fail() {
    printf 'check-chroot: %s\n' "$*" >&2
    exit 1
}

[ $# -ge 1 ] || fail "usage: sh packaging/check-chroot.sh FOLDER [--worktree]"
[ "$(id -u)" = 0 ] || fail "only root can make a chroot"
command -v debootstrap >/dev/null || fail "please install debootstrap"
# shellcheck source=packaging/chroot.sh
. "$root/packaging/chroot.sh"
mkdir -p "$1"
chroot=$(cd "$1" && pwd)
[ -z "$(ls -A "$chroot")" ] || fail "$chroot is not empty"

# stage NAME COMMAND...: says how long it took.
stage() {
    name=$1
    shift
    began=$(date +%s)
    printf 'check-chroot: %s\n' "$name"
    "$@" || fail "failed: $name"
    printf 'check-chroot: %s: well, %d s\n' "$name" $(($(date +%s) - began))
}

copy_tree() {
    mkdir -p "$chroot$tree"
    if [ "$1" = --worktree ]; then
        git -C "$root" ls-files -z --cached --others --exclude-standard |
            tar -C "$root" -c --ignore-failed-read --null -T - | tar -C "$chroot$tree" -x
    else
        git -C "$root" archive HEAD | tar -C "$chroot$tree" -x
    fi
}

run() {
    inside sh "$tree/packaging/setup.sh" run && [ -s "$chroot/root/cvlink-window.png" ]
}

stage "a bare $suite in $chroot" make_system
copy_configuration
copy_tree "${2:-}"
mount_kernel
stage "setup.sh run" run
stage "setup.sh test" inside sh "$tree/packaging/setup.sh" test
