"""Debug pages that tracerite writes for Sanic: places and functions in spans, each exception below its frames.

Source: tracerite/html.py; the frames stand outermost first and the paths are short.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at
from detachdoc.report.unwrap.debug_pages import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = pattern(
    r"""class="?frame-location"?>(?P<file>[^<]{1,4096})<span class="?frame-lineno"?>:(?P<line>\d{1,9})</span></span>"""
    r"""|class="?frame-function"?>(?P<function>[^<]{1,400})"""
    r"""|class="?compact-code"?>(?P<code>.{1,4000}?)</code>"""
    r"""|class="?exctype"?>(?P<type>[^<]{1,200})</span><span class="?excsummary"?>(?P<message>[^<]{0,5000})</span>""",
    re.DOTALL,
)


def unwrap(lines: list[Line]) -> list[Line]:
    """Replace the page by the traceback it shows."""
    page = "\n".join(line.text for line in lines)
    text = "\n".join(_printed(page))
    return at(lines[0].number, text) if text else lines


def _printed(page: str) -> Iterator[str]:
    link, place = "", ""
    frames: list[str] = []
    for part in _PART.finditer(page):
        if part["file"]:
            place = f'  File "{plain(part["file"])}", line {part["line"]}'
            frames.append(f"{place}, in <module>")
        elif part["function"] and frames:
            frames[-1] = f"{place}, in {plain(part['function']).partition('⚡')[0]}"
        elif part["code"] and frames:
            frames[-1] += f"\n    {plain(part['code'])}"
        elif part["type"]:
            kind, _, how = plain(part["type"]).rstrip(":").partition(" ")
            yield from [link if "from" in how else _CONTEXT] if link else []
            yield from ["Traceback (most recent call last):", *frames, f"{kind}: {plain(part['message'])}"]
            link, frames = _CAUSE, []


_CAUSE = "\nThe above exception was the direct cause of the following exception:\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n"
