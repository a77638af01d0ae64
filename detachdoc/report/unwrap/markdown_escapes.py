r"""Takes off the backslashes that editors put before Markdown's signs: `\<module\>`, `\_\_get\_\_`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_SIGN = pattern(r"\\([_*<>\[\]#~`^])")


def unwrap(lines: list[Line]) -> list[Line]:
    """Remove them from every line."""
    return [line._replace(text=_SIGN.sub(r"\1", line.text)) if "\\" in line.text else line for line in lines]
