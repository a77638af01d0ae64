"""Which lines of an example does a reader see? Those between `# [show]` and `# [/show]`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.knowledge.problems import Problems

_START, _END = "# [show]", "# [/show]"


def read_excerpt(text: str, file: str, problems: Problems) -> str:
    """The shown parts, joined by a line `...`, without their common indentation.

    Args:
        text: the whole file.
        file: its path below the knowledge folder, for messages.
        problems: receives markers that do not pair, and files that show nothing.
    """
    parts: list[list[str]] = []
    is_shown = False
    for number, line in enumerate(text.splitlines(), start=1):
        marker = line.strip()
        if marker in (_START, _END):
            if is_shown == (marker == _START):
                problems.add(file, number, f"{marker} does not pair with a marker before it")
            is_shown = marker == _START
            parts.extend([[]] if is_shown else [])
        elif is_shown:
            parts[-1].append(line)
    if is_shown:
        problems.add(file, len(text.splitlines()), f"{_END} is missing")
    shown = textwrap.dedent("\n".join(_joined(parts))).strip("\n")
    if not shown.strip():
        problems.add(file, 1, f"nothing to show: put {_START} and {_END} around the lines a reader should see")
    return shown


def _joined(parts: list[list[str]]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        first = next((line for line in part if line.strip()), "")
        if lines:
            lines.append(first[: len(first) - len(first.lstrip())] + "...")
        lines.extend(part)
    return lines
