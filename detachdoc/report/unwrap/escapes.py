"""Expands text that was written as one escaped string: `repr()`, logfmt, broken JSON, rsyslog's `#012`.

Works on whatever is left after proper JSON was read, so that a truncated or doubly escaped record is
readable too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at

if TYPE_CHECKING:
    import re

_ESCAPED_NEWLINE = r"(?:\\{1,16}n|\\{1,16}r\\{1,16}n|#012|\\012|\\{1,8}u000[aA]|\\x0[aA]|↵|⏎)"
_TELLING = pattern(
    rf"call last\)?:?{_ESCAPED_NEWLINE}|{_ESCAPED_NEWLINE}(?:#011|\\+t|[ \t]){{0,8}}(?:File |[\w.]{{1,200}}Error)"
)
_ODD_NEWLINE = pattern(r"#012|\\{1,8}u000[aA]|\\x0[aA]|↵|⏎|(?<!\\)\\012")
_ESCAPE = pattern(r"\\(?:(?P<hex>u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|(?P<char>.))")
_CHARACTERS = {"n": "\n", "r": "", "t": "\t", "b": "", "f": "", "v": "", "a": ""}
_UNQUOTED = pattern(r'(?<!\\)"')
_UNTICKED = pattern(r"(?<!\\)'")
_ELEMENT = pattern(
    r"""[\[(]?\s*[bruBRU]{0,2}(?P<quote>["'])(?P<body>.*?)(?:\\r)?\\n(?P=quote)[\])]?[,;+]?\s*[\])]?,?$"""
)
#: The last element of a list that was cut off.
_OPEN_ELEMENT = pattern(r"""\s*["'](?P<body>[^"']\S*(?:Error|Exception|Greenlet)\b.*)$""")
_LEVELS = 5


def expand_escapes(lines: list[Line]) -> list[Line]:
    """Replace each escaped text by its lines; other lines stay as they are."""
    expanded: list[Line] = []
    in_list = False
    for line in lines:
        if in_list and (match := _OPEN_ELEMENT.match(line.text)) is not None and "\\n" not in line.text[-12:]:
            expanded.append(line._replace(text=_unescape(match["body"])))
        elif "\\" in line.text or "#012" in line.text or "↵" in line.text or "⏎" in line.text:
            pieces = at(line.number, _expand(line.text))
            in_list = len(pieces) == 1 and pieces[0].text != line.text
            expanded += pieces
        else:
            expanded.append(line)
    return expanded


def _expand(text: str) -> str:
    if _TELLING.search(text) is None:
        return _list_element(text)
    text = _ODD_NEWLINE.sub(r"\\n", text.replace("#011", "\t"))
    for _ in range(_LEVELS):
        if not _still_escaped(text):
            break
        text = "\n".join(_unescape(part) for part in _strings(text)) if _last_level(text) else _unescape(text)
    return text


def _still_escaped(text: str) -> bool:
    return _TELLING.search(text) is not None


def _last_level(text: str) -> bool:
    """Whether newlines are escaped once only, so that quotes tell where the strings begin and end."""
    return "\\\\n" not in text


def _strings(text: str) -> list[str]:
    """Cut at the quotes that delimit the strings; those inside a string are escaped."""
    if 'File \\"' in text:
        return _UNQUOTED.split(text)
    if "\\'" in text:
        return _UNTICKED.split(text)
    return [text]


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match["hex"]:
        return chr(int(match["hex"][1:], 16))
    char = match["char"]
    return _CHARACTERS.get(char, char)


def _list_element(text: str) -> str:
    r"""One line of a traceback inside a list of strings: `"  File \\"...\\", line 3\\n",`."""
    match = _ELEMENT.match(text.strip()) if "\\n" in text[-12:] else None
    return _unescape(match["body"]) if match is not None else text
