"""Which placeholders may a text use? A misspelled one would reach the reader's screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.knowledge.problems import did_you_mean

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Record, Value

#: Replaced by the user's own names, or by a neutral phrase when they are not known.
NAMES = frozenset({"object", "class", "attribute", "access", "function", "reader"})

#: A text about a fact may also say where the fact was seen, and use the words of the detector that saw it.
FACT_NAMES = NAMES | {"file", "line", "where", "how", "type", "version"}

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,40})\}")


def prose(record: Record, key: str) -> str:
    """The text of `key`, with its placeholders checked; empty when the key is absent."""
    value = record.get(key)
    return checked(value) if value else ""


def checked(value: Value) -> str:
    """The text of a value, with its placeholders checked."""
    return _checked(value.text(), value, NAMES)


def evidence(record: Record) -> str:
    """The text `says` of a fact; `""` for a fact that weighs but is not worth a line on the screen."""
    value = record.get("says")
    return _checked(value.text_or_empty(), value, FACT_NAMES) if value else ""


def _checked(text: str, value: Value, names: frozenset[str]) -> str:
    for name in _PLACEHOLDER.findall(text):
        if name not in names:
            value.complain(f"unknown placeholder {{{name}}} in {value.trail}{did_you_mean(name, names)}")
    return text
