"""A line of text that remembers where in the input it stood, whatever was unwrapped around it since."""

from typing import NamedTuple

from detachdoc.patterns import pattern

#: `str.splitlines` would also cut at a terminal's control characters.
_NEWLINE = pattern("\r\n?|[\x0b\x85\u2028\u2029]")


class Line(NamedTuple):
    """One line on its way from the input to a frame."""

    #: 1-based line of the input.
    number: int
    text: str


def numbered(text: str, first: int = 1) -> list[Line]:
    r"""Split text at its line ends (`\\n`, `\\r\\n`, `\\r`); of several empty lines in a row one is kept."""
    if "\r" in text or "\x0b" in text or not text.isascii():
        text = _NEWLINE.sub("\n", text)
    lines: list[Line] = []
    blank = False
    for number, line in enumerate(text.split("\n"), first):
        if line or not blank:
            lines.append(Line(number, line))
        blank = not line
    return lines


def at(number: int, text: str) -> list[Line]:
    """Split text that was unpacked from one input line: every piece keeps that line's number."""
    return [Line(number, piece) for piece in text.split("\n")]


def indent(text: str) -> int:
    """Width of the leading white space."""
    return len(text) - len(text.lstrip())
