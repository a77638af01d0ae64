"""Reads lines as Python prints tracebacks: headers, frames, exception lines, chains and groups.

Every other rendering is translated into this one first (`formats/`). Grammar: CPython's traceback.py.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from detachdoc.report import classify, names
from detachdoc.report.chains import Chain, OpenBlock, Reading
from detachdoc.report.finish import finish_chain
from detachdoc.report.frames import read_frame, repetitions
from detachdoc.report.lines import Line, indent
from detachdoc.report.wrappers import is_endpoint

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from detachdoc.model.report import Link

#: Lines nobody claims are put up with between two frames; then the traceback is taken as cut off.
_NOISE = 200
#: Lines after the exception line that may still belong to its message.
_TAIL = 60
#: Lines before a traceback among which telling ones are looked for.
_BEFORE = 8


def read_tracebacks(lines: Sequence[Line]) -> Reading:
    """Read every traceback in the lines of one stream (one process, one worker)."""
    reader = _Reader()
    for line in lines:
        reader.feed(line)
    return reader.finish()


class _Reader:
    def __init__(self) -> None:
        self._chains: list[Chain] = []
        self._blocks: list[OpenBlock] = []
        self._open: OpenBlock | None = None
        self._closed: OpenBlock | None = None
        self._link: Link | None = None
        self._context: list[Line] = []
        self._before: deque[str] = deque(maxlen=_BEFORE)
        #: Column of the header of a stack that is no exception's, while its lines are passed over.
        self._stack: int | None = None
        self._blank = False
        self._remote = False

    def feed(self, line: Line) -> None:
        text, depth = classify.without_gutter(line.text)
        if not text.strip():
            self._blank = True
            return
        if self._stack is not None and (read_frame(text) or indent(text) > self._stack):
            return
        self._stack = None
        self._dispatch(line.number, text, depth)
        self._blank = False

    def finish(self) -> Reading:
        self._end_chain()
        return Reading(tuple(self._chains), tuple(self._context))

    def _dispatch(self, number: int, text: str, depth: int) -> None:
        link = classify.link_in(text)
        if link is not None:
            self._on_link(link)
        elif (column := classify.header_at(text)) >= 0:
            self._on_header(number, column, depth, text)
        elif classify.is_stack_header(text):
            self._stack = indent(text)
        elif depth and classify.is_group_ruler(text):
            self._link = "group"
        elif depth and not text.strip("- "):
            self._closed = None
        elif (count := repetitions(text)) and self._open and self._open.frames:
            last = self._open.frames[-1]
            self._open.frames[-1] = last._replace(repeated=last.repeated + count)
        elif self._on_frame(number, text, depth):
            pass
        elif self._open is not None:
            self._in_block(number, text, self._open)
        else:
            self._after_block(number, text)

    def _on_link(self, link: Link) -> None:
        self._close_unfinished()
        self._link = "remote" if self._blocks and self._blocks[-1].remote else link
        self._closed = None

    def _on_header(self, number: int, column: int, depth: int, text: str) -> None:
        self._close_unfinished()
        if self._link is None and not self._remote:
            self._end_chain()
        headers = tuple(self._before)
        before = text[:column].strip()
        self._start(OpenBlock(number, column, (*headers, before) if before else headers, depth))

    def _start(self, block: OpenBlock) -> None:
        block.link_before, self._link = self._link, None
        block.remote, self._remote = self._remote, False
        self._before.clear()
        self._open, self._closed = block, None

    def _on_frame(self, number: int, text: str, depth: int) -> bool:
        frame = read_frame(text)
        if frame is None:
            return False
        if self._closed is not None and self._is_endpoint(self._closed):
            self._closed.tail.append(text)
            return True
        if self._open is None:
            self._reopen_or_start(number, text, depth)
        block = self._open
        if block is not None:
            block.frames.append(frame)
            block.noise = 0
            block.frame_indent = indent(text)
            block.last_line = number
        return True

    def _is_endpoint(self, block: OpenBlock) -> bool:
        return names.bare(block.type) in {"ResponseValidationError", "RequestValidationError"}

    def _reopen_or_start(self, number: int, text: str, depth: int) -> None:
        closed = self._closed
        if closed is not None and not self._blank and (not closed.frames or not names.looks_certain(closed.type)):
            self._open, self._closed = self._blocks.pop(), None
            return
        if self._link is None:
            self._end_chain()
        headers = tuple(self._before)
        block = OpenBlock(number, max(indent(text) - 2, 0), headers, depth)
        block.damage.add("truncated-head")
        self._start(block)

    def _in_block(self, number: int, text: str, block: OpenBlock) -> None:
        if classify.is_marker(text):
            block.add_marks(text)
            return
        width = indent(text)
        if block.frames and width > block.frame_indent:
            block.add_code(text)
            return
        if self._on_exception(number, text, block):
            return
        if block.frames and block.frames[-1].code is None and not classify.is_log_line(text):
            block.add_code(text)
            return
        self._context.append(Line(number, text))
        block.noise += 1
        if block.noise > _NOISE:
            self._close_unfinished()

    def _on_exception(self, number: int, text: str, block: OpenBlock) -> bool:
        match = names.EXCEPTION_LINE.match(text.strip()) or names.EXCEPTION_REPR.match(text.strip(" ,;]"))
        if match is None:
            return False
        certain = names.looks_certain(match["type"])
        placed = match["message"] is not None and indent(text) <= block.indent
        if not certain and not (placed and names.looks_possible(match["type"])):
            return False
        self._take_exception(number, match, block)
        return True

    def _take_exception(self, number: int, match: re.Match[str], block: OpenBlock) -> None:
        block.type, block.last_line = match["type"], number
        block.tail = [(match["message"] or "").strip()]
        self._close(block)

    def _close(self, block: OpenBlock) -> None:
        self._blocks.append(block)
        self._open, self._closed = None, block

    def _close_unfinished(self) -> None:
        block = self._open
        if block is None:
            return
        if block.frames and not is_endpoint(block.frames, block.type):
            block.damage.add("truncated-tail")
            self._close(block)
        self._open = None

    def _after_block(self, number: int, text: str) -> None:
        if self._is_remote_header(text):
            return
        if self._closed is not None and not self._closed.frames and classify.is_stack_label(text):
            return
        if self._on_bare_exception(number, text):
            return
        closed = self._closed
        if closed is not None and self._continues(closed, text):
            closed.tail.append(text)
            closed.last_line = number
            return
        if closed is not None and not (self._is_endpoint(closed) and classify.is_log_line(text)):
            self._closed = None
        self._context.append(Line(number, text))
        self._before.append(text.strip()[:2000])

    def _on_bare_exception(self, number: int, text: str) -> bool:
        """An exception line without a traceback: the last line of one, or `format_exception_only`."""
        match = names.EXCEPTION_LINE.match(text.strip())
        if match is None or not match["message"] or not names.looks_certain(match["type"]):
            return False
        if names.is_detached(match["type"]) and "nstance" not in match["message"]:
            return False
        if match["type"].endswith("Warning"):
            return False
        if self._closed is not None and not self._blank and self._goes_on(self._closed, match["type"]):
            return False
        if self._link is None:
            self._end_chain()
        block = OpenBlock(number, indent(text), tuple(self._before), 0)
        self._start(block)
        self._take_exception(number, match, block)
        return True

    def _goes_on(self, closed: OpenBlock, kind: str) -> bool:
        """Whether a line that names a type is still the message above: a wrapped quotation, a note."""
        return names.bare(closed.type).endswith("ValidationError") or "." not in names.dotted(kind)

    def _is_remote_header(self, text: str) -> bool:
        stripped = text.strip()
        if stripped.rstrip(": ").endswith("RemoteTraceback"):
            self._end_chain()
            self._remote = True
            return True
        return stripped in {'"""', "'''"}

    def _continues(self, closed: OpenBlock, text: str) -> bool:
        if len(closed.tail) > _TAIL or classify.is_ruler(text):
            return False
        if self._is_endpoint(closed):
            return text.startswith(" ") or not (self._blank or classify.is_log_line(text))
        return not self._blank and not classify.is_log_line(text)

    def _end_chain(self) -> None:
        self._close_unfinished()
        if self._blocks:
            self._chains.append(finish_chain(self._blocks))
        self._blocks = []
        self._closed = None
        self._link = None
