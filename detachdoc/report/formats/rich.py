"""Rich (and typer): a box per exception, `path:line in function`, source with `❱`, the message below the box.

Source: rich/traceback.py of rich 10 to 15; `legacy_windows` draws the box in ASCII.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.formats import python
from detachdoc.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP = pattern(r"[╭┌+][─\-━ ]{1,400}Traceback.{0,20}\(most recent call last\)")
_LOCATION = pattern(r"(?P<file>[^│|❱\n]{1,4096}?):(?P<line>\d{1,9})(?: in (?P<function>\S.{0,300}))?$")
_ARROW = pattern(r"[❱>] {0,8}\d{1,9} (?P<code>.*)$")
_HIDDEN = pattern(r"\.\.\. \d{1,9} frames hidden \.\.\.$")
_EDGES = {"│", "|"}
_SIDES = {"│", "|", "┃"}
_GUIDES = "│|┊ "


def translate(lines: list[Line]) -> list[Line]:
    """Open every rich box."""
    if not any(_TOP.search(line.text) for line in lines if "(most recent" in line.text):
        return lines
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    position = 0
    while position < len(lines):
        line = lines[position]
        top = _TOP.search(line.text) if "(most recent" in line.text else None
        if top is None:
            yield line
            position += 1
            continue
        before = line.text[: top.start()].strip()
        if before in _EDGES:
            yield Line(line.number, "  +-+---------------- 1 ----------------")
        elif before:
            yield Line(line.number, before)
        column = _column(top.start(), lines[position + 1 : position + 2])
        end = _bottom(lines, position, column)
        yield python.header(line.number)
        yield from _box([_inside(inner, column) for inner in lines[position + 1 : end]])
        position = end + 1
        while position < len(lines) and _is_message(lines[position].text, column):
            yield lines[position]._replace(text=lines[position].text[column:].rstrip(_GUIDES))
            position += 1


def _column(top: int, following: list[Line]) -> int:
    """Where the box's left edge stands: a page's indentation moves its first line only."""
    text = following[0].text if following else ""
    bare = text.lstrip(" ")
    return len(text) - len(bare) if bare[:1] in _SIDES and text[top : top + 1] not in _SIDES else top


def _bottom(lines: list[Line], position: int, column: int) -> int:
    for index in range(position + 1, len(lines)):
        if lines[index].text[column : column + 1] in {"╰", "└", "+"}:
            return index
        if lines[index].text[column : column + 1] not in _SIDES:
            return index - 1
    return len(lines) - 1


def _is_message(text: str, column: int) -> bool:
    return bool(text.strip(_GUIDES)) and text[:column].strip() in {"", *_EDGES} and text[column:][:1] not in "╭╰"


def _inside(line: Line, column: int) -> Line:
    return Line(line.number, line.text[column + 1 :].rstrip(_GUIDES))


def _box(content: list[Line]) -> Iterator[Line]:
    """Paragraphs are parted by empty lines: a location, or an excerpt with an arrow."""
    for paragraph in _paragraphs(content):
        located = _location(paragraph)
        if located is not None:
            file, number, function = located
            yield python.frame(paragraph[0].number, file, number, function)
            continue
        for line in paragraph:
            arrow = _ARROW.match(line.text.strip())
            if arrow is not None:
                yield python.code(line.number, arrow["code"].lstrip(_GUIDES))


def _paragraphs(content: list[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in content:
        if line.text.strip() and not _HIDDEN.match(line.text.strip()):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _location(paragraph: list[Line]) -> tuple[str, str, str | None] | None:
    first = paragraph[0].text.strip()
    if first[:1] in "❱╭│╰>" or first.split(" ", 1)[0].isdigit():
        return None
    pieces = [line.text.strip() for line in paragraph[:4]]
    for count in range(len(pieces), 0, -1):
        for glue in ("", " "):
            match = _LOCATION.match(glue.join(pieces[:count]))
            if match is not None and (match["function"] or count == 1 or len(pieces) == count):
                return match["file"], match["line"], match["function"]
    return None
