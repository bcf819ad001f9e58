"""The images of what is selected, their boxes and their card: all found by two other processes.

One looks into the data set (`features/gallery/worker`), one decodes images (`gui/decoder`), so a
long annotation file holds up no picture. What they say is heard on the GUI thread; what is kept
has a limit.
"""

import pickle
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.boxes import Marked
from cvlink_gui.features.gallery import worker
from cvlink_gui.features.gallery.values import Card, Drawn, Images, Wanted, Wish
from cvlink_gui.features.project import Project
from cvlink_gui.gui import decoder, previews
from cvlink_gui.gui.aside import Aside
from cvlink_gui.gui.previews import Preview
from cvlink_gui.gui.words import tr

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_BYTES = 128 << 20  # of pictures that are kept; 118,287 small ones would be 4 GB
_LEAST = 1 << 10  # bytes that one without a picture counts for
_MARKS = 4_096  # images whose boxes are kept
_AT_ONCE = 64  # images whose boxes are asked for at a time
_PATIENCE_SECONDS = 0.5  # for a process that is busy with what nobody wants any more
_DEATHS = 3  # of the looking process in one data set
_DEADLY = 2  # decoders that die over one image; one alone may have been dead before it was asked
_RETRIES = 2  # of a look, when a mount has turned out not to answer


@dataclass(eq=False, slots=True)
class Reading:
    """Pictures of some files that somebody waits for."""

    is_cancelled: bool = False

    def cancel(self) -> None:
        """They are not wanted any more."""
        self.is_cancelled = True


@dataclass(frozen=True, slots=True)
class _Task:
    path: bytes
    side: int
    then: Callable[[Preview], None] | None = None
    reading: Reading | None = None
    deaths: int = 0  # of processes that had it to decode

    @property
    def is_void(self) -> bool:
        return self.reading is not None and self.reading.is_cancelled


