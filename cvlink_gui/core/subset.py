"""What a subset of a COCO data set is asked to be."""

import re
from dataclasses import dataclass
from enum import StrEnum

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.said import say

DEFAULT_SEED = "0"


class Method(StrEnum):
    """How images are chosen: the lowest hashes, or so that classes keep their shares."""

    HASH = "hash"
    STRATIFIED = "stratified"


class Match(StrEnum):
    """Images with any of the classes, or with all of them."""

    ANY = "any"
    ALL = "all"


class Crowd(StrEnum):
    """What becomes of annotations of crowds (`iscrowd`): kept, left out, or only these kept."""

    KEEP = "keep"
    DROP = "drop"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for.

    ratio, count         one of them: a share in (0, 1], or a number of images
    min_per_class        images of each class there shall be, as far as there are any
    cap                  images of each class there may be; 0 for no limit
    classes              names or ids; images without them are left out
    min_area, max_area   of boxes, in square pixels; other annotations are left out
    without_annotations  the share of images without annotations; None: as it is in the source
    group                a regular expression: images for which it matches the same beginning of
                         the file name (a video, a scene) are all chosen or none
    """

    ratio: float | None = None
    count: int | None = None
    seed: str = DEFAULT_SEED
    method: Method = Method.HASH
    min_per_class: int = 0
    cap: int = 0
    classes: tuple[str, ...] = ()
    match: Match = Match.ANY
    min_area: float | None = None
    max_area: float | None = None
    crowd: Crowd = Crowd.KEEP
    without_annotations: float | None = None
    group: str = ""

    @property
    def needs_areas(self) -> bool:
        """True where more of the annotations has to be read than their classes."""
        no_limits = self.min_area is None and self.max_area is None
        return self.crowd is not Crowd.KEEP or not no_limits

    @property
    def needs_labels(self) -> bool:
        """True where a choice has to know the classes of every image."""
        other = (self.classes, self.cap, self.min_per_class, self.needs_areas)
        shares = self.method is Method.STRATIFIED or self.without_annotations is not None
        return shares or any(other)

    @property
    def is_whole(self) -> bool:
        """True for all images as they are: nothing has to be chosen, nothing filtered."""
        filters = (self.cap, self.classes, self.needs_areas, self.without_annotations is not None)
        return self.ratio == 1 and not any(filters)

    def size(self, images: int) -> int:
        """How many of so many images."""
        if self.count is not None:
            return min(self.count, images)
        return max(1, round(images * (self.ratio or 0)))


def check(wish: Wish) -> Wish:
    """The same; UsageError for one that makes no sense."""
    if (wish.ratio is None) == (wish.count is None):
        raise UsageError(say("A subset needs a ratio or a count, one of them"))
    if wish.ratio is not None and not 0 < wish.ratio <= 1:
        words = say("The ratio has to be above 0 and at most 1, not {ratio}",
                    ratio=f"{wish.ratio:g}")  # fmt: skip
        raise UsageError(words, hint=say("0.1 is a tenth of the images."))
    if wish.count is not None and wish.count < 1:
        raise UsageError(say("The count has to be 1 or more"))
    if not all(least >= 0 for least in (wish.min_per_class, wish.cap)):
        raise UsageError(say("A number of images cannot be negative"))
    if wish.cap and wish.min_per_class > wish.cap:
        raise UsageError(say("More images of each class are asked for than there may be"))
    share = wish.without_annotations
    if share is not None and not 0 <= share <= 1:
        raise UsageError(say("The share of images without annotations lies between 0 and 1"))
    low, high = wish.min_area or 0.0, wish.max_area
    if not low >= 0 or (high is not None and not high >= low):
        raise UsageError(say("No box has such an area"))
    try:
        re.compile(wish.group)
    except re.error as error:
        words = say("The group is no regular expression: {why}", why=str(error))
        raise UsageError(words, hint=say("`[^/]+/` is the first folder.")) from None
    return wish
