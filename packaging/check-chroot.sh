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

# copy PATH...: what there is of them, to the same places.
copy() {
    for path; do
        [ ! -e "$path" ] || cp -aL --parents "$path" "$chroot"
    done
}

make_system() {
    # shellcheck disable=SC2086  # no mirror, no argument
    said=$(debootstrap --variant=minbase "$suite" "$chroot" ${MIRROR:-} 2>&1) || {
        printf '%s\n' "$said" | tail >&2
        return 1
    }
}

# The same mirrors, proxies and certificates as this system's.
copy_configuration() {
    copy /etc/resolv.conf /etc/pip.conf /usr/local/share/ca-certificates \
        /etc/apt/apt.conf /etc/apt/apt.conf.d /etc/apt/auth.conf /etc/apt/auth.conf.d
    if grep -qx "VERSION_CODENAME=$suite" /etc/os-release; then
        rm "$chroot/etc/apt/sources.list"
        copy /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/trusted.gpg.d /etc/apt/keyrings
    fi
    export -p | grep -iE '^export (PIP_[A-Z_]*|[A-Z]*_PROXY)=' >"$chroot/root/environment" || true
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

unmount() {
    for place in /dev/shm /dev/pts /proc ""; do
        ! mountpoint -q "$chroot$place" || umount -l "$chroot$place"
    done
}

mount_kernel() {
    trap unmount EXIT
    trap 'exit 1' HUP INT TERM
    # A root that is a mount point, as on a real system: else no mount namespace can be made in it.
    mount --bind "$chroot" "$chroot"
    mount -t proc proc "$chroot/proc"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$chroot/dev/pts"
    mkdir -p "$chroot/dev/shm"
    mount -t tmpfs -o mode=1777 tmpfs "$chroot/dev/shm"
}

# inside COMMAND...: with nothing of this system's environment, from another folder than the tree.
inside() {
    env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$chroot" \
        sh -c '. /root/environment; cd /root; "$@"' sh "$@"
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
