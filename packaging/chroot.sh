# For others to source: a bare Debian in a folder, and commands in it. They set `chroot`, the folder,
# and `suite`, the release; MIRROR names another source for debootstrap.
# shellcheck shell=sh disable=SC2154  # both are the caller's

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
