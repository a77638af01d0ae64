"""pytest's own styles: `path:line: in function`, `>` and `E` lines, long entries, `--tb=line`.

Source: _pytest/_code/code.py. The style `native` is Python's own and needs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.classify import header_at, link_in
from detachdoc.report.formats import python
from detachdoc.report.lines import Line
from detachdoc.report.names import EXCEPTION_LINE, looks_certain

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_LOCATION = pattern(r"(?P<file>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}):(?P<line>\d{1,9}): ?(?P<rest>.*)$")
_DEF = pattern(r"^(?:[> ] {3,}|[^\"\n]{0,400}\")?(?:async )?(?:def|class) (?P<name>\w+)")
_ARROW = pattern(r"^> {2,}(?P<code>\S.*)$")
_TITLE = pattern(r"^_{4,} .{1,200} _{4,}$|^={4,} .{0,200} ?={4,}$|^-{4,} .{1,200} -{4,}$")
_MARGIN = pattern(r"( {2,12}|\t)E {3,}[\w.]{3,200}(?::|$)")
_DOTS = pattern(r"^(?:_ ){5,}")


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite the failures of a pytest run."""
    lines = _without_margin(lines)
    marked = any(line.text.startswith("E  ") for line in lines)
    located = any(".py:" in line.text and _LOCATION.match(line.text) for line in lines)
    if not located or not (marked or any(_TITLE.match(line.text) for line in lines)):
        return lines
    return list(_Failures().translate(lines))


def _without_margin(lines: list[Line]) -> list[Line]:
    """Move a run that was quoted as code back to the left; its first column tells how far."""
    margins = [len(match[1]) for line in lines if (match := _MARGIN.match(line.text))]
    margin = min(margins, default=0)
    if not margin or any(line.text.startswith("E   ") for line in lines):
        return lines
    return [line._replace(text=line.text.removeprefix(" " * margin)) for line in lines]


class _Failures:
    def __init__(self) -> None:
        self._error: list[Line] = []
        self._function: str | None = None
        self._code: str | None = None
        self._in_block = False

    def translate(self, lines: list[Line]) -> Iterator[Line]:
        for line in lines:
            yield from self._line(line)
        yield from self._flush()

    def _line(self, line: Line) -> Iterator[Line]:
        text = line.text
        if text.startswith("E   "):
            self._error.append(Line(line.number, text[4:]))
        elif ".py:" in text and (match := _LOCATION.match(text)) is not None and _is_location(match):
            yield from self._located(line.number, match)
        elif _TITLE.match(text) or link_in(text) or header_at(text) >= 0:
            yield from self._flush()
            self._in_block = False
            yield line
        else:
            yield from self._other(line)

    def _located(self, number: int, match: re.Match[str]) -> Iterator[Line]:
        rest = match["rest"].strip()
        if self._error and rest.startswith("in "):
            yield from self._flush()
        if not self._in_block:
            self._in_block = True
            yield python.header(number)
        function = rest[3:] if rest.startswith("in ") else self._function
        yield python.frame(number, match["file"], match["line"], function)
        if self._code:
            yield python.code(number, self._code)
        self._function = self._code = None
        if rest and not rest.startswith("in "):
            yield from self._last(number, rest)

    def _last(self, number: int, rest: str) -> Iterator[Line]:
        """`path:957: DetachedInstanceError` closes a failure; the `E` lines hold the message."""
        said = EXCEPTION_LINE.match(self._error[0].text.strip()) if self._error else None
        if not self._error or ": " in rest:
            self._error = [Line(number, rest)]
        elif said is None or not looks_certain(said["type"]):
            self._error = [Line(number, f"{rest}: {self._error[0].text.strip()}")]
        yield from self._flush()

    def _other(self, line: Line) -> Iterator[Line]:
        text = line.text
        arrow = _ARROW.match(text)
        definition = _DEF.match(text)
        if definition is not None:
            self._function = definition["name"]
        if arrow is not None:
            self._code = arrow["code"]
        if not _DOTS.match(text) and not self._error and arrow is None:
            yield line

    def _flush(self) -> Iterator[Line]:
        if not self._error:
            return
        if not self._in_block:
            yield python.header(self._error[0].number)
        self._name_assertion()
        margin = len(self._error[0].text) - len(self._error[0].text.lstrip())
        for line in self._error:
            yield line._replace(text=line.text[margin:] if not line.text[:margin].strip() else line.text.strip())
        yield Line(self._error[-1].number, "")
        self._error, self._in_block = [], False
        self._function = self._code = None

    def _name_assertion(self) -> None:
        """A bare `assert` that failed is shown without its type."""
        first = self._error[0]
        if first.text.lstrip().startswith("assert "):
            self._error[0] = first._replace(text=f"AssertionError: {first.text.lstrip()}")


def _is_location(match: re.Match[str]) -> bool:
    rest = match["rest"].strip()
    if not rest or rest.startswith("in "):
        return True
    exception = EXCEPTION_LINE.match(rest)
    return exception is not None and looks_certain(exception["type"])
