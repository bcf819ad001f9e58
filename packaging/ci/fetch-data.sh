#!/bin/sh
# Fetches the data this project's links lead to, as far as this machine can, and says what it leaves
# out and why. It never fails: what is missing then is for the audit to judge.
# packaging/ci/gitlab.yml has the same lines, because GitLab takes one file.
fetch() { # fetch SYSTEM PROGRAM COMMAND...
    system=$1 program=$2
    shift 2
    if ! command -v "$program" >/dev/null; then
        echo "data: not fetched: $system is used here, and $program is not installed"
    elif "$@"; then
        echo "data: fetched with $system"
    else
        echo "data: not all fetched: \`$*\` failed"
    fi
}
known=no
if grep -qs 'filter=lfs' .gitattributes; then
    known=yes
    fetch 'Git LFS' git-lfs git lfs pull
fi
if [ -d .dvc ]; then
    known=yes
    fetch DVC dvc dvc pull
fi
if [ -d .git/annex ] || git ls-remote --exit-code --heads origin git-annex >/dev/null 2>&1; then
    known=yes
    # The branch that says where content is: a shallow checkout does not bring it.
    git fetch --quiet --depth 1 origin git-annex:refs/remotes/origin/git-annex ||
        echo "data: the branch git-annex could not be fetched"
    fetch git-annex git-annex git annex get .
fi
if [ "$known" = no ]; then
    echo "data: no Git LFS, DVC or git-annex here: there is what git itself keeps"
fi
