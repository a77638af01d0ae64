"""HTML pages that frameworks show while debugging: Starlette's, Werkzeug's, Django's and cgitb's frames.

Runs before tags are dropped, because path, line and function stand in tags of their own. Starlette prints
the innermost frame first. Sources: starlette/middleware/errors.py, werkzeug/debug/tbtools.py.
"""

import re
from typing import NamedTuple

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at

HEADER = "Traceback (most recent call last):"

_START = pattern(r"<(?:!DOCTYPE|html)\b", re.IGNORECASE)
_FRAME = pattern(
    r"""class="(?:frame-filename|filename)">\s{0,80}(?P<file>[^<>]{1,4096}?)</(?:span|cite|code|a)>,?"""
    r"""\s{0,200}line\s{0,200}<\w{1,8}[^<>]{0,80}>(?P<line>\d{1,9})</\w{1,8}>,?"""
    r"""\s{0,200}in\s{0,200}<\w{1,8}[^<>]{0,80}>(?P<function>[^\n]{1,400}?)</(?:b|code|span|strong)>"""
)
_TITLE = pattern(r"<h[123][^<>]{0,200}>\s{0,80}(?P<title>[^<>]{1,5000}?)</h[123]>")
_CENTER = pattern(r'class="center-line">(?P<code>.{0,4000}?)</p>', re.DOTALL)
_TAG = pattern(r"<[^<>]{1,400}>")
_NUMBER = pattern(r"^\s{0,80}\d{1,9}\.? ?")


class _Frame(NamedTuple):
    file: str
    line: str
    function: str
    code: str


def read_debug_pages(lines: list[Line]) -> list[Line]:
    """Replace a debug page by the traceback it shows, by its own plain copy if it has one."""
    start = next((index for index, line in enumerate(lines) if "<" in line.text and _START.search(line.text)), None)
    if start is None:
        return lines
    page = "\n".join(line.text for line in lines[start:])
    frames = _frames(page)
    if not frames:
        return lines
    plain = next((index for index, line in enumerate(lines) if line.text.rstrip().endswith(HEADER)), None)
    if plain is not None:
        return [*lines[:start], *lines[plain:]]
    from html import unescape

    titles = [unescape(match["title"]) for match in _TITLE.finditer(page)]
    title = next((text for text in titles if ": " in text), titles[-1] if titles else "")
    if frames[0].file.replace("\\", "/").endswith("sqlalchemy/orm/strategies.py") or _innermost_first(frames):
        frames.reverse()
    text = "\n".join(f'  File "{frame.file}", line {frame.line}, in {frame.function}{frame.code}' for frame in frames)
    return [*lines[:start], *at(lines[start].number, f"Traceback (most recent call last):\n{text}\n{title}\n")]


def _innermost_first(frames: list[_Frame]) -> bool:
    """Starlette's page begins where the error was raised, which is in a library more often than its end."""
    deep = ("sqlalchemy/", "pydantic/", "fastapi/routing.py")
    entry = ("middleware/errors.py", "applications.py", "run_asgi", "threading.py", "testclient.py")
    first, last = frames[0].file.replace("\\", "/"), frames[-1].file.replace("\\", "/")
    return (any(part in first for part in deep) and not first.endswith(entry)) or last.endswith(entry)


def _frames(page: str) -> list[_Frame]:
    from html import unescape

    matches = list(_FRAME.finditer(page))
    starts = [match.start() for match in matches[1:]]
    frames = []
    for index, match in enumerate(matches):
        excerpt = page[match.end() : starts[index] if index < len(starts) else match.end() + 20_000]
        center = _CENTER.search(excerpt)
        code = f"\n    {_source(center['code'])}" if center else ""
        frames.append(_Frame(unescape(match["file"]).strip('"'), match["line"], plain(match["function"]), code))
    return frames


def plain(html: str) -> str:
    """The text of a piece of HTML."""
    from html import unescape

    return unescape(_TAG.sub("", html) or html).replace("\u00a0", " ").strip()


def _source(html: str) -> str:
    return _NUMBER.sub("", plain(html).strip()).strip()