class Gallery(QObject):
    """Has pictures and boxes of images, and a card of the data set that is looked into.

    Paths are absolute. Pictures fit a square; they are known by its side in pixels.
    """

    begun = Signal(object)  # path of the data set that is looked into now, as the project names it
    found = Signal(object)  # Images
    carded = Signal(object)  # Card
    pictured = Signal(object)  # path of an image that has another picture
    drawn = Signal(object)  # tuple of paths whose boxes are known
    failed = Signal(str)  # why there is nothing to see

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self.path: bytes | None = None
        self._asked: object = None
        self._wish: Wish | None = None
        self._number = self._deaths = self._retries = 0
        self._pictures: OrderedDict[tuple[bytes, int], Preview] = OrderedDict()
        self._fresh: set[tuple[bytes, int]] = set()  # of them, those made since the last refresh
        self._bytes = 0
        self._marks: OrderedDict[bytes, Marked | None] = OrderedDict()
        self._fresh_marks: set[bytes] = set()  # of them, those that were told in this look
        self._large: deque[_Task] = deque()
        self._small: deque[_Task] = deque()
        self._others: deque[_Task] = deque()  # asked for by dialogs, outside of the data set
        self._task: _Task | None = None
        self._unmarked: tuple[bytes, ...] = ()  # boxes that are wanted next
        self._is_marking = self._is_whole = False
        self._looker = Aside(bench, worker.MODULE, self)
        self._decoder = Aside(bench, decoder.MODULE, self)
        self._looker.heard.connect(self._hear)
        self._looker.hangs.connect(self._look_again)
        self._looker.died.connect(self._looker_died)
        self._decoder.heard.connect(self._take)
        self._decoder.hangs.connect(self._decoder_hangs)
        self._decoder.died.connect(self._decoder_died)
        bench.opened.connect(lambda _project: self.look_away())

    # The data set

    def look(self, project: Project, path: bytes, real: bytes) -> None:
        """Look into a folder or at an image file, unless that is what was done last.

        path  as the project names it; real: where it ends, with no link in it
        """
        asked = path, real, project.root, project.tree.generation, project.settings
        if asked == self._asked:
            return
        is_other = path != self.path
        self.path, self._asked = path, asked
        self._retries = self._deaths = 0
        if is_other:
            self._small.clear()
            self._marks.clear()
            self.begun.emit(path)
        if not self._is_whole and self._looker.quiet_seconds > _PATIENCE_SECONDS:
            self._looker.leave()
        dead = self._bench.storage.known.dead
        self._begin(Wish(self._number, real, project.root, project.settings.kinds(), dead))

    @property
    def is_busy(self) -> bool:
        """True while something more is to come."""
        is_looking = self._wish is not None and not self._is_whole
        return is_looking or self._is_marking or self._task is not None

    def refresh(self) -> None:
        """Look at all again; what is shown stays until there is something newer."""
        self._fresh.clear()
        if self._wish is not None:
            self._begin(replace(self._wish, dead=self._bench.storage.known.dead))

    def look_away(self) -> None:
        """Nothing is looked into any more."""
        if self.path is not None:
            self.path, self._asked, self._wish = None, None, None
            self._number += 1
            self._small.clear()
            self._large.clear()
            self._unmarked, self._is_marking = (), False  # the answer to come is about another
            self._looker.rest()

    def _begin(self, wish: Wish) -> None:
        self._number += 1
        self._wish = replace(wish, number=self._number)
        self._fresh_marks.clear()
        self._unmarked, self._is_marking, self._is_whole = (), False, False
        if self._looker.is_possible:
            self._looker.ask(self._wish)
        else:
            self._fail(previews.silent().why)

    def _fail(self, why: str) -> None:
        """There is nothing more to come, for this reason."""
        self._is_whole, self._is_marking = True, False
        self.failed.emit(why)

    def _hear(self, message: bytes) -> None:
        said: Images | Card | Drawn = pickle.loads(message)  # noqa: S301 (our own child)
        if said.number != self._number:
            return
        if isinstance(said, Drawn):
            self._keep_marks(said)
            self._is_marking = False
            self._ask_marks()
        elif isinstance(said, Images):
            self.found.emit(said)
        else:
            self._is_whole = said.is_whole
            self.carded.emit(said)
        if self._is_whole and not self._is_marking:
            self._looker.rest()

    def _look_again(self, dead: frozenset[bytes]) -> None:
        """It hung on one of these mounts: look once more and stay away from them."""
        wish, self._retries = self._wish, self._retries + 1
        if wish is None:
            return
        if self._retries > _RETRIES or dead <= wish.dead:
            self._fail(previews.silent().why)
            return
        self.begun.emit(self.path)
        self._begin(replace(wish, dead=dead | wish.dead))

    def _looker_died(self) -> None:
        self._deaths += 1
        if self._wish is None:
            return
        if self._deaths >= _DEATHS:
            self._fail(tr("the process that looks into it has died"))
        else:
            self.begun.emit(self.path)
            self._begin(self._wish)

    # Boxes

    def marked(self, path: bytes) -> Marked | None:
        """The boxes of an image, as far as they are known."""
        return self._marks.get(path)

    def knows_marks(self, path: bytes) -> bool:
        """True where it is known whether an image has boxes."""
        return path in self._fresh_marks

    def want_marks(self, paths: Iterable[bytes]) -> None:
        """Find out the boxes of these images, and no others any more."""
        unknown = (path for path in paths if path not in self._fresh_marks)
        self._unmarked = tuple(dict.fromkeys(unknown))
        self._ask_marks()

    def _ask_marks(self) -> None:
        if self._is_marking or not self._unmarked or self._wish is None:
            return
        wanted, self._unmarked = self._unmarked[:_AT_ONCE], self._unmarked[_AT_ONCE:]
        self._is_marking = True
        self._looker.ask(Wanted(self._number, wanted))

    def _keep_marks(self, said: Drawn) -> None:
        for image, marked in zip(said.images, said.marks, strict=True):
            self._marks[image] = marked
            self._marks.move_to_end(image)
            self._fresh_marks.add(image)
        while len(self._marks) > _MARKS:
            gone, _ = self._marks.popitem(last=False)
            self._fresh_marks.discard(gone)
        self.drawn.emit(said.images)

    # Pictures

    def picture(self, path: bytes, side: int) -> Preview | None:
        """The picture of an image, if it is there; what is asked for stays longest."""
        found = self._pictures.get((path, side))
        if found is not None:
            self._pictures.move_to_end((path, side))
        return found

    def want(self, paths: Iterable[bytes], side: int, *, large: bool = False) -> None:
        """Decode these images, in this order, and no others of their size any more.

        large  before the small ones
        """
        tasks = self._large if large else self._small
        tasks.clear()
        tasks.extend(_Task(p, side) for p in paths if (p, side) not in self._fresh)
        self._decode()

    def read(
        self, paths: Sequence[bytes], side: int, then: Callable[[int, Preview], None]
    ) -> Reading:
        """Pictures of files, whatever is looked into; `then` gets each with its number."""
        reading = Reading()

        def told(number: int) -> Callable[[Preview], None]:
            return lambda found: then(number, found)

        self._others.extend(
            _Task(path, side, told(number), reading) for number, path in enumerate(paths)
        )
        self._decode()
        return reading

    def _decode(self) -> None:
        """Have the next picture made, if none is under way."""
        while self._task is None:
            tasks = next((t for t in (self._large, self._others, self._small) if t), None)
            if tasks is None:
                self._decoder.rest()
                return
            task = tasks.popleft()
            if task.is_void:
                continue
            if self._decoder.is_possible:
                self._order(task)
            else:
                self._task = task
                self._made(previews.silent())

    def _order(self, task: _Task) -> None:
        self._task = task
        dead = self._bench.storage.known.dead
        self._decoder.ask(decoder.Order(task.path, task.side, dead))

    def _take(self, message: decoder.Answer) -> None:
        self._made(decoder.unpack(message))
        self._decode()

    def _made(self, found: Preview) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        if task.then is not None:
            if not task.is_void:
                task.then(found)
            return
        self._keep((task.path, task.side), found)
        self.pictured.emit(task.path)

    def _decoder_hangs(self, dead: frozenset[bytes]) -> None:
        took_long = previews.lost(tr("reading it takes too long"))
        self._made(previews.silent() if dead else took_long)
        self._decode()

    def _decoder_died(self) -> None:
        task = self._task
        if task is not None and task.deaths + 1 < _DEADLY and self._decoder.is_possible:
            self._order(replace(task, deaths=task.deaths + 1))
            return
        self._made(previews.lost(tr("the image cannot be decoded")))
        self._decode()

    def _keep(self, key: tuple[bytes, int], found: Preview) -> None:
        """Keep a picture, and let go of those that were not asked for longest."""
        if (old := self._pictures.pop(key, None)) is not None:
            self._bytes -= _cost(old)
        self._pictures[key] = found
        self._fresh.add(key)
        self._bytes += _cost(found)
        while self._bytes > _BYTES and len(self._pictures) > 1:
            gone, old = self._pictures.popitem(last=False)
            self._fresh.discard(gone)
            self._bytes -= _cost(old)

    def close(self) -> None:
        """End both processes."""
        for tasks in (self._large, self._small, self._others):
            tasks.clear()
        self._looker.close()
        self._decoder.close()


def _cost(found: Preview) -> int:
    return _LEAST if found.image is None else _LEAST + found.image.sizeInBytes()
