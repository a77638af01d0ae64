"""What does a Python file say? Decodes as PEP 263 demands and parses, or says why it cannot be read."""

from __future__ import annotations

import ast
import io
import os
import re
import sys
import tokenize
import warnings
from typing import NamedTuple

#: Bytes; larger files are generated, and are named in the remarks.
MAX_SIZE = 2_000_000
#: Python refuses to print a whole number of more than 4,300 decimal digits, and to read one; it does read these.
_LONG_NUMBER = re.compile(r"0[xXoObB][0-9a-fA-F_]{3000}")
_PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"


class Text(NamedTuple):
    """A file's text, or why there is none."""

    text: str
    why_not: str = ""


def read(path: str) -> Text:
    r"""Read and decode one file.

    Args:
        path: absolute path, known to lie inside the root.

    Returns:
        The text with `\\n` line ends, or the reason it was not read.
    """
    try:
        if os.path.getsize(path) > MAX_SIZE:
            return Text("", f"larger than {MAX_SIZE // 1_000_000} MB")
        with open(path, "rb") as stream:
            raw = stream.read(MAX_SIZE + 1)
    except OSError as error:
        return Text("", error.strerror or "cannot be opened")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        text = raw.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):
        return Text("", "not in the encoding it declares")
    return Text(text.replace("\r\n", "\n").replace("\r", "\n"))


def parse(text: str) -> tuple[ast.Module | None, str]:
    """Parse a file's text; the second value says what could not be parsed, all of it when there is no tree."""
    if "\0" in text:
        return None, "not text"
    if _LONG_NUMBER.search(text):
        return None, "holds a number too long to print"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return ast.parse(text), ""
            except SyntaxError as error:
                return _parse_newer(text, error)
    except (ValueError, RecursionError, MemoryError):
        return None, "cannot be parsed"


def _parse_newer(text: str, error: SyntaxError) -> tuple[ast.Module | None, str]:
    from detachdoc.source import newer

    parsed = newer.parse(text)
    if parsed is None:
        return None, _syntax(error)
    lines = ", ".join(map(str, parsed.left_out))
    return parsed.tree, f"not valid for {_PYTHON}, which detachdoc runs on, and left out: line {lines}" if lines else ""


def _syntax(error: SyntaxError) -> str:
    line = (error.text or "").strip()
    if line.startswith(("print ", "exec ")) or re.match(r"except [\w.]+, ?[a-z_]\w*:", line):
        return f"Python 2 (line {error.lineno})"
    return f"not valid for {_PYTHON}, which detachdoc runs on (line {error.lineno}: {error.msg})"
