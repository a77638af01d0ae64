"""Turns the lines collected for a chain into blocks: message, notes, and the type where the text lost it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.model.report import Block
from detachdoc.patterns import pattern
from detachdoc.report import names
from detachdoc.report.chains import Chain, OpenBlock
from detachdoc.report.message import opens_link, read_detached_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.report import Frame

#: Lines a wrapped message may run over.
_WRAPPED = 12
#: Errors whose message runs over several lines by design.
_LONG_MESSAGES = ("ValidationError", "StatementError", "ValidationErrors")
#: Functions in which SQLAlchemy raises the error.
_RAISERS = frozenset({"_load_for_state", "load_scalar_attributes", "_load_scalar_attributes"})
_RAISE = pattern(r"raise (?:[\w.]+\.)?(\w+)\b")
_TELLING = pattern(
    r"[Ee]xception|[Ee]rror|ERROR|CRITICAL|FAIL|[Tt]ask\b|[Tt]hread|future:|coro=|handle:|raised|retrieved|received"
    r"|\[(?:GET|POST|PUT|PATCH|DELETE)\]|\"(?:GET|POST|PUT|PATCH|DELETE) |^_{4,} \S+ _{4,}$"
)
_IN_HEADER = pattern(r"(?P<type>[^\W\d][\w.]{2,200}): (?P<message>.+)", re.DOTALL)


def finish_chain(blocks: Sequence[OpenBlock]) -> Chain:
    """Close a chain: the blocks in print order, each with the link to the next."""
    done = []
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        done.append(_finish_block(block)._replace(link_to_next=following.link_before if following else None))
    damage = sorted({word for block in blocks for word in block.damage})
    last = blocks[-1]
    return Chain(tuple(done), _telling(blocks), blocks[0].first_line, last.last_line, tuple(damage))


def _finish_block(block: OpenBlock) -> Block:
    if not block.type:
        _recover_type(block)
    message, notes = _split_tail(block)
    return Block(block.type, message, _outermost_first(block.frames), notes=notes)


def _outermost_first(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Some tools print the most recent call first: then the list begins where SQLAlchemy raises."""
    raises = [frame.function in _RAISERS and "sqlalchemy" in frame.file for frame in (*frames[:1], *frames[-1:])]
    return tuple(reversed(frames)) if raises == [True, False] else tuple(frames)


def _split_tail(block: OpenBlock) -> tuple[str, tuple[str, ...]]:
    tail = [line.rstrip() for line in block.tail] or [""]
    if names.bare(block.type).endswith(_LONG_MESSAGES):
        return "\n".join(tail), ()
    joined, used = _joined(tail) if names.is_detached(block.type) or "nstance <" in tail[0] else (tail[0], 1)
    return joined, tuple(line.strip() for line in tail[used:])


def _joined(tail: list[str]) -> tuple[str, int]:
    """SQLAlchemy's message with the lines somebody wrapped it into; just the first when that does not end it."""
    message = ""
    for used, line in enumerate(tail[:_WRAPPED], 1):
        message = f"{message} {line.strip()}".strip()
        text = read_detached_text(message)
        following = tail[used].strip() if used < len(tail) else ""
        if text is not None and not text.cut and not opens_link(message) and not following.startswith("(Background"):
            return message, used
    return tail[0], 1


def _recover_type(block: OpenBlock) -> None:
    """Some formats print the exception above the frames, or cut it off: look there, then at the raise."""
    for header in reversed(block.headers[-3:]):
        match = _IN_HEADER.search(header)
        if match is not None and names.looks_certain(match["type"]):
            block.type, block.tail = match["type"], [match["message"]]
            block.damage.discard("truncated-tail")
            return
    code = block.frames[-1].code if block.frames else None
    raised = _RAISE.match(code) if code else None
    if raised is not None and names.looks_certain(raised[1]):
        block.type = names.dotted(raised[1])


def _telling(blocks: Sequence[OpenBlock]) -> tuple[str, ...]:
    """Of the lines before the traceback, those that say what ran; the nearest one says it as a rule."""
    lines = [line for line in blocks[0].headers if line]
    return tuple(line for line in lines[:-1] if _TELLING.search(line)) + tuple(lines[-1:])
