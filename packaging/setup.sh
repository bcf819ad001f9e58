#!/bin/sh
# Sets cvlink-gui up on Debian 12, Ubuntu 24.04 or newer, then runs or tests it:
#
#   sh packaging/setup.sh run [WORD...]     opens the sample project; words go to cvlink-gui
#   sh packaging/setup.sh test [WORD...]    all checks and tests; words go to pytest
#   sh packaging/setup.sh install           only the set-up for run
#
# What is there already is left alone: a second time needs no network and no rights.
# PYTHON, CVLINK_VENV and CVLINK_SAMPLE name another interpreter, environment and sample folder.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
venv=${CVLINK_VENV:-$root/.venv}
case $venv in /*) ;; *) venv=$PWD/$venv ;; esac

# Debian starts a server of its own with the package prometheus; the tests start others.
# Qt draws with the first line alone; the second is what its window on X needs as well.
packages="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1
libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
fonts-dejavu-core ca-certificates"
test_packages="git fuse3 libfuse3-3 xvfb openbox xdotool x11-utils papirus-icon-theme
prometheus at-spi2-core dbus desktop-file-utils appstream"

say() { printf 'setup: %s\n' "$*"; }

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

# stage NAME COMMAND...: one line, and what the command said only if it failed.
stage() {
    name=$1
    shift
    say "$name"
    said=$("$@" 2>&1) || {
        printf '%s\n' "$said" >&2
        fail "failed: $name"
    }
}

# Libraries that counted seconds in 32 bits are called ...t64 since Ubuntu 24.04 and Debian 13.
has_package() {
    dpkg-query -W -f "\${db:Status-Status}\n" "$1" "$1t64" 2>/dev/null | grep -qx installed
}

# Sets $python, or fails.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3.13 python3.12 python3.11 python3
    fi
    for python; do
        "$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null && return
    done
    return 1
}

# install_packages NAME...: those that are missing.
install_packages() {
    command -v dpkg-query >/dev/null || {
        say "not a Debian or Ubuntu: see to it that these, or their likes, are there:" "$@"
        return
    }
    missing=
    for package; do
        has_package "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    sudo=
    if [ "$(id -u)" != 0 ]; then
        sudo=sudo
        command -v sudo >/dev/null || fail "please have an administrator run: apt-get install$missing"
    fi
    # An update that fails for some other source need not stop the installation.
    # shellcheck disable=SC2016,SC2086  # $@ is for the inner shell; the lists are words
    stage "installing$missing" $sudo sh -c '
        apt-get update
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"' sh $missing
}

stamp() { printf '%s\n' "$root" "$("$python" -VV)" "$(cat "$root/pyproject.toml")"; }

# The environment for run or test; the one for test serves both.
make_venv() {
    for made in "$1" test; do
        [ -x "$venv/bin/python" ] && stamp | cmp -s - "$venv/cvlink-$made.stamp" && return
    done
    clear=
    if [ -d "$venv" ] && [ "$("$venv/bin/python" -VV 2>&1)" != "$("$python" -VV)" ]; then
        [ -z "${CVLINK_VENV:-}" ] || fail "$venv is not an environment of $("$python" -V):" \
            "remove it, or choose another with CVLINK_VENV, or its Python with PYTHON"
        clear=--clear
    fi
    stage "making the environment $venv with $("$python" -V)" "$python" -m venv $clear "$venv"
    extra=
    [ "$1" = run ] || extra="[$1]"
    stage "installing cvlink-gui$extra and what it needs (some minutes the first time)" \
        "$venv/bin/python" -m pip install --editable "$root$extra"
    [ "$1" = run ] || install_frameworks
    stamp >"$venv/cvlink-$1.stamp"
}

# The audit's views are compared with the real functions of these, which need none of the gigabytes
# that the packages ask for.
install_frameworks() {
    say "installing ultralytics and torchvision, without what they need"
    "$venv/bin/python" -m pip install --quiet --no-deps ultralytics torchvision ||
        say "they could not be installed: tests that compare with them are skipped"
}

# set_up run|test
set_up() {
    # shellcheck disable=SC2086  # the lists are words
    {
        set -- "$1" $packages
        [ "$1" = run ] || set -- "$@" $test_packages
    }
    purpose=$1
    shift
    find_python || [ -n "${PYTHON:-}" ] || set -- python3 python3-venv "$@"
    install_packages "$@"
    find_python || fail "no Python 3.11 or newer with venv and ensurepip:" \
        "install one (apt-get install python3 python3-venv) or name it with PYTHON=/path/to/python"
    make_venv "$purpose"
    PATH=$venv/bin:$PATH
    export PATH
}

run() {
    sample=${CVLINK_SAMPLE:-$PWD/cvlink-sample}
    [ -e "$sample/cvlink.toml" ] || stage "making the sample project $sample" cvlink sample "$sample"
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        say "opening $sample"
        exec cvlink-gui "$sample" "$@"
    fi
    picture=$(dirname "$sample")/cvlink-window.png
    stage "no display here: drawing the window instead of opening it" \
        cvlink-gui "$sample" --screenshot "$picture" "$@"
    say "the window as a picture: $picture"
    say "what the audit finds in the sample:"
    exec cvlink audit "$sample" --fail-on never
}

run_tests() {
    cd "$root"
    stage "ruff check" ruff check
    stage "ruff format" ruff format --check
    stage "mypy" mypy
    stage "import-linter" lint-imports
    # A file's tests stay together: some share what is made for them once. One process more than
    # there are processors: many tests wait, for storage that hangs or a program that starts.
    processes=$(($(nproc) + 1))
    say "pytest, $processes processes"
    QT_QPA_PLATFORM=offscreen pytest --numprocesses "$processes" --dist loadfile "$@" ||
        fail "failed: pytest"
}

command=${1:-}
[ $# = 0 ] || shift
case $command in
    run)
        set_up run
        run "$@"
        ;;
    test)
        set_up test
        run_tests "$@"
        ;;
    install)
        set_up run
        say "ready: $venv/bin/cvlink-gui and $venv/bin/cvlink"
        ;;
    *) fail "usage: sh packaging/setup.sh run|test|install [WORD...]" ;;
esac
