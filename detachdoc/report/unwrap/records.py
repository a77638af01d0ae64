"""Opens JSON: one record a line, one document for the whole text, or a document in between."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at
from detachdoc.report.message import UNBOUND
from detachdoc.report.unwrap.literals import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECODER = json.JSONDecoder(strict=False)
#: Documents of several lines that are tried in one text, and the size of each.
_TRIES = 40
_LARGEST = 4_000_000
#: Short ones, such as `journalctl -o json-pretty` prints for each line, and the lines of one.
_SHORT_TRIES, _SHORT_DOCUMENT = 2_000, 40
_WORTH = ("Traceback", "raceback", "most recent call", "DetachedInstanceError", UNBOUND, "File ", "Error", "Exception")
_FRAME_KEYS = ("'frames': [", "'exc_type'", "'stacktrace'", "'traceback': [", "'stack_trace'")
#: How the header ends as one string of a list.
_ENDS_OF_HEADER = ("last):\\n', ", 'last):\\n", ', "last):', ", 'last):", ')
_LIST = pattern(r"""[\[(]\s?b?["']""")
#: Lists that are tried, and strings that make one.
_LISTS, _FEW = 3, 3
_SHORT = (
    '"log":',
    '"message":',
    '"msg":',
    '"MESSAGE":',
    '"textPayload":',
    '"line":',
    '"event":',
    '"@message":',
    '"body":',
    '"text":',
)


def expand_records(lines: list[Line]) -> list[Line]:
    """Replace each JSON record by the text it carries; lines without JSON stay as they are."""
    if not any("{" in line.text or "[" in line.text for line in lines):
        return lines
    return list(_expanded(lines))


def _expanded(lines: list[Line]) -> Iterator[Line]:
    position = tries = short_tries = 0
    while position < len(lines):
        line = lines[position]
        text = line.text
        opened = _one_line(text)
        if opened is not None:
            yield from at(line.number, opened)
            position += 1
        elif short_tries < _SHORT_TRIES and _opens_document(lines, position):
            short_tries += 1
            opened, used = _several_lines(lines[position : position + _SHORT_DOCUMENT])
            if opened is None and tries < _TRIES:
                tries += 1
                opened, used = _several_lines(lines[position:])
            yield from at(line.number, opened) if opened is not None else [line]
            position += used
        else:
            yield line
            position += 1


def _opens_document(lines: list[Line], position: int) -> bool:
    """Whether a JSON document of several lines may begin here."""
    text = lines[position].text.strip()
    if text[:1] not in {"{", "["}:
        return False
    rest = text[1:].lstrip()
    if not rest and position + 1 < len(lines):
        rest = lines[position + 1].text.lstrip()
    return rest[:1] in ({'"', "}"} if text[0] == "{" else {'"', "{", "[", "]"})


def _one_line(text: str) -> str | None:
    """The text of the first JSON object in the line that is worth it."""
    if not (any(word in text for word in _WORTH) or any(key in text for key in _SHORT)):
        return None
    start = text.find("{")
    for _ in range(3):
        if start < 0:
            break
        if text[start + 1 : start + 3].lstrip()[:1] in {'"', "\\"}:
            value = _decode(text, start)
            if isinstance(value, dict):
                return _text_of(value)
        start = text.find("{", start + 1)
    return _literal(text)


def _literal(text: str) -> str | None:
    """The text of a Python literal that holds frames, as structlog's key-value output does, or a list of lines."""
    if any(end in text for end in _ENDS_OF_HEADER):
        starts = [match.start() for match, _ in zip(_LIST.finditer(text), range(_LISTS), strict=False)]
    elif any(key in text for key in _FRAME_KEYS):
        starts = sorted(place for place in (text.find("[{"), text.find("{")) if place >= 0)[:1]
    else:
        return None
    for start in starts:
        source = as_json(text[start:])
        value = _decode(source, 0) if source is not None else None
        if isinstance(value, dict) or (isinstance(value, list) and (len(value) >= _FEW or len(starts) == 1)):
            return _text_of(value)
    return None


def _text_of(value: object) -> str | None:
    from detachdoc.report.structured.text import text_of

    return text_of(value)


def _decode(text: str, start: int) -> object:
    try:
        return _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _several_lines(lines: list[Line]) -> tuple[str | None, int]:
    text = "\n".join(line.text for line in lines)[:_LARGEST].lstrip()
    try:
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None, 1
    body = _text_of(value)
    return body, (text.count("\n", 0, end) + 1 if body is not None else 1)
