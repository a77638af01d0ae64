"""Takes apart tracebacks that two processes wrote into one log without any prefix.

Which frame belongs to which error is not written anywhere; a frame is given to the traceback whose newest
source line calls it. That is a guess, so the result is marked as interleaved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report import classify, names
from detachdoc.report.frames import read_frame
from detachdoc.report.lines import Line, indent
from detachdoc.report.message import read_detached_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.report import Frame

#: More tracebacks open at once are not taken apart.
_MOST = 8
_WORD = pattern(r"\w+")
#: Calls inside SQLAlchemy that the source line does not name.
_STEPS = frozenset({
    ("_fire_loader_callables", "_load_for_state"), ("_load_expired", "load_scalar_attributes"),
    ("__call__", "_load_for_state"), ("_load_expired", "_load_scalar_attributes"),
})  # fmt: skip


def take_apart(lines: list[Line]) -> list[list[Line]]:
    """The lines of each woven traceback by itself; the lines as they came when nothing is woven."""
    if not _is_woven(lines):
        return [lines]
    loom = _Loom()
    for line in lines:
        loom.feed(line)
    return [strand.lines for strand in loom.strands]


def _is_woven(lines: Sequence[Line]) -> bool:
    """Whether a traceback begins before the one above has ended, and both end later; groups nest by design."""
    opened = woven = 0
    for line in lines:
        if classify.is_group_ruler(line.text):
            return False
        if classify.header_at(line.text) >= 0:
            opened += 1
            woven += opened == 2
        elif opened and _is_last(line.text):
            opened -= 1
            if woven and not opened:
                return True
    return False


def _is_last(text: str) -> bool:
    match = names.EXCEPTION_LINE.match(text.rstrip())
    return match is not None and names.looks_certain(match["type"])


class _Strand:
    """One traceback being put together again."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.frame: Frame | None = None
        self.code = ""
        self.open = False
        #: Where in `lines` the newest traceback begins, and where it enters SQLAlchemy; None before that.
        self.begin = 0
        self.entry: int | None = None

    @property
    def head(self) -> list[Line]:
        """The newest traceback up to SQLAlchemy."""
        return self.lines[self.begin : self.entry]

    def start(self) -> None:
        """A new traceback begins."""
        self.open, self.frame, self.code, self.begin, self.entry = True, None, "", len(self.lines), None

    def take(self, frame: Frame) -> None:
        """Its next frame."""
        if self.entry is None and _in_attributes(frame):
            self.entry = len(self.lines)
        self.frame, self.code = frame, ""

    def behead(self, head: list[Line]) -> None:
        """Put other frames before those in SQLAlchemy."""
        rest = [] if self.entry is None else self.lines[self.entry :]
        self.lines[self.begin :] = head + rest
        if self.entry is None:
            frames = (frame for line in reversed(head) if (frame := read_frame(line.text)) is not None)
            self.frame, self.code = next(frames, None), head[-1].text if head else ""
        else:
            self.entry = self.begin + len(head)

    def calls(self, frame: Frame) -> int:
        """How well the frame follows the newest one here."""
        if self.frame is None:
            return 1
        name = frame.function or ""
        if (self.frame.function, name) in _STEPS:
            return 4
        if _in_attributes(self.frame) and "sqlalchemy" not in frame.file:
            return -3
        if name == "__get__" and _in_attributes(frame):
            return 0 if "sqlalchemy" in self.frame.file else 2 + ("." in self.code)
        named = 3 if name in _WORD.findall(self.code) else 0
        return named + (frame.file == self.frame.file)

    def uses(self, attribute: str) -> bool:
        """Whether the line that led into SQLAlchemy reads the attribute."""
        codes = (line.text for line in reversed(self.head) if not classify.is_marker(line.text or "^"))
        return attribute in _WORD.findall(next(codes, ""))


class _Loom:
    def __init__(self) -> None:
        self.strands: list[_Strand] = [_Strand()]
        self._newest = self.strands[0]
        #: Which frame came after which, in all strands.
        self._seen: set[tuple[object, ...]] = set()

    def feed(self, line: Line) -> None:
        frame = read_frame(line.text)
        if classify.header_at(line.text) >= 0:
            self._newest = self._free()
            self._newest.start()
        elif frame is not None:
            self._newest = self._best(frame)
            self._seen.add(_step(self._newest.frame, frame))
            self._newest.take(frame)
        elif _is_last(line.text):
            self._newest = self._ending(line.text)
            self._newest.open = False
        elif line.text.strip() and indent(line.text) > 2 and not classify.is_marker(line.text):
            self._newest = self._waiting()
            self._newest.code = line.text
        self._newest.lines.append(line)

    def _free(self) -> _Strand:
        for strand in self.strands:
            if not strand.open:
                return strand
        if len(self.strands) < _MOST:
            self.strands.append(_Strand())
        return self.strands[-1]

    def _open(self) -> list[_Strand]:
        return [strand for strand in self.strands if strand.open] or [self._newest]

    def _best(self, frame: Frame) -> _Strand:
        def score(strand: _Strand) -> tuple[int, bool]:
            known = 4 if _step(strand.frame, frame) in self._seen else 0
            return strand.calls(frame) + known, strand is self._newest

        return max(self._open(), key=score)

    def _waiting(self) -> _Strand:
        """The strand whose newest frame has no source line yet."""
        if self._newest.frame is not None and not self._newest.code:
            return self._newest
        return next((strand for strand in self._open() if strand.frame and not strand.code), self._newest)

    def _ending(self, text: str) -> _Strand:
        """The strand whose raising function fits the message."""
        said = read_detached_text(text)
        if said is None:
            return self._newest if self._newest.open else self._open()[0]
        raising = "load_scalar_attributes" if said.kind == "refresh" else "_load_for_state"

        def score(strand: _Strand) -> tuple[bool, bool, bool]:
            function = (strand.frame and strand.frame.function) or ""
            return (
                function.lstrip("_") == raising.lstrip("_"),
                strand.uses(said.attribute or ""),
                strand is self._newest,
            )

        ending = max(self._open(), key=score)
        if said.attribute and not ending.uses(said.attribute):
            self._exchange_heads(ending, said.attribute)
        return ending

    def _exchange_heads(self, ending: _Strand, attribute: str) -> None:
        """The frames inside SQLAlchemy look alike in all strands: find the line that reads the attribute."""
        other = next((strand for strand in self._open() if strand is not ending and strand.uses(attribute)), None)
        if other is not None:
            head = ending.head
            ending.behead(other.head)
            other.behead(head)


def _in_attributes(frame: Frame) -> bool:
    return frame.file.replace("\\", "/").endswith("sqlalchemy/orm/attributes.py")


def _step(before: Frame | None, after: Frame) -> tuple[object, ...]:
    return (before and (before.file, before.line), after.file, after.line)
