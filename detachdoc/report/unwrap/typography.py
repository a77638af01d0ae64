"""Undoes what word processors, mail and chat programs do to quotes, dashes and spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_TABLE = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "＂": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "＇": "'",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u3000": " ",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None, "\u00ad": None,
        "，": ", ", "：": ": ", "；": "; ", "（": "(", "）": ")",
        **dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        "…": "...", "‐": "-", "‑": "-", "＜": "<", "＞": ">", "‹": "<", "›": ">",
    }
)  # fmt: skip


def straighten(lines: list[Line]) -> list[Line]:
    """Plain quotes, plain spaces, no invisible characters; lines of plain ASCII are left as they are."""
    return [line if line.text.isascii() else line._replace(text=line.text.translate(_TABLE)) for line in lines]
