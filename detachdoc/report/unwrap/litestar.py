"""Litestar's debug page: the last exception first, innermost frame first, then what it was caused by.

Source: litestar/exceptions/responses/_debug_response.py and its templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at
from detachdoc.report.unwrap.debug_pages import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = pattern(
    r"""<h4><span>(?P<type>[^<>]{1,200})</span>[^<>]{0,2000}</h4>\s{0,80}<h3><span>(?P<message>[^<>]{0,5000})</span>"""
    r"""|<span class="breakable">(?P<file>[^<>]{1,4096})</span> in <span>(?P<function>[^<>]{1,400})</span> at line"""
    r"""\s{0,80}<span>(?P<line>\d{1,9})</span>"""
    r"""|class="executed-line"><td class="line_no">\d{1,9}</td><td class="code_line">(?P<code>[^<>]{0,4000})</td>"""
)
_SPACE = pattern(r"&nbsp;?")
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n"


def unwrap(lines: list[Line]) -> list[Line]:
    """Replace the page by the tracebacks it shows, oldest first."""
    page = _SPACE.sub(" ", "\n".join(line.text for line in lines))
    blocks = list(_blocks(page))
    return at(lines[0].number, f"\n{_CAUSE}\n".join(reversed(blocks))) if blocks else lines


def _blocks(page: str) -> Iterator[str]:
    title = ""
    frames: list[str] = []
    for part in _PART.finditer(page):
        if part["type"]:
            yield from [_block(frames, title)] if title else []
            title, frames = f"{plain(part['type'])}: {plain(part['message'])}", []
        elif part["file"]:
            frames.append(f'  File "{plain(part["file"])}", line {part["line"]}, in {plain(part["function"])}')
        elif frames:
            frames[-1] += f"\n    {plain(part['code'] or '')}"
    yield from [_block(frames, title)] if title else []


def _block(frames: list[str], title: str) -> str:
    return "\n".join(["Traceback (most recent call last):", *reversed(frames), title])
