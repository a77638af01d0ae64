"""Decodes mail sent as quoted-printable (RFC 2045): `=3D` for a sign, `=` at the end of a line that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at

if TYPE_CHECKING:
    import re

#: Longest line the RFC allows, and some room for a quoting mark.
_LONGEST = 80
_CODES = pattern(r"(?:=[0-9A-F]{2})+")


def unwrap(lines: list[Line]) -> list[Line]:
    """Join and decode the lines, if all that go on are as short as the RFC demands and there are several."""
    broken = [line for line in lines if line.text.endswith("=")]
    if len(broken) < 2 or any(len(line.text) > _LONGEST for line in broken):
        return lines
    decoded: list[Line] = []
    number, text = 0, ""
    for line in lines:
        number = number if text else line.number
        text += line.text
        if text.endswith("="):
            text = text[:-1]
            continue
        decoded += at(number, _CODES.sub(_decoded, text))
        text = ""
    return [*decoded, *at(number, text)] if text else decoded


def _decoded(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("=", "")).decode("utf-8", "replace").replace("\r", "")
