"""Takes off what marks a text as code in chats, trackers and forums, where it shares a line with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_MARK = r"(?:`{3}|\{code(?:[:|][^{}]{0,80})?\}|\{noformat\}|\[/?code\]|<!\[CDATA\[|\]\]>)"
_OPENS = pattern(rf"\s{{0,40}}{_MARK}")
_CLOSES = pattern(rf"{_MARK}(?:</[\w:-]{{1,40}}>){{0,8}}\s{{0,40}}$")


def unwrap(lines: list[Line]) -> list[Line]:
    """Remove such a mark at the beginning and at the end of each line."""
    return [line._replace(text=_CLOSES.sub("", _opened(line.text))) for line in lines]


def _opened(text: str) -> str:
    match = _OPENS.match(text)
    return text[match.end() :] if match is not None else text
