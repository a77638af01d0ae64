"""Fills the placeholders of the knowledge's sentences with what is known about one error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision.reading import field, reader
from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.model.place import Place
    from detachdoc.model.report import ErrorReport

_PLACEHOLDER = pattern(r"\{([a-z]+)\}")

#: What a sentence says where the input does not tell.
NEUTRAL = {
    "object": "the object",
    "class": "the object",
    "attribute": "an attribute",
    "access": "the failing line",
    "function": "your function",
    "where": "the failing line",
    "reader": "the code",
}

#: A refresh is about columns, but SQLAlchemy's message names none of them.
_UNNAMED = {"refresh": "a column"}


def fill(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with its `{placeholders}` replaced.

    What comes from the input is inserted as it is and never read for placeholders again. A placeholder
    nobody knows a word for becomes a neutral phrase.
    """
    return _PLACEHOLDER.sub(lambda match: words.get(match[1]) or NEUTRAL.get(match[1], match[1]), text)


def about(error: ErrorReport, access: Place | None) -> dict[str, str]:
    """Return the words every sentence about `error` may use."""
    words = {
        "class": error.class_name or "",
        "object": error.class_name or "",
        "attribute": error.attribute or field(error) or _UNNAMED.get(error.kind, ""),
        "reader": reader(error),
    }
    if access is not None:
        words["access"] = words["where"] = access.ref
        words["function"] = access.function or ""
    return words
