"""What to do about a finding, rule by rule, in words; a plan that does it is in features/audit."""

REMEDIES: dict[str, str] = {
    "dangling": "Find where the target went, or make it again; a link nobody needs can go.",
    "not-fetched": "Fetch it: `dvc pull`, `git annex get`, `git lfs pull`, or download it again.",
    "loop": "Take away the link that closes the circle; nothing can be reached through it.",
    "denied": "Ask the owner for permission to read, or run as a user who has it.",
    "not-checked": "Look whether the storage answers, then audit again.",
    "mount-down": "Mount the disk, then audit again. Change no links until then.",
    "labels-unreachable": "Link every file, or the whole data set with its labels or annotations.",
    "class-shift": "Give every split the same classes in the same order; mend broken class links.",
    "split-leak": "Point the splits at different data, or take the shared images out of one.",
    "split-leak-bytes": "Take the copies out of one of the splits.",
    "annotation-image-missing": "Mend the names in the annotation file, or the images' folder.",
    "dvc-mismatch": "Bring back the recorded data with `dvc checkout`, or record it anew.",
    "raw-writable": "Take the right to write away: `chmod -R a-w FOLDER`.",
    "same-claim-different-data": "Point all experiments of one version at the same data.",
    "drift": "Look at what changed; if it was meant, write a new manifest.",
    "empty": "Fill the folder or file, or point the link somewhere else.",
    "image-corrupt": "Fetch or make the images anew, or leave them out.",
    "outside-roots": "Name the folder under links.allowed_roots, or link data that is allowed.",
    "not-portable": "Make the links relative.",
    "link-became-text": "Set core.symlinks to true in git, then check the file out again.",
    "inside-dvc-output": "Keep links beside the folders DVC manages, not inside.",
    "unpaired": "Add what is missing, or allow more negatives in cvlink.toml.",
    "could-be-linked": "Replace the copies by links.",
    "deep-chain": "Point the link at the data itself.",
    "name-collision": "Give one of them another name.",
    "class-balance": "Split the data anew, by class.",
    "unreadable": "Mend the file, or make it anew.",
    "no-data": "Link a version of the data into it, or remove the folder.",
}

# Rules with a plan for what can be mended by changing links. What drifted may be meant: it is
# pointed back only where somebody says so.
FIXABLE = frozenset(
    {
        "class-shift",
        "dangling",
        "deep-chain",
        "labels-unreachable",
        "loop",
        "not-fetched",
        "not-portable",
        "same-claim-different-data",
        "split-leak",
    }
)
