"""Subsets of COCO data sets: folders of links to images, with a filtered annotation file."""

from cvlink_gui.features.subset.drafting import Draft, Subset, draft
from cvlink_gui.features.subset.making import make
from cvlink_gui.features.subset.verifying import Problem, Verified, verify

__all__ = ["Draft", "Problem", "Subset", "Verified", "draft", "make", "verify"]
