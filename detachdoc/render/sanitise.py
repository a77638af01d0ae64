"""How does text from strangers become safe to print? Control codes become visible instead of being obeyed.

Covers C0 and C1 controls, escape sequences, bidirectional overrides (CVE-2021-42574), zero-width characters,
line separators and lone surrogates: the Unicode categories Cc, Cf, Cs, Zl and Zp.
"""

from __future__ import annotations

import unicodedata
from typing import TypeVar

from detachdoc.render.texts import mapped

Value = TypeVar("Value")

#: Fields that may hold several lines. Anywhere else a line break could forge a line of ours.
_SEVERAL_LINES = frozenset({
    "code", "diff", "headline", "reason", "says", "what_happened", "how_to_check", "why", "why_not", "summary",
    "steps", "prevent", "remarks", "ask", "advice", "before", "after", "verdict", "test",
})  # fmt: skip
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Typography of our own texts for streams that cannot carry it.
_PLAINER = str.maketrans({
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "→": "->", "·": "-", "≥": ">=",
    "≤": "<=", "×": "x", "\xa0": " ", "\u202f": " ", "•": "*",
})  # fmt: skip


def sanitise(text: str, *, lines: bool = True) -> str:
    r"""`text` with everything a terminal could obey made visible, e.g. `\x1b`.

    Args:
        text: anything.
        lines: keep line feeds; otherwise they become visible too.

    Returns:
        Printable text. Tabs are four spaces, so that widths can be counted.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char.isprintable() else _visible(char, lines=lines) for char in text)


def sanitised(value: Value, encoding: str = "utf-8") -> Value:
    """A model value whose every string is safe to print on a stream of that encoding.

    Args:
        value: a `Diagnosis`, a `Cause` or a part of one.
        encoding: what the stream can carry; the rest becomes visible escapes.

    Returns:
        The same value with cleaned strings.
    """
    return mapped(value, lambda field, text: fitted(sanitise(text, lines=field in _SEVERAL_LINES), encoding))


def fitted(text: str, encoding: str) -> str:
    r"""`text` without characters that `encoding` cannot carry, which become `\u....`."""
    if text.isascii() or encoding.lower().replace("-", "") == "utf8":
        return text
    return _carried(text, encoding) or _escaped(text.translate(_PLAINER), encoding)


def _carried(text: str, encoding: str) -> str:
    try:
        return text.encode(encoding).decode(encoding)
    except UnicodeError:
        return ""


def _escaped(text: str, encoding: str) -> str:
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _visible(char: str, *, lines: bool) -> str:
    if char == "\n" and lines:
        return char
    if char == "\t":
        return "    "
    if unicodedata.category(char) not in _INVISIBLE:
        # Spaces other than the plain one, unassigned and private characters: shown, they command nothing.
        return " " if char.isspace() else char
    code = ord(char)
    named = {"\n": r"\n", "\r": r"\r"}.get(char)
    return named or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
