"""The shape of a line prefix: what is fixed in it, what is a time or a counter, and what tells streams apart."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = r"\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?: [AP]M)?"
_TIME = pattern(
    "|".join(
        (
            r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?",
            rf"\d{{1,2}}[/. -](?:\d{{1,2}}|{_MONTH})[/. -]\d{{2,4}}[ :,T]{{1,2}}{_CLOCK}",
            rf"{_MONTH} [ \d]?\d(?:,? \d{{4}})?,? {_CLOCK}(?: \d{{4}})?",
            _CLOCK,
            r"\d{4}[-/]\d\d[-/]\d\d",
            r"@[0-9a-f]{24}",
            r"\d{10,19}(?:\.\d{1,9})?",
            r"\d{1,12}\.\d{3,9}(?![.\d])",
        )
    )
)
_TOKEN = pattern(r"(?P<digits>\d+)|(?P<space>\s+)|(?P<text>[^\d\s]+)")
#: grep's `file:12:` before a match and `file-12-` before the lines around it.
_LINE_MARK = pattern(r"(?:(?P<before>\\?[:-])?(?P<number>\(\\d\{1,30\}\))|(?<=\w))\\?[:-]$")


class Template:
    """A prefix as a pattern; its numbers are read, its times are not."""

    def __init__(self, regex: str) -> None:
        #: Regular expression source; no part of it can backtrack.
        self.pattern = regex
        self._regex = re.compile(regex)
        bare = re.sub(r"(?:\\ |\\\t|\s)+$", "", regex)
        self._empty = re.compile(bare + r"\s*$") if bare != regex else None
        self._telling: tuple[int, ...] = ()

    def take_off(self, text: str) -> tuple[tuple[str, ...], str] | None:
        """The numbers in the prefix and the text behind it; None when the line does not carry it."""
        match = self._regex.match(text)
        if match is not None:
            return match.groups(), text[match.end() :]
        if self._empty is not None and len(text) < 400:
            match = self._empty.match(text)
            if match is not None:
                return match.groups(), ""
        return None

    def learn(self, seen: Iterable[tuple[str, ...]]) -> None:
        """Find out which numbers tell streams apart: few values that come and go (a pid, `web-2`)."""
        columns = list(zip(*seen, strict=True))
        self._telling = tuple(index for index, column in enumerate(columns) if _tells(column))

    def identity(self, numbers: tuple[str, ...]) -> tuple[str, ...]:
        """The numbers that name the stream."""
        return tuple(numbers[index] for index in self._telling)


def template_of(prefix: str) -> Template:
    """Make the pattern of a prefix: times and numbers vary, everything else must be the same."""
    parts = []
    position = 0
    for match in _TIME.finditer(prefix):
        parts.append(_pattern(prefix[position : match.start()], before_time=True))
        parts.append(_time_pattern(match[0]))
        position = match.end()
    parts.append(_pattern(prefix[position:]))
    return Template(_LINE_MARK.sub(_line_mark, "".join(parts)))


def _line_mark(match: re.Match[str]) -> str:
    return ("[:-]" if match["before"] else "") + (match["number"] or "") + "[:-]"


def _time_pattern(time: str) -> str:
    """Same layout, other digits and month names; fractions may have other lengths."""
    if time[0] == "@":
        return "@[0-9a-f]{24}"
    pieces = []
    for match in _TOKEN.finditer(time):
        if match["digits"]:
            pieces.append(r"\d{1,19}")
        elif match["space"]:
            pieces.append(r"\s{1,4}")
        else:
            pieces.append("".join("[A-Za-z]" if char.isalpha() else re.escape(char) for char in match["text"]))
    return "".join(pieces)


def _pattern(text: str, *, before_time: bool = False) -> str:
    tokens = list(_TOKEN.finditer(text))
    pieces = []
    for index, match in enumerate(tokens):
        ends = index == len(tokens) - 1
        if match["digits"]:
            pieces.append(r"(\d{1,30})")
        elif match["space"] and (before_time if ends else _by_number(tokens, index)):
            pieces.append(r"\s{0,40}")
        else:
            pieces.append(re.escape(match[0]))
    return "".join(pieces)


def _by_number(tokens: list[re.Match[str]], index: int) -> bool:
    """Space beside a number is padding and varies with the number's length."""
    neighbours = tokens[max(index - 1, 0) : index + 2]
    return any(token["digits"] for token in neighbours)


def _tells(column: tuple[str, ...]) -> bool:
    values = [int(value) for value in column]
    distinct = len(set(values))
    if distinct == 1 or distinct * 2 > len(values):
        return False
    return any(first > second for first, second in itertools.pairwise(values))
