"""Cuts a stream of any size into the pieces that are worth reading, in flat memory.

Only the surroundings of a few telling words are decoded and read; the rest is searched as bytes.
"""

import codecs
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from detachdoc.report.decode import encoding_of

#: Up to this size an input is read as a whole: a file without any telling word may still hold an error.
WHOLE = 1_000_000
#: At least the longest line: the chunk before is what a piece is taken back to.
_CHUNK = 1 << 20
#: Bytes looked at before and after a telling word. A traceback with values is about 80 kB long.
_BEFORE = 160_000
_AFTER = 96_000
#: The longest line that is kept whole, and the largest piece.
_LINE = 1_000_000
_PIECE = 1_500_000
#: Telling words need not be looked for again within so many bytes.
_STEP = 2_000
#: The first comes with every traceback. The longer a word, the fewer bytes are looked at.
_TELLING = (b"most recent call last", b"DetachedInstanceE", b"is not bound to a Session")
_OVERLAP = 64


class Piece(NamedTuple):
    """A part of the input that may hold an error."""

    data: bytes
    #: 1-based line of the input on which the piece begins.
    first_line: int


class Tally:
    """What has been read so far."""

    def __init__(self) -> None:
        self.size = 0


class _Lines:
    """The number of the line at which a piece begins; a file is read again for it, and only if there is a piece."""

    def __init__(self, stream: BinaryIO | None, origin: int) -> None:
        #: None where the bytes cannot be read again: they are counted when they pass.
        self._stream = stream
        self._origin = origin
        self._newlines = self._counted = self._passed = 0

    def pass_over(self, data: bytes, end: int) -> None:
        """Leave the first `end` bytes of `data` behind."""
        self._passed += end
        if self._stream is None:
            self._newlines += data.count(b"\n", 0, end)

    def number(self, data: bytes, position: int) -> int:
        """The line in which a position in `data` lies, the bytes that come after those left behind."""
        if self._stream is not None:
            self._count_again(self._stream)
        return self._newlines + data.count(b"\n", 0, position) + 1

    def _count_again(self, stream: BinaryIO) -> None:
        place = stream.tell()
        stream.seek(self._origin + self._counted)
        while self._counted < self._passed and (chunk := stream.read(min(_CHUNK, self._passed - self._counted))):
            self._newlines += chunk.count(b"\n")
            self._counted += len(chunk)
        stream.seek(place)


def pieces(stream: BinaryIO, tally: Tally) -> Iterator[Piece]:
    """The parts of the stream that are worth reading, in order; counts the bytes on the way."""
    head = stream.read(WHOLE + 1)
    tally.size = len(head)
    if len(head) <= WHOLE:
        yield Piece(head, 1)
        return
    encoding = encoding_of(head)
    chunks = _chunks(stream, head, tally)
    again = encoding == "utf-8" and stream.seekable()
    lines = _Lines(stream, stream.tell() - len(head)) if again else _Lines(None, 0)
    if encoding != "utf-8":
        chunks = _recoded(chunks, encoding)
    yield from _Cutter(lines).cut(chunks)


def _chunks(stream: BinaryIO, head: bytes, tally: Tally) -> Iterator[bytes]:
    yield head
    while chunk := stream.read(_CHUNK):
        tally.size += len(chunk)
        yield chunk


def _recoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")


class _Cutter:
    """Holds the bytes that may still be needed, and the piece that is growing."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._held = b""
        self._searched = 0
        #: Bounds of the growing piece in `_held`.
        self._start: int | None = None
        self._end = 0
        #: Where the newest piece ended.
        self._last = 0

    def cut(self, chunks: Iterable[bytes]) -> Iterator[Piece]:
        for chunk in chunks:
            if self._start is None and not _tells(self._held[-_OVERLAP:] + chunk[:_OVERLAP]) and not _tells(chunk):
                self._skip(chunk)
                continue
            self._held += chunk
            yield from self._search()
            if self._start is not None and self._end + _LINE < len(self._held):
                yield self._emit(self._line_end(self._end))
            self._forget()
        if self._start is not None:
            yield self._emit(len(self._held))

    def _skip(self, chunk: bytes) -> None:
        """Nothing to read here: keep the chunk as what stands before the next one, without copying it."""
        self._lines.pass_over(self._held, len(self._held))
        self._held = chunk
        self._searched = len(chunk)

    def _search(self) -> Iterator[Piece]:
        for position in _positions(self._held, max(self._searched - _OVERLAP, 0)):
            if self._start is not None and position - _BEFORE > self._end:
                yield self._emit(self._line_end(self._end))
            if self._start is None:
                self._start = self._line_start(position)
            self._end = position + _AFTER
            if position - self._start > _PIECE:
                yield self._emit(self._part(position))
                self._start = min(self._last, position)
                self._end = position + _AFTER
        self._searched = len(self._held)

    def _line_start(self, position: int) -> int:
        floor = max(position - _LINE, 0)
        own = self._held.rfind(b"\n", floor, position) + 1
        if own == 0 and floor:
            return max(position - _BEFORE, 0)
        start = max(position - _BEFORE, 0)
        if own <= start:
            return own
        return self._held.find(b"\n", start, own) + 1 if start else 0

    def _line_end(self, end: int) -> int:
        following = self._held.find(b"\n", end, end + _LINE)
        return following + 1 if following >= 0 else min(end, len(self._held))

    def _part(self, position: int) -> int:
        """Where a piece that grew too large is parted: before a traceback if there is one."""
        assert self._start is not None
        middle = self._start + _PIECE // 2
        header = self._held.rfind(_TELLING[0], middle, position)
        return self._held.rfind(b"\n", middle, header if header >= 0 else position) + 1 or position

    def _emit(self, end: int) -> Piece:
        assert self._start is not None
        piece = Piece(self._held[self._start : end], self._lines.number(self._held, self._start))
        self._start, self._last = None, end
        return piece

    def _forget(self) -> None:
        keep = self._start if self._start is not None else max(len(self._held) - _LINE, 0)
        self._lines.pass_over(self._held, keep)
        self._held = self._held[keep:]
        self._searched -= keep
        self._end -= keep
        if self._start is not None:
            self._start = 0


def _tells(data: bytes) -> bool:
    return any(word in data for word in _TELLING)


def _positions(data: bytes, start: int) -> Iterator[int]:
    """Where telling words stand, in order, at least `_STEP` bytes apart."""
    found = [data.find(word, start) for word in _TELLING]
    while any(position >= 0 for position in found):
        position = min(position for position in found if position >= 0)
        yield position
        after = position + _STEP
        found = [
            data.find(word, after) if 0 <= place < after else place for word, place in zip(_TELLING, found, strict=True)
        ]
