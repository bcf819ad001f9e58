"""The rules of the audit, as a table: what each looks for, how much it matters, what it costs."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(IntEnum):
    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        return self.name.lower()


class Tier(StrEnum):
    """What a check costs: T0 looks, T1 reads up to 64 KiB of a file, T2 reads all of it.

    An annotation file is read whole at T0: without it nobody knows which images a split has.
    """

    T0 = "T0"
    T1 = "T1"
    T2 = "T2"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing an audit looks for.

    title    what is wrong, as the head of a finding
    meaning  what it does to a training run
    defined  when exactly a path is found by it
    """

    id: str
    severity: Severity
    tier: Tier
    title: str
    meaning: str
    defined: str


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "dangling", _ERROR, Tier.T0,
            "The target is missing",
            "The run stops here, or trains on less data than you think.",
            "stat fails with ENOENT or ENOTDIR, and the content is not one that can be fetched.",
        ),
        Rule(
            "not-fetched", _ERROR, Tier.T0,
            "The content was not fetched",
            "The link is right, but its content is not on this machine yet.",
            "The target is a git-annex key, a Git LFS pointer, a DVC cache object or a Hugging "
            "Face blob that is not here; an error only where an experiment uses it.",
        ),
        Rule(
            "loop", _ERROR, Tier.T0,
            "Links go round in a circle",
            "Nothing can be read through it; a walker that follows links may never end.",
            "stat fails with ELOOP, or a link to a folder leads to a folder it lies in.",
        ),
        Rule(
            "denied", _ERROR, Tier.T0,
            "No permission to reach the target",
            "The run, started as this user, cannot read the data.",
            "stat fails with EACCES or EPERM.",
        ),
        Rule(
            "not-checked", _WARNING, Tier.T0,
            "The target could not be checked",
            "Nobody knows whether the data is there: neither healthy nor broken.",
            "The storage does not answer, or the check failed in a way that says nothing.",
        ),
        Rule(
            "mount-down", _ERROR, Tier.T0,
            "Most links into one place fail together",
            "Not the links are broken: a disk is not mounted. Mount it; do not mend the links.",
            "At least 20 links, and more than half of all, under one place outside the project "
            "or under one mount point are missing or do not answer.",
        ),
        Rule(
            "labels-unreachable", _ERROR, Tier.T0,
            "The training framework finds no labels",
            "Every image counts as one without objects, and the framework says nothing of it.",
            "Images are found, but by the framework's own rule no labels, or fewer than images "
            "less the negatives that are allowed.",
        ),
        Rule(
            "class-shift", _ERROR, Tier.T0,
            "The classes of the splits differ",
            "Class numbers shift: a cat is scored as a dog, without an error.",
            "The list of classes differs between splits, or the link of a class is broken or "
            "leads to nothing.",
        ),
        Rule(
            "split-leak", _ERROR, Tier.T0,
            "The same file is in two splits",
            "The validation score is measured on training data.",
            "One device and inode, real path or content key is reached from two splits of one "
            "experiment.",
        ),
        Rule(
            "split-leak-bytes", _ERROR, Tier.T2,
            "Files with the same bytes are in two splits",
            "The validation score is measured on training data, under another name.",
            "Equal size, then equal first and last 64 KiB, then equal hash of all bytes.",
        ),
        Rule(
            "annotation-image-missing", _ERROR, Tier.T0,
            "Images of an annotation file are not there",
            "The loader stops at the first of them, or leaves them out.",
            "A COCO file_name or a VOC stem is not found under the image folder; names that "
            "differ by case, or by backslashes, only are told apart.",
        ),
        Rule(
            "dvc-mismatch", _ERROR, Tier.T0,
            "The data is not what DVC recorded",
            "The run trains on another version than the one its commit names.",
            "Names, link texts or sizes differ from the recorded .dir; at T2 the md5 does.",
        ),
        Rule(
            "raw-writable", _WARNING, Tier.T0,
            "Raw data can be written through the link",
            "A loader that repairs or caches files in place changes the originals.",
            "The target lies in a folder with the role raw, and this user may write there.",
        ),
        Rule(
            "same-claim-different-data", _ERROR, Tier.T0,
            "One version name stands for different data",
            "Two experiments say the same version and compare different data.",
            "Links of experiments that name the same data version lead to different real paths "
            "or content keys.",
        ),
        Rule(
            "drift", _WARNING, Tier.T0,
            "The data changed since the last manifest",
            "A result cannot be compared with those made before.",
            "Link text, target's device and inode, size or mtime differ from the manifest.",
        ),
        Rule(
            "empty", _ERROR, Tier.T0,
            "The linked folder or file is empty",
            "The run trains or validates on nothing.",
            "A linked file of 0 bytes that is no label, or a linked folder with nothing in it.",
        ),
        Rule(
            "image-corrupt", _WARNING, Tier.T1,
            "Images are damaged",
            "Loaders skip them, stop, or repair them in place, which changes the originals.",
            "Wrong first bytes, no JPEG end mark, or under 10 pixels a side; with `audit.decode`, "
            "what does not decode whole.",
        ),
        Rule(
            "outside-roots", _WARNING, Tier.T0,
            "The target lies outside the allowed roots",
            "Data nobody named for this project; it may differ on the next machine.",
            "The real path of any hop lies in no allowed root, compared part by part.",
        ),
        Rule(
            "not-portable", _WARNING, Tier.T0,
            "The link breaks when the project moves",
            "On another machine, or in a container, the link leads nowhere.",
            "The link names an absolute path, leaves the project, or is lost in a container by a "
            "map of mounts in cvlink.toml.",
        ),
        Rule(
            "link-became-text", _ERROR, Tier.T0,
            "A link was checked out as a text file",
            "The loader reads a text of a few bytes in place of the data.",
            "The git index has a link (mode 120000), on the disk is a regular file.",
        ),
        Rule(
            "inside-dvc-output", _WARNING, Tier.T0,
            "The link lies inside a DVC output",
            "DVC will replace it at the next checkout, or leave it out.",
            "A link below a path that a .dvc file or dvc.lock names as an output, not made by DVC.",
        ),
        Rule(
            "unpaired", _WARNING, Tier.T0,
            "Images and labels do not pair up",
            "Images without labels count as empty scenes; labels without images are lost.",
            "An image without a label file (information), a label file without an image "
            "(warning). An empty label file is an intended negative.",
        ),
        Rule(
            "could-be-linked", _INFO, Tier.T2,
            "Copies that could be links",
            "Disk is spent on bytes that are there already.",
            "Equal hash, different inode, an image or over 4 KiB; hard links are left out.",
        ),
        Rule(
            "deep-chain", _INFO, Tier.T0,
            "A long chain of links",
            "Each hop is one more thing that can break, and a round trip on network storage.",
            "More than 4 links from the first to the data.",
        ),
        Rule(
            "name-collision", _INFO, Tier.T0,
            "Names that are one on other systems",
            "On Windows or macOS one of the files is lost, or the wrong one is read.",
            "Two names in one folder differ by case or Unicode form only.",
        ),
        Rule(
            "class-balance", _INFO, Tier.T0,
            "The splits have another mix of classes",
            "The score is measured on another mix than the one trained on.",
            "The total variation of class shares between two splits is over 0.1.",
        ),
        Rule(
            "unreadable", _WARNING, Tier.T0,
            "A file that describes the data cannot be read",
            "What it says of images and labels could not be checked.",
            "An annotation, YAML, DVC or git file is damaged, too large or nested too deeply.",
        ),
        Rule(
            "no-data", _INFO, Tier.T0,
            "The experiment has no data yet",
            "There is nothing to train on, so nothing was checked.",
            "Nothing in the experiment's folder or below is a link, an image or a file of a split.",
        ),
    )
}  # fmt: skip
# Rules that keep a verdict from being `ready`: what could not be checked, and what has nothing to
# be checked, which is no fault and says nothing of other experiments.
UNSURE = frozenset({"not-checked", "unreadable"})
NO_DATA = "no-data"
