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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.report import Frame

#: More tracebacks open at once are not taken apart.
_MOST = 8
_WORD = pattern(r"\w+")


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

    def calls(self, frame: Frame) -> int:
        """How well the frame follows the newest one here."""
        if self.frame is None:
            return 1
        name = frame.function or ""
        named = 3 if name in _WORD.findall(self.code) else 0
        return named + (frame.file == self.frame.file)


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
            self._newest.open, self._newest.frame, self._newest.code = True, None, ""
        elif frame is not None:
            self._newest = self._best(frame)
            self._seen.add(_step(self._newest.frame, frame))
            self._newest.frame, self._newest.code = frame, ""
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
        refresh = "attribute refresh" in text
        for strand in self._open():
            function = strand.frame.function if strand.frame else ""
            if (refresh and "scalar_attributes" in str(function)) or (
                not refresh and "load operation" in text and function == "_load_for_state"
            ):
                return strand
        return self._newest if self._newest.open else self._open()[0]


def _step(before: Frame | None, after: Frame) -> tuple[object, ...]:
    return (before and (before.file, before.line), after.file, after.line)
