"""pretty-traceback: `<pwd> shop/users.py:17  count  return len(user.orders)`, short names for long folders above.

Source: pretty_traceback/formatting.py of releases 2020 to 2024.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.formats import python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.report.lines import Line

_HEADING = "Aliases for entries in sys.path"
_ALIAS = pattern(r"\s{1,40}(?P<alias><\w{1,40}>)\s{0,40}: (?P<folder>\S.{0,4000})$")
_FRAME = pattern(
    r"\s{1,40}(?:(?P<alias><\w{1,40}>)\s{1,40})?(?P<file>\S{1,1000}):(?P<line>\d{1,9})\s{1,400}(?P<function>\S{1,400})"
    r"(?:\s{1,400}(?P<code>\S.{0,5000}))?$"
)


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite its frames with the folders written out."""
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    folders: dict[str, str] = {}
    for line in lines:
        alias = _ALIAS.match(line.text)
        frame = _FRAME.match(line.text) if folders and alias is None else None
        if line.text.startswith(_HEADING):
            continue
        if alias is not None:
            folders[alias["alias"]] = alias["folder"].strip()
        elif frame is not None and (frame["alias"] or "") in {"", *folders}:
            file = folders.get(frame["alias"], "") + frame["file"]
            yield python.frame(line.number, file, frame["line"], frame["function"])
            yield from [python.code(line.number, frame["code"])] if frame["code"] else []
        else:
            yield line
