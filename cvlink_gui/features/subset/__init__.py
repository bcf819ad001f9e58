"""Subsets of COCO data sets: folders of links to images, with a filtered annotation file."""

from cvlink_gui.features.subset.drafting import (
    Draft,
    Source,
    Subset,
    draft,
    draft_of,
    read_source,
    subset_of,
)
from cvlink_gui.features.subset.making import make
from cvlink_gui.features.subset.places import annotation_of
from cvlink_gui.features.subset.verifying import Problem, Verified, verify

__all__ = [
    "Draft",
    "Problem",
    "Source",
    "Subset",
    "Verified",
    "annotation_of",
    "draft",
    "draft_of",
    "make",
    "read_source",
    "subset_of",
    "verify",
]
