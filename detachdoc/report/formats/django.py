"""Django's copy-and-paste report: frames as Python prints them, the exception in words around them.

`Exception Type: X at /path`, `Exception Value: ...` below the frames; chained exceptions are named inside
the sentence that links them. Source: django/views/templates/technical_500.txt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line
from detachdoc.report.names import DETACHED

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPE = pattern(r"^Exception Type: (?P<type>[\w.]{1,200})(?: at .*)?$")
_VALUE = pattern(r"^Exception Value:\s?(?P<value>.*)$")
_LINK = pattern(
    r"^(?P<head>The above exception|During handling of the above exception) \((?P<value>.{0,5000})\)"
    r"(?P<tail> was the direct cause|, another exception)"
)


def translate(lines: list[Line]) -> list[Line]:
    """Write type and value as Python's last line, where a Django report holds them apart."""
    if not any(line.text.startswith("Exception Type: ") for line in lines):
        return lines
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    kind = ""
    waiting: Line | None = None
    for line in lines:
        text = line.text
        match = _TYPE.match(text)
        value = _VALUE.match(text) if kind else None
        link = _LINK.match(text)
        if match is not None:
            kind, waiting = match["type"], line
        elif waiting is not None and (value is not None or text.strip()):
            said = value["value"] if value is not None else text.strip()
            if said:
                yield Line(waiting.number, f"{kind}: {said}")
                waiting, kind = None, ""
        elif link is not None:
            name = DETACHED if "nstance <" in link["value"] else "Exception"
            yield Line(line.number, f"{name}: {link['value']}")
            yield Line(line.number, "")
            yield line
        else:
            yield line
