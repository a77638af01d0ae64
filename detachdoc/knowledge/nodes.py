"""Typed access to YAML nodes: every wrong type, key or number becomes a problem with its line.

Every scalar is text until a number is asked for, so YAML 1.1 does not turn `no`, `on` or `1.10` into
something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml import MappingNode, ScalarNode, SequenceNode

from detachdoc.knowledge.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yaml import Node

    from detachdoc.knowledge.problems import Problems

_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
# Dots because a version may be part of it: `from-0.118`.
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_KINDS = {ScalarNode: "text", SequenceNode: "a list", MappingNode: "a block of keys"}


class Value:
    """One YAML value with its place. Each reading method notes a problem and returns a harmless default."""

    def __init__(self, node: Node, file: str, problems: Problems, *, line: int, trail: str) -> None:
        self._node = node
        self._problems = problems
        #: Path below the knowledge folder.
        self.file = file
        #: 1-based; the key's line for a value that has a key.
        self.line = line
        #: Keys from the top of the file, e.g. `questions.journey.ask`.
        self.trail = trail

    def complain(self, says: str) -> None:
        """Note a problem at this value."""
        self._problems.add(self.file, self.line, says)

    @property
    def is_block(self) -> bool:
        """Whether it has keys."""
        return isinstance(self._node, MappingNode)

    def text(self) -> str:
        """A text that is not empty, without space around it."""
        if not isinstance(self._node, ScalarNode):
            self._wrong_kind("text")
            return ""
        text = str(self._node.value).strip()
        if not text:
            self.complain(f"{self.trail} is empty")
        return text

    def text_or_empty(self) -> str:
        """A text, or an empty one written as `""`."""
        node = self._node
        is_meant = isinstance(node, ScalarNode) and bool(node.style) and not node.value
        return "" if is_meant else self.text()

    def one_of(self, allowed: Iterable[str], what: str) -> str:
        """A text out of `allowed`; `what` names such a thing, e.g. `cause`."""
        text = self.text()
        if text and text not in set(allowed):
            self.complain(f'unknown {what} "{text}" in {self.trail}{did_you_mean(text, allowed)}')
        return text

    def number(self, low: float, high: float) -> float:
        """A number with `low < number <= high`."""
        number = self._plain_number()
        if number is not None and low < number <= high:
            return number
        self.complain(f"{self.trail} must be a number greater than {low} and at most {high}")
        return high

    def whole(self, low: int, high: int) -> int:
        """A whole number with `low <= number <= high`."""
        number = self._plain_number()
        if number is not None and number == int(number) and low <= number <= high:
            return int(number)
        self.complain(f"{self.trail} must be a whole number from {low} to {high}")
        return low

    def items(self, *, may_be_empty: bool = False) -> list[Value]:
        """The values of a list."""
        if not isinstance(self._node, SequenceNode):
            self._wrong_kind("a list")
            return []
        if not self._node.value and not may_be_empty:
            self.complain(f"{self.trail} is an empty list")
        return [
            self._child(node, node, f"{self.trail}[{position}]")
            for position, node in enumerate(self._node.value, start=1)
        ]

    def items_or_one(self) -> list[Value]:
        """The values of a list, or the single value written without one."""
        return self.items() if isinstance(self._node, SequenceNode) else [self]

    def entries(self) -> dict[str, Value]:
        """Keys and values of a block that is not empty; a key that is repeated counts once."""
        if not isinstance(self._node, MappingNode):
            self._wrong_kind("a block of keys (key: value)")
            return {}
        found: dict[str, Value] = {}
        for key, node in self._node.value:
            self._enter(key, node, found)
        if not self._node.value:
            self.complain(f"{self.trail or 'this file'} is empty")
        return found

    def named(self, what: str) -> dict[str, Value]:
        """Like `entries`, where each key is a new id, such as `session-owner`; `what` names the thing."""
        found = self.entries()
        for key, value in found.items():
            if not _ID.fullmatch(key):
                value.complain(f'"{key}" is no {what} id; use lower-case letters, digits and hyphens')
        return found

    def record(self, required: Sequence[str], optional: Sequence[str] = ()) -> Record:
        """A block with exactly these keys; unknown and missing ones are noted."""
        found = self.entries()
        if not found:
            return Record({})
        where = f" in {self.trail}" if self.trail else ""
        known = (*required, *optional)
        for key, value in found.items():
            if key not in known:
                value.complain(f'unknown key "{key}"{where}{did_you_mean(key, known)}')
        for key in required:
            if key not in found:
                self.complain(f'the key "{key}" is missing{where}')
        return Record(found)

    def _enter(self, key: Node, node: Node, found: dict[str, Value]) -> None:
        if not isinstance(key, ScalarNode):
            self._child(key, key, self.trail).complain("a key must be a plain word")
            return
        name = str(key.value)
        value = self._child(key, node, f"{self.trail}.{name}" if self.trail else name)
        if name in found:
            value.complain(f'the key "{name}" is here twice, first on line {found[name].line}')
            return
        found[name] = value

    def _child(self, placed: Node, node: Node, trail: str) -> Value:
        return Value(node, self.file, self._problems, line=placed.start_mark.line + 1, trail=trail)

    def _plain_number(self) -> float | None:
        # A quoted number is a text: the quotes were written on purpose.
        if isinstance(self._node, ScalarNode) and not self._node.style and _NUMBER.fullmatch(self._node.value):
            return float(self._node.value)
        return None

    def _wrong_kind(self, wanted: str) -> None:
        kind = next(words for cls, words in _KINDS.items() if isinstance(self._node, cls))
        self.complain(f"{self.trail or 'this file'} must be {wanted}, but is {kind}")


class Record:
    """A block of known keys. A missing key reads as empty; `Value.record` has noted it already."""

    def __init__(self, found: dict[str, Value]) -> None:
        self._found = found

    def get(self, key: str) -> Value | None:
        """The value of `key`, or None."""
        return self._found.get(key)

    def text(self, key: str) -> str:
        """The text of `key`, or an empty one."""
        value = self._found.get(key)
        return value.text() if value else ""

    def items(self, key: str, *, may_be_empty: bool = False) -> list[Value]:
        """The list of `key`, or an empty one."""
        value = self._found.get(key)
        return value.items(may_be_empty=may_be_empty) if value else []

    def entries(self, key: str) -> dict[str, Value]:
        """The block of `key`, or an empty one."""
        value = self._found.get(key)
        return value.entries() if value else {}

    def named(self, key: str, what: str) -> dict[str, Value]:
        """The block of `key` with new ids as keys, or an empty one."""
        value = self._found.get(key)
        return value.named(what) if value else {}
