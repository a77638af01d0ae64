"""Which lines of a log does a person want to see? Those about the example's own code, and the errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FRAME = re.compile(r' {2}File "(?P<file>[^"]+)", line ')


def folded(log: str, folder: str) -> Iterator[str]:
    """Yield the log's lines, with runs of library frames as one line and the example's paths shortened.

    Args:
        log: what a script printed.
        folder: of the script; frames elsewhere are folded.
    """
    skipped = 0
    for lines in _blocks(log.splitlines()):
        frame = _FRAME.match(lines[0])
        if frame and not frame["file"].startswith(folder):
            skipped += 1
            continue
        yield from _in_place_of(skipped)
        skipped = 0
        yield from (line.replace(folder, "").replace('"/', '"', 1) if frame else line for line in lines)
    yield from _in_place_of(skipped)


def _in_place_of(frames: int) -> Iterator[str]:
    if frames:
        yield f"  ... {frames} frame{'s' * (frames > 1)} of libraries ..."


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """A frame with the code and the marks under it, or one line of anything else."""
    block: list[str] = []
    for line in lines:
        if block and _FRAME.match(block[0]) and line.startswith("    "):
            block.append(line)
            continue
        if block:
            yield block
        block = [line]
    if block:
        yield block
