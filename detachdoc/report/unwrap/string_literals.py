r"""Puts text together that was written as several string literals: `pprint`, source code, folded YAML.

Each line holds a literal (`'  File ...\n'`, `s += "..."`), or ends with the backslash that continues one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import at
from detachdoc.report.unwrap.literals import content

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_LITERAL = pattern(r"""[bru]?'(?:[^'\\]|\\.)*+(?:'|\\?\Z)|[bru]?"(?:[^"\\]|\\.)*+(?:"|\\?\Z)""")
#: What may stand around the literal and the key before it, apart from words.
_AROUND = pattern(r"[\w\s,;:=+&.\\()\[\]{}]*\Z")
#: Lines of a folded string, at least.
_FOLDS = 3
#: A key and its value.
_MOST = 2
_LONGEST = 20_000


def unwrap(lines: list[Line]) -> list[Line]:
    """Replace each run of literals that begins with a traceback's header by the text they make up."""
    lines = _unfolded(lines)
    joined: list[Line] = []
    position = 0
    while position < len(lines):
        pieces = _run(lines, position)
        if len(pieces) > 2:
            joined += at(lines[position].number, _text(pieces))
            position += len(pieces)
        else:
            joined.append(lines[position])
            position += 1
    return joined


def _unfolded(lines: list[Line]) -> list[Line]:
    """Join the lines of a folded string: each but the last ends with a backslash."""
    unfolded: list[Line] = []
    pieces: list[str] = []
    for line in lines:
        pieces.append(line.text)
        unfolded.append(line)
        if not line.text.endswith("\\"):
            if len(pieces) > _FOLDS and any("\\n" in piece for piece in pieces):
                del unfolded[-len(pieces) + 1 :]
                unfolded[-1] = unfolded[-1]._replace(text=_joined(pieces))
            pieces = []
    return unfolded


def _joined(pieces: list[str]) -> str:
    return "".join(piece.lstrip().removesuffix("\\") if number else piece[:-1] for number, piece in enumerate(pieces))


def _run(lines: list[Line], position: int) -> list[str]:
    """The contents of the literals from a line on, when the first holds the header."""
    if "raceback (most recent" not in lines[position].text:
        return []
    pieces: list[str] = []
    for line in lines[position:]:
        literal = _last_literal(line.text)
        if literal is None:
            break
        pieces.append(content(literal))
    return pieces


def _last_literal(text: str) -> str | None:
    """The only literal in the line, or the one behind a key; None when there is more than that."""
    if len(text) > _LONGEST:
        return None
    literals = _LITERAL.findall(text)
    if not 1 <= len(literals) <= _MOST or text.rstrip()[-1:].isalnum():
        return None
    return literals[-1] if _AROUND.match(_LITERAL.sub("", text)) else None


def _text(pieces: list[str]) -> str:
    glue = "" if any(piece.endswith("\n") for piece in pieces) else "\n"
    return glue.join(pieces).rstrip("\n")
