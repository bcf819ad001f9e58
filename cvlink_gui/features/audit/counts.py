"""How many images and labels an experiment has, as its training framework counts them."""

from dataclasses import dataclass

from cvlink_gui.features.audit.subject import Subject


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted.

    framework  whose eyes it was counted with; "" where no framework is known for the data
    images     images in the splits, those in two of them twice
    labels     how many of them have a label: a label file, a class folder, or an entry in a COCO
               file; None where no framework is known
    """

    framework: str
    images: int
    labels: int | None


def counted(subject: Subject) -> Counted:
    """Count through the eyes of the framework the experiment is made for."""
    framework = next(iter(subject.frameworks), "")
    if framework in subject.seen:
        seen = [found for _, found in subject.seen[framework]]
        return Counted(framework, sum(s.images for s in seen), sum(s.labels for s in seen))
    images = sum(len(names) for split in subject.splits for names in split.content.values())
    if framework != "coco":
        return Counted(framework, images, None)
    lost = sum(len(names) for _, _, gone in subject.described.read for names in gone.values())
    named = sum(len(found.images) for _, found, _ in subject.described.read)
    return Counted(framework, images, named - lost)
