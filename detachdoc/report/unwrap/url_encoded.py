"""Decodes text sent as a part of a URL or a form (RFC 3986): `%20` or `+` for a space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.report.lines import at

if TYPE_CHECKING:
    from detachdoc.report.lines import Line


def unwrap(lines: list[Line]) -> list[Line]:
    """Replace each encoded line by its lines."""
    from urllib.parse import unquote, unquote_plus

    decoded: list[Line] = []
    for line in lines:
        if "raceback+" in line.text:
            decoded += at(line.number, unquote_plus(line.text))
        elif "raceback%20" in line.text:
            decoded += at(line.number, unquote(line.text))
        else:
            decoded.append(line)
    return decoded
