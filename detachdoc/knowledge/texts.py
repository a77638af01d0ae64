"""Which placeholders may a text of the knowledge folder use? A misspelled one would reach the reader's screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.knowledge.problems import did_you_mean

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Record, Value

#: Replaced by the user's own names, or by a neutral phrase when they are not known.
NAMES = frozenset({"object", "class", "attribute", "access", "function"})

#: A text about one fact may also say where the fact was seen, and the words of its detector.
FACT_NAMES = NAMES | {"file", "line"}

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,40})\}")


def prose(record: Record, key: str, names: frozenset[str] = NAMES) -> str:
    """The text of `key`, with its placeholders checked; empty when the key is absent."""
    value = record.get(key)
    return checked(value, names) if value else ""


def checked(value: Value, names: frozenset[str] = NAMES) -> str:
    """The text of a value, with its placeholders checked."""
    text = value.text()
    for name in _PLACEHOLDER.findall(text):
        if name not in names:
            value.complain(f"unknown placeholder {{{name}}} in {value.trail}{did_you_mean(name, names)}")
    return text
