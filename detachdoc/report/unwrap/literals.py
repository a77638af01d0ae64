"""Reads Python literals (`repr` of a dict or list) as the JSON they would be, without evaluating anything."""

from __future__ import annotations

import json
import re

from detachdoc.patterns import pattern

_TOKEN = pattern(
    r"""(?P<string>[bru]?'(?:[^'\\]|\\.)*+(?:'|\\?\Z)|[bru]?"(?:[^"\\]|\\.)*+(?:"|\\?\Z))"""
    r"|(?P<word>[^\W\d]\w*)|(?P<other>.)",
    re.DOTALL,
)
_WORDS = {"True": "true", "False": "false", "None": "null"}
_BRACKETS = {"(": "[", ")": "]"}
_ESCAPE = pattern(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CHARACTERS = {"n": "\n", "r": "\r", "t": "\t"}
#: Longer literals are not read.
_LONGEST = 2_000_000


def as_json(text: str) -> str | None:
    """The literal at the start of the text as JSON, up to its closing bracket; None when it does not close."""
    parts = []
    depth = 0
    for match in _TOKEN.finditer(text[:_LONGEST]):
        part = match[0]
        if match["string"]:
            part = json.dumps(content(part))
        elif match["word"]:
            part = _WORDS.get(part, json.dumps(part))
        depth += (part in "([{") - (part in ")]}") if len(part) == 1 else 0
        parts.append(_BRACKETS.get(part, part))
        if depth == 0:
            return re.sub(r",\s{0,20}\]", "]", "".join(parts))
    return None


def content(literal: str) -> str:
    """What a Python string literal stands for, without its quotes and escapes."""
    return _ESCAPE.sub(_character, literal.lstrip("bru")[1:-1])


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(match[3], match[3])
