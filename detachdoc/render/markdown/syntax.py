"""How is text written in Markdown so that it means only itself? Escapes, code spans, fences and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE = re.compile(r"`([^`\n]{1,200})`")
_SPECIAL = re.compile(r"[\\`*\[\]|~$]|(?<!\w)_|_(?!\w)")
#: Characters that begin HTML, mentions, references and automatic links.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "#": "&#35;"}
_ENTITY = re.compile(r"[&<>@#]")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")
#: What would begin a list, a rule, a heading or a table at the start of a line.
_BLOCK = re.compile(r"(?m)^(\s*)([-+=:]|\d{1,9}(?=[.)]))")
_TICKS = re.compile(r"`+")


def escape(text: str) -> str:
    """`text` without meaning in Markdown or HTML, on one line."""
    text = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    text = _ENTITY.sub(lambda found: _ENTITIES[found[0]], text)
    text = _LINK.sub(lambda found: f"{found[1] or found[3]}&#{ord(found[2] or found[4])};", text)
    return _BLOCK.sub(_spelled, text)


def prose(text: str) -> str:
    """A sentence of ours with names from the input in it: its `code` stays code, the rest is escaped."""
    parts = _CODE.split(text)
    words = "".join(span(part) if at % 2 else _kept(part) for at, part in enumerate(parts))
    return words.strip()


def span(text: str) -> str:
    """Inline code, whatever backticks it holds."""
    text = " ".join(text.split())
    if not text:
        return ""
    ticks = "`" * (_longest(text) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def fence(text: str, language: str) -> str:
    """A code block, whatever fences it holds."""
    ticks = "`" * max(_longest(text) + 1, 3)
    return f"{ticks}{language}\n{text.rstrip(chr(10))}\n{ticks}"


def bullets(items: Iterable[str]) -> str:
    """A list with one line an item."""
    return "\n".join(f"- {item}" for item in items)


def numbered(items: Iterable[str]) -> str:
    """A numbered list with one line an item."""
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))


def _kept(text: str) -> str:
    """Escaped, with the spaces around it, which separate it from code spans."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return f"{left}{escape(text)}{right}"


def _spelled(found: re.Match[str]) -> str:
    return f"{found[1]}&#{ord(found[2])};" if len(found[2]) == 1 and not found[2].isdigit() else f"{found[0]}\\"


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
