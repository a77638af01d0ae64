"""Syntax that is newer than the Python this runs on, said in older words, with every line where it was.

`type X = ...` and type parameters (PEP 695, Python 3.12), `except A, B:` (PEP 758, Python 3.14). What is newer in other
ways, such as quotes inside f-strings (PEP 701), costs the line it stands on.
"""

from __future__ import annotations

import ast
import re
import sys
from typing import NamedTuple

#: Lines left out of one file, and characters parsed for that: each line costs another look at all of it.
_MAX_LEFT_OUT = 20
_MAX_PARSED = 8_000_000
# What may stand before them is spaces and tabs only: `\s*` would read every line of a run of empty ones to its end.
_EXCEPT = re.compile(r"^([ \t]*except\*?[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)[ \t]*:", re.MULTILINE)
_ALIAS = re.compile(r"^([ \t]*)type (\w+)(?=[ \t]*[=\[])", re.MULTILINE)
_HEADER = re.compile(
    r"^[ \t]*(?:class|(?:async[ \t]+)?def)[ \t]+\w+(?=\[)|^[ \t]*\w+(?=\[[^\]\n]*\][ \t]*=[ \t]*[\w\"'])", re.MULTILINE
)


class Parsed(NamedTuple):
    """A syntax tree, and the lines that had to be left out of it."""

    tree: ast.Module
    left_out: tuple[int, ...]


def parse(text: str) -> Parsed | None:
    """Parse a file that this Python's own parser refused; None when the rewording does not help either.

    Raises:
        ValueError, RecursionError, MemoryError: as `ast.parse` does.
    """
    lines = _reworded(text).split("\n")
    left_out: list[int] = []
    while len(left_out) <= min(_MAX_LEFT_OUT, _MAX_PARSED // (len(text) + 1)):
        try:
            return Parsed(ast.parse("\n".join(lines)), tuple(left_out))
        except SyntaxError as error:
            line = error.lineno or 0
            if line in left_out or not _may_be_left_out(lines, line):
                return None
            left_out.append(line)
            lines[line - 1] = _indent(lines[line - 1]) + "pass"
    return None


def _reworded(text: str) -> str:
    text = _EXCEPT.sub(r"\1(\2):", text)
    text = _ALIAS.sub(r"\1\2", text)
    parts: list[str] = []
    at = 0
    for header in _HEADER.finditer(text):
        end = _closing(text, header.end())
        if end > at and header.end() >= at:
            parts.extend((text[at : header.end()], "\\\n" * text.count("\n", header.end(), end)))
            at = end
    return "".join(parts) + text[at:]


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens here ends; the same place when it never does."""
    depth = 0
    for position in range(at, min(len(text), at + 2_000)):
        depth += (text[position] == "[") - (text[position] == "]")
        if depth == 0:
            return position + 1
    return at


def _may_be_left_out(lines: list[str], line: int) -> bool:
    """Whether a line holds an f-string or t-string and nothing that other lines hang on."""
    if not 0 < line <= len(lines):
        return False
    code = lines[line - 1]
    return (
        sys.version_info < (3, 14)
        and bool(re.search(r"""\b[rR]?[fFtT][rR]?["']""", code))
        and code[-1:] not in ":([{,\\"
    )


def _indent(code: str) -> str:
    return code[: len(code) - len(code.lstrip())]
